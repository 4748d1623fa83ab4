// What happened, in lanes: how often calls were made, removed or failed, and each event as a mark.

const LANES = [
  { name: 'Made', meaning: 'made', kinds: ['create'], colour: 'made' },
  { name: 'Removed', meaning: 'removed', kinds: ['remove'], colour: 'removed' },
  { name: 'Failed', meaning: 'failed', kinds: ['failure'], colour: 'critical' },
  { name: 'Waits', meaning: 'waited', kinds: ['wait'], colour: 'wait' },
  { name: 'Processes', kinds: ['start', 'exit'], colour: 'process' },
  { name: 'Log', kinds: ['log'], colour: 'log' },
  { name: 'Other', kinds: null, colour: 'muted' },
];
const LANE_HEIGHT = 30, MOST_MARKS = 4000, NEAR = 8;
const GAPS = EVENTS.filter(e => e.kind === 'gap');

/** The events of each lane, in the order of their times. */
const MARKS = (() => {
  const marks = LANES.map(() => []);
  for (const event of EVENTS) {
    const at = LANES.findIndex(lane => lane.kinds?.includes(event.kind));
    if (event.kind !== 'gap') marks[at < 0 ? LANES.length - 1 : at].push(event);
  }
  return marks;
})();

/** Where a moment is on the canvas, no farther out than the chart is. */
const within = (u, ms) => u.valToPos(Math.min(Math.max(ms, selected.from), selected.to), 'x', true);

function lanesChart() {
  const place = el('div', { class: 'plot lanes', role: 'img', 'aria-label': 'What happened, by kind; the line below says what is shown, and the table of events lists it' });
  const told = el('p', { class: 'told' });
  const counts = histogram(LANES.map(lane => lane.meaning).filter(Boolean));
  const used = LANES.filter((lane, at) => MARKS[at].length || (lane.meaning && counts[lane.meaning].some(n => n > 0)));
  const height = used.length * LANE_HEIGHT + 42;
  let plot = null;

  function make() {
    plot?.destroy();
    plot = new uPlot({
      ...chartBase(place, height), series: [{}, { show: false }],
      scales: { x: { time: true, range: (u, from, to) => [from, to] }, y: { range: () => [0, used.length] } },
      axes: [timeAxis(), {
        ...axis(), size: AXIS, gap: 2 * NEAR, grid: { show: false }, ticks: { show: false },
        splits: () => used.map((_, i) => i + 0.5), values: () => [...used].reverse().map(lane => lane.name),
      }],
      hooks: { ...chartBase.hooks, draw: [paint], setCursor: [u => fill(told, tell(nearest(u)))] },
    }, [[WHOLE.from, WHOLE.to], [null, null]], place);
    gestures(plot.over, u => plot.posToVal(u, 'x'));
    plot.over.addEventListener('click', click => {
      const event = nearest(plot);
      if (event && plot.select.width < 3 && !click.shiftKey) showEvent(event);
    });
    followPlot(plot);
  }

  function paint(u) {
    const { ctx, bbox } = u, height = bbox.height / used.length, ratio = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    // A mark at the edge is seen whole.
    ctx.rect(bbox.left - NEAR, bbox.top, bbox.width + 2 * NEAR, bbox.height);
    ctx.clip();
    paintGaps(u);
    used.forEach((lane, at) => {
      const bottom = bbox.top + (at + 1) * height;
      ctx.fillStyle = colour('rule');
      ctx.fillRect(bbox.left, bottom - ratio, bbox.width, ratio);
      ctx.fillStyle = colour(lane.colour);
      if (lane.meaning) paintBars(u, counts[lane.meaning], bottom - ratio, height - 6 * ratio);
      paintMarks(u, lane, bottom - height / 2, height, ratio);
    });
    ctx.restore();
  }

  function paintBars(u, series, bottom, height) {
    const first = Math.max(0, Math.floor((selected.from - activity.start) / activity.bin));
    const last = Math.min(series.length - 1, Math.floor((selected.to - activity.start) / activity.bin));
    let most = 1;
    for (let i = first; i <= last; i++) most = Math.max(most, series[i]);
    for (let i = first; i <= last; i++) {
      if (!series[i]) continue;
      const left = within(u, activity.start + i * activity.bin), right = within(u, activity.start + (i + 1) * activity.bin);
      const tall = Math.max(3, Math.sqrt(series[i] / most) * height);
      u.ctx.fillRect(left, bottom - tall, Math.max(2, right - left - 0.5), tall);
    }
  }

  function paintMarks(u, lane, middle, height, ratio) {
    const barred = lane.meaning && counts[lane.meaning].some(n => n > 0);
    const marks = MARKS[LANES.indexOf(lane)].filter(e => overlaps(e.t, e.end ?? e.t) && !(barred && !/critical|warning/.test(e.severity)));
    for (const event of marks.slice(0, MOST_MARKS)) {
      const x = u.valToPos(event.t, 'x', true), r = (event.severity === 'critical' ? 5 : 3.6) * ratio;
      u.ctx.fillStyle = colour(event.severity === 'critical' ? 'critical' : event.severity === 'warning' ? 'warning' : lane.colour);
      if (event.end !== null) u.ctx.fillRect(within(u, event.t), middle - 1.5 * ratio, Math.max(1, within(u, event.end) - within(u, event.t)), 3 * ratio);
      u.ctx.beginPath();
      u.ctx.moveTo(x, middle - r);
      u.ctx.lineTo(x + r, middle);
      u.ctx.lineTo(x, middle + r);
      u.ctx.lineTo(x - r, middle);
      u.ctx.fill();
      u.ctx.strokeStyle = colour('paper');
      u.ctx.lineWidth = ratio;
      u.ctx.stroke();
    }
  }

  /** Times that nobody saw are shaded across all lanes. */
  function paintGaps(u) {
    u.ctx.fillStyle = colour('gap');
    for (const gap of GAPS.filter(e => overlaps(e.t, e.end ?? e.t))) {
      const left = within(u, gap.t);
      u.ctx.fillRect(left, u.bbox.top, Math.max(2, within(u, gap.end ?? gap.t) - left), u.bbox.height);
    }
  }

  function nearest(u) {
    if (u.cursor.left < 0 || u.cursor.top === null || u.cursor.top < 0) return null;
    const lane = used[Math.min(used.length - 1, Math.floor((u.cursor.top / u.over.clientHeight) * used.length))];
    const here = u.posToVal(u.cursor.left, 'x');
    const reach = Math.abs(u.posToVal(u.cursor.left + NEAR, 'x') - here);
    let best = null;
    for (const event of MARKS[LANES.indexOf(lane)]) {
      const far = Math.abs(event.t - here);
      if (far <= reach && (best === null || far < Math.abs(best.t - here))) best = event;
    }
    return best;
  }

  function tell(event) {
    return event ? `${moment(event.t, 1)}  ${event.text}` : 'Point at a mark to read it; click to find it among the events.';
  }

  return {
    node: el('figure', { class: 'chart', id: 'lanes', 'aria-label': 'What happened' }, el('div', { class: 'above' }, el('span', { class: 'caption' }, 'What happened')), place, told),
    make, follow: () => followPlot(plot), fit: () => fitPlot(plot, place, height),
  };
}

