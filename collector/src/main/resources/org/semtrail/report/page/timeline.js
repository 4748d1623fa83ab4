// The time line: use against limits as a line, what happened in lanes below it, and the whole with its selected part.

const AXIS = 84, FEW_POINTS = 60;

function timeline() {
  const use = useChart(), lanes = lanesChart(), whole = overview();
  const said = el('p', { class: 'said', id: 'time-line-said' });
  const node = el('section', { id: 'time-line', 'aria-labelledby': 'time-line-title' },
    el('h2', { id: 'time-line-title' }, 'Time line'),
    el('p', { class: 'hint' }, 'Drag across a chart, or move the two handles, to select a range of time: everything below follows.'),
    use ? use.node : null, lanes.node, whole.node, rangeFields(), said);
  return {
    node,
    draw() {
      for (const chart of [use, lanes].filter(Boolean)) chart.make();
      follow(() => {
        if (use) use.follow();
        lanes.follow();
        whole.follow();
        fill(said, summary());
      });
      let first = true;
      followSoon(() => {
        if (!first) announce(summary());
        first = false;
      });
      repaints.push(() => { if (use) use.make(); lanes.make(); whole.paint(); });
      new ResizeObserver(() => { if (use) use.fit(); lanes.fit(); whole.paint(); }).observe(node);
    },
  };
}

/** What the charts show, in words. */
function summary() {
  const sum = total();
  const events = EVENTS.filter(e => overlaps(e.t, e.end ?? e.t)).length;
  const parts = [`${number(sum.made)} made`, `${number(sum.removed)} removed`, `${number(sum.failed)} failed`, plural(sum.waits, 'wait'), plural(events, 'event')];
  return `${isWhole() ? 'All of it' : 'Selected'}: ${rangeText()} (${span(selected.to - selected.from)}): ${parts.join(', ')}. ${highest()}`;
}

function highest() {
  const series = closest();
  if (!series) return '';
  const within = series.points.filter(p => p[0] >= selected.from && p[0] <= selected.to && p[1] !== null);
  if (!within.length) return '';
  const top = within.reduce((a, b) => (b[1] > a[1] ? b : a));
  return `${series.name}: at most ${number(top[1])}${series.limit === null ? '' : ` of ${number(series.limit)}`}, at ${moment(top[0])}.`;
}

const filled = s => Math.max(0, ...s.points.map(p => p[1] ?? 0)) / s.limit;
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
const SERIES = list('series').filter(s => s.points.length).map(s => ({ ...s, name: capital(String(s.name)), limit: s.limit ?? null }));

const best = weight => SERIES.reduce((a, s) => (a === null || weight(s) > weight(a) ? s : a), null);

/** The series that came closest to its limit, which is what an incident is about. */
const closest = () => best(s => (s.limit ? filled(s) : 0));

/** The same, but a line before a lone point. */
const firstDrawn = () => best(s => (s.points.length > 2 ? 2 : 0) + (s.limit ? filled(s) : 0));

function useChart() {
  if (!SERIES.length) return null;
  let series = firstDrawn(), plot = null;
  const place = el('div', { class: 'plot', role: 'img' });
  const choices = el('span', { class: 'choices', role: 'group', 'aria-label': 'What is drawn' }, SERIES.map(s => {
    const button = el('button', { type: 'button', 'aria-pressed': s === series }, s.name);
    button.addEventListener('click', () => {
      series = s;
      for (const b of choices.children) b.setAttribute('aria-pressed', b === button);
      make();
    });
    return button;
  }));
  const value = el('span', { class: 'count' });

  function make() {
    plot?.destroy();
    const limit = series.limit;
    const top = Math.max(limit ?? 0, ...series.points.map(p => p[1] ?? 0), 1) * 1.12;
    const points = [[WHOLE.from, null], ...series.points, [WHOLE.to, null]];
    const data = [points.map(p => p[0]), points.map(p => p[1])];
    const dots = { show: series.points.length <= FEW_POINTS, size: 7, fill: colour('line') };
    const lines = [{}, { stroke: colour('line'), fill: colour('area'), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: dots }];
    if (limit !== null) {
      data.push(data[0].map(() => limit));
      lines.push({ stroke: colour('critical'), width: 1.5, dash: [6, 4], points: { show: false } });
    }
    plot = new uPlot({
      ...chartBase(place, 190), series: lines,
      scales: { x: { time: true, range: (u, from, to) => [from, to] }, y: { range: () => [0, top] } },
      axes: [timeAxis(), { ...axis(), size: AXIS, values: (u, splits) => splits.map(n => (Number.isInteger(n) ? number(n) : '')) }],
      hooks: { ...chartBase.hooks, setCursor: [u => fill(value, under(u))] },
    }, data, place);
    place.setAttribute('aria-label', `${series.name}${limit === null ? '' : ` against the limit of ${number(limit)}`}; the line below says what it shows`);
    followPlot(plot);
  }

  function under(u) {
    const at = u.cursor.idx;
    const now = at === null || at === undefined ? null : series.points[at - 1];
    if (now) return `${moment(now[0])}: ${number(now[1])}${series.limit === null ? '' : ` of ${number(series.limit)}`} ${series.unit || ''}`;
    return series.limit === null ? '' : `limit ${number(series.limit)}`;
  }

  return {
    node: el('figure', { class: 'chart', id: 'use', 'aria-label': 'Use against limits' }, el('div', { class: 'above' }, el('span', { class: 'caption' }, 'Use against limits'), choices, value), place),
    make, follow: () => followPlot(plot), fit: () => fitPlot(plot, place, 190),
  };
}

/** What all charts have in common: they share the cursor, and dragging selects. */
function chartBase(place, height) {
  return {
    width: Math.max(240, place.clientWidth), height, ms: 1, legend: { show: false }, padding: [8, 26, 0, 0],
    tzDate: ms => uPlot.tzDate(new Date(ms), 'Etc/UTC'),
    cursor: {
      y: false, points: { show: false }, sync: { key: 'semtrail' }, drag: { x: true, y: false, setScale: false },
      bind: { dblclick: () => () => { selectWhole(); return null; } },
    },
  };
}
chartBase.hooks = {
  setSelect: [u => {
    if (u.select.width < 3) return;
    select(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }],
};

function axis() {
  return { stroke: colour('muted'), font: '12px system-ui, sans-serif', grid: { stroke: colour('rule'), width: 1 }, ticks: { stroke: colour('rule'), width: 1 } };
}

function timeAxis() {
  return {
    // Milliseconds make longer names.
    ...axis(), space: (u, at, from, to) => (to - from < 10_000 ? 116 : 84), size: 34,
    values: (u, splits, at, space, step) => splits.map((ms, i) => (step >= DAY ? day(ms) : i > 0 && Math.floor(splits[i - 1] / DAY) !== Math.floor(ms / DAY) ? `${clock(ms, step)}\n${day(ms)}` : clock(ms, step))),
  };
}

function followPlot(plot) {
  plot?.setScale('x', { min: selected.from, max: selected.to });
}

function fitPlot(plot, place, height) {
  const width = Math.max(240, place.clientWidth);
  if (plot && plot.width !== width) plot.setSize({ width, height });
}
