// Use against limits: as a line over time, or where there is one reading each, as what was read.

const FEW_POINTS = 60, FAR_ABOVE = 5;

const filled = s => Math.max(0, ...s.points.map(p => p[1] ?? 0)) / s.limit;
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
const SERIES = list('series').filter(s => s.points.length).map(s => ({ ...s, name: capital(String(s.name)), limit: s.limit ?? null }));
/** Those that are known for some time, and not for a moment. */
const DRAWN = SERIES.filter(s => s.points.at(-1)[0] - s.points[0][0] > (WHOLE.to - WHOLE.from) / 100);

const best = weight => SERIES.reduce((a, s) => (a === null || weight(s) > weight(a) ? s : a), null);

/** The series that came closest to its limit, which is what an incident is about. */
const closest = () => best(s => (s.limit ? filled(s) : 0));

/** The same, but a line before a lone point. */
const firstDrawn = () => best(s => (DRAWN.includes(s) ? 2 : 0) + (s.limit ? filled(s) : 0));

const ofLimit = (series, value) => `${number(value)}${series.limit === null ? '' : ` of ${number(series.limit)}`}`;

/** What was read once each is no line. */
function loneUse() {
  const read = SERIES.filter(s => s.points.at(-1)[1] !== null).map(s => `${s.name}: ${ofLimit(s, s.points.at(-1)[1])}, at ${moment(s.points.at(-1)[0])}`);
  if (!read.length) return null;
  return el('figure', { class: 'chart', id: 'use', 'aria-label': 'Use against limits' },
    el('div', { class: 'above' }, el('span', { class: 'caption' }, 'Use against limits')), el('ul', { class: 'lone' }, read.map(line => el('li', {}, line))));
}

function useChart() {
  if (!DRAWN.length) return null;
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
  const value = el('p', { class: 'told' });

  function make() {
    plot?.destroy();
    const limit = series.limit, most = Math.max(1, ...series.points.map(p => p[1] ?? 0));
    // Against a limit that is far above, every line is a flat one.
    const near = limit !== null && limit <= most * FAR_ABOVE;
    const top = Math.max(near ? limit : 0, most) * 1.18;
    const points = [[WHOLE.from, null], ...series.points, [WHOLE.to, null]];
    const data = [points.map(p => p[0]), points.map(p => p[1])];
    const dots = { show: series.points.length <= FEW_POINTS, size: 7, fill: colour('line') };
    const lines = [{}, { stroke: colour('line'), fill: colour('area'), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: dots }];
    if (near) {
      data.push(data[0].map(() => limit));
      lines.push({ stroke: colour('critical'), width: 1.5, dash: [6, 4], points: { show: false } });
    }
    plot = new uPlot({
      ...chartBase(place, 190), series: lines,
      scales: { x: { time: true, range: (u, from, to) => [from, to] }, y: { range: () => [0, top] } },
      axes: [timeAxis(), { ...axis(), size: AXIS, values: (u, splits) => splits.map(n => (Number.isInteger(n) ? number(n) : '')) }],
      hooks: { ...chartBase.hooks, draw: [u => limit !== null && nameLimit(u, limit, near)], setCursor: [u => fill(value, under(u))] },
    }, data, place);
    gestures(plot.over, u => plot.posToVal(u, 'x'));
    fill(value, under(plot));
    place.setAttribute('aria-label', `${series.name}${limit === null ? '' : ` against the limit of ${number(limit)}`}; the line below says what it shows`);
    followPlot(plot);
  }

  function under(u) {
    const at = u.cursor.idx;
    const now = at === null || at === undefined ? null : series.points[at - 1];
    if (now) return `${moment(now[0])}: ${ofLimit(series, now[1])} ${series.unit || ''}`;
    return 'Point at the line to read it.';
  }

  return {
    node: el('figure', { class: 'chart', id: 'use', 'aria-label': 'Use against limits' }, el('div', { class: 'above' }, el('span', { class: 'caption' }, 'Use against limits'), choices), place, value),
    make, follow: () => followPlot(plot), fit: () => fitPlot(plot, place, 190),
  };
}

/** Above its line, or at the top if that is out of sight. */
function nameLimit(u, limit, near) {
  const { ctx, bbox } = u, ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * ratio}px system-ui, sans-serif`;
  ctx.fillStyle = colour('critical');
  ctx.textAlign = 'right';
  ctx.textBaseline = near ? 'bottom' : 'top';
  const y = near ? u.valToPos(limit, 'y', true) - 3 * ratio : bbox.top + 2 * ratio;
  ctx.fillText(`limit ${number(limit)}${near ? '' : ', far above'}`, bbox.left + bbox.width - 4 * ratio, y);
  ctx.restore();
}