/** The whole time as a strip, and on it a window with two handles that keys move, too. */
function overview() {
  const canvas = el('canvas', { class: 'strip', 'aria-hidden': 'true' });
  const pane = el('div', { class: 'pane' });
  const from = handle('Start of the selected time', at => select(Math.min(at, selected.to - SHORTEST), selected.to), () => selected.from);
  const to = handle('End of the selected time', at => select(selected.from, Math.max(at, selected.from + SHORTEST)), () => selected.to);
  const track = el('div', { class: 'track' }, canvas, pane, from.node, to.node);
  const all = histogram(['calls', 'failed']);
  const at = pointer => {
    const box = track.getBoundingClientRect();
    return WHOLE.from + Math.min(1, Math.max(0, (pointer.clientX - box.left) / box.width)) * (WHOLE.to - WHOLE.from);
  };
  dragging(track, at, { from, to, pane });
  wheeling(track, clientX => at({ clientX }));

  function follow() {
    const share = ms => ((ms - WHOLE.from) / (WHOLE.to - WHOLE.from)) * 100;
    pane.style.left = `${share(selected.from)}%`;
    pane.style.width = `${share(selected.to) - share(selected.from)}%`;
    from.mark(share(selected.from));
    to.mark(share(selected.to));
  }
  return { node: el('div', { class: 'overview', role: 'group', 'aria-label': 'Selected time' }, track), follow, paint: () => paintStrip(canvas, all) };
}

