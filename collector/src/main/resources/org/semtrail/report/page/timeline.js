// The time line: use against limits, what happened in lanes below it, and the whole with its selected part.

const AXIS = 84, RIGHT = 26;

function timeline() {
  const use = useChart(), lanes = lanesChart(), whole = overview();
  const said = el('p', { class: 'said', id: 'time-line-said' });
  const node = el('section', { id: 'time-line', 'aria-labelledby': 'time-line-title' },
    el('h2', { id: 'time-line-title' }, 'Time line'),
    el('p', { class: 'hint' }, 'Drag across a chart, or move the two handles, to select a range of time: everything below follows, and the address of this page keeps it. Ctrl and the wheel, or two fingers, come closer; Shift and dragging moves on.'),
    use ? use.node : loneUse(), lanes.node, whole.node, rangeFields(), said);
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
  const calls = activity.length ? [`${number(sum.made)} made`, `${number(sum.removed)} removed`, `${number(sum.failed)} failed`, plural(sum.waits, 'wait')] : [];
  return `${isWhole() ? 'All of it' : 'Selected'}: ${rangeText()} (${span(selected.to - selected.from)}): ${[...calls, plural(events, 'event')].join(', ')}. ${highest()}`;
}

function highest() {
  const series = closest();
  if (!series || !DRAWN.length) return '';
  const within = series.points.filter(p => p[0] >= selected.from && p[0] <= selected.to && p[1] !== null);
  if (!within.length) return '';
  const top = within.reduce((a, b) => (b[1] > a[1] ? b : a));
  return `${series.name}: at most ${number(top[1])}${series.limit === null ? '' : ` of ${number(series.limit)}`}, at ${moment(top[0])}.`;
}

/** What all charts have in common: they share the cursor, and dragging selects. */
function chartBase(place, height) {
  return {
    width: Math.max(240, place.clientWidth), height, ms: 1, legend: { show: false }, padding: [8, RIGHT, 0, 0],
    tzDate: ms => uPlot.tzDate(new Date(ms), 'Etc/UTC'),
    cursor: {
      y: false, points: { show: false }, sync: { key: 'semtrail' }, drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => { selectWhole(); return null; },
        mousedown: (u, target, begin) => down => (down.shiftKey ? pan(u.over, down) : down.button === 0 && begin(down)),
      },
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
    values: (u, splits, at, space, step) => splits.map((ms, i) => {
      if (!fits(u, ms, step)) return '';
      if (step >= DAY) return day(ms);
      return i > 0 && Math.floor(splits[i - 1] / DAY) !== Math.floor(ms / DAY) ? `${clock(ms, step)}\n${day(ms)}` : clock(ms, step);
    }),
  };
}

/** A label is centred below its moment; one that the edge would cut is not written. */
function fits(u, ms, step) {
  const width = u.bbox.width / devicePixelRatio, half = step < 1000 ? 40 : 28;
  return !(width > 0) || u.valToPos(ms, 'x') + half <= width + RIGHT;
}

function followPlot(plot) {
  plot?.setScale('x', { min: selected.from, max: selected.to });
}

function fitPlot(plot, place, height) {
  const width = Math.max(240, place.clientWidth);
  if (plot && plot.width !== width) plot.setSize({ width, height });
}