function handle(label, set, get) {
  const node = el('div', {
    class: 'handle', role: 'slider', tabindex: '0', 'aria-label': label, 'aria-orientation': 'horizontal',
    'aria-valuemin': WHOLE.from, 'aria-valuemax': WHOLE.to,
  });
  const width = WHOLE.to - WHOLE.from;
  const steps = { ArrowLeft: -0.01, ArrowDown: -0.01, ArrowRight: 0.01, ArrowUp: 0.01, PageDown: -0.1, PageUp: 0.1 };
  node.addEventListener('keydown', key => {
    if (key.key in steps) set(get() + steps[key.key] * width * (key.shiftKey ? 10 : 1));
    else if (key.key === 'Home') set(WHOLE.from);
    else if (key.key === 'End') set(WHOLE.to);
    else if (key.key === '+') zoom(0.5);
    else if (key.key === '-') zoom(2);
    else if (key.key === 'Escape') selectWhole();
    else return;
    key.preventDefault();
  });
  return {
    node, set,
    mark(share) {
      node.style.left = `${share}%`;
      node.setAttribute('aria-valuenow', get());
      node.setAttribute('aria-valuetext', `${moment(get())} UTC`);
    },
  };
}

/** On a handle: moves it; inside of the window: moves the window; elsewhere: selects anew. */
function dragging(track, at, { from, to, pane }) {
  track.addEventListener('pointerdown', down => {
    const start = at(down), before = { ...selected };
    const set = down.target === from.node ? from.set : down.target === to.node ? to.set : null;
    const pan = down.target === pane && !isWhole();
    track.setPointerCapture(down.pointerId);
    const moved = pointer => {
      const here = at(pointer);
      if (set) set(here);
      else if (pan) select(before.from + here - start, before.to + here - start);
      else if (Math.abs(pointer.clientX - down.clientX) > 3) select(start, here);
    };
    const done = () => {
      track.removeEventListener('pointermove', moved);
      track.removeEventListener('pointerup', done);
      track.removeEventListener('pointercancel', done);
    };
    track.addEventListener('pointermove', moved);
    track.addEventListener('pointerup', done);
    track.addEventListener('pointercancel', done);
  });
  track.addEventListener('dblclick', selectWhole);
}

function paintStrip(canvas, { calls, failed }) {
  const ratio = devicePixelRatio, width = canvas.clientWidth * ratio, height = canvas.clientHeight * ratio;
  if (!width) return;
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext('2d');
  const share = ms => ((ms - WHOLE.from) / (WHOLE.to - WHOLE.from)) * width;
  const most = calls.reduce((a, b) => Math.max(a, b), 1);
  for (const [series, name] of [[calls, 'line'], [failed, 'critical']]) {
    ctx.fillStyle = colour(name);
    series.forEach((n, i) => {
      if (!n) return;
      const left = share(activity.start + i * activity.bin), tall = Math.max(2 * ratio, Math.sqrt(n / most) * height * 0.9);
      ctx.fillRect(left, height - tall, Math.max(1.5, (activity.bin / (WHOLE.to - WHOLE.from)) * width), tall);
    });
  }
  ctx.fillStyle = colour('warning');
  for (const event of EVENTS) if (event.severity === 'critical') ctx.fillRect(share(event.t), 0, 1.5 * ratio, height * 0.3);
  if (activity.length) return;
  ctx.fillStyle = colour('muted');
  for (const event of EVENTS) ctx.fillRect(share(event.t), height * 0.6, 1.5 * ratio, height * 0.4);
}

/** The selected time as fields that can be typed into, and buttons for those who do not drag. */
function rangeFields() {
  const iso = ms => new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const field = (label, set) => {
    const input = el('input', { type: 'text', name: label.toLowerCase(), size: '19', spellcheck: 'false', autocomplete: 'off' });
    input.addEventListener('change', () => {
      const ms = Date.parse(`${input.value.trim().replace(' ', 'T')}Z`);
      input.setAttribute('aria-invalid', !Number.isFinite(ms));
      if (Number.isFinite(ms)) set(ms);
    });
    return { input, node: el('label', {}, `${label} `, input) };
  };
  const from = field('From', ms => select(ms, Math.max(selected.to, ms + SHORTEST)));
  const to = field('to', ms => select(Math.min(selected.from, ms), ms + 999));
  follow(() => {
    from.input.value = iso(selected.from);
    to.input.value = iso(selected.to);
  });
  const button = (label, text, act) => el('button', { type: 'button', title: label, onclick: act }, el('span', { 'aria-hidden': 'true' }, text));
  return el('div', { class: 'fields', role: 'group', 'aria-label': 'Selected time, in UTC' }, from.node, to.node, el('span', {}, 'UTC'),
    button('Earlier', '◀', () => move(-0.5)), button('Later', '▶', () => move(0.5)),
    button('Closer', '+', () => zoom(0.5)), button('Farther', '−', () => zoom(2)), button('All of the time', 'All', selectWhole));
}
