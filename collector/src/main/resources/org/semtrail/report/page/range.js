// The selected range of time, which everything that is drawn follows.

const SHORTEST = 10;
const selected = { from: WHOLE.from, to: WHOLE.to };
const SOON = 60;
const atOnce = [], soon = [];
let announced = null, awaited = null;

const isWhole = () => selected.from <= WHOLE.from && selected.to >= WHOLE.to;
const overlaps = (from, to) => (from ?? -Infinity) <= selected.to && (to ?? Infinity) >= selected.from;

/** Calls now and after each change, at most once a frame: what moves under the hand. */
function follow(draw) {
  atOnce.push(draw);
  draw();
}

/** Calls now, and after changes when the hand rests: what takes longer to draw. */
function followSoon(draw) {
  soon.push(draw);
  draw();
}

const busy = is => document.getElementById('main').setAttribute('aria-busy', is);

function select(from, to) {
  if (from > to) [from, to] = [to, from];
  const width = Math.min(Math.max(to - from, SHORTEST), WHOLE.to - WHOLE.from);
  const start = Math.min(Math.max(from, WHOLE.from), WHOLE.to - width);
  selected.from = Math.round(start);
  selected.to = Math.round(start + width);
  if (announced === null) {
    announced = requestAnimationFrame(() => {
      announced = null;
      atOnce.forEach(draw => draw());
    });
  }
  busy(true);
  clearTimeout(awaited);
  awaited = setTimeout(() => {
    soon.forEach(draw => draw());
    busy(false);
  }, SOON);
}

const selectWhole = () => select(WHOLE.from, WHOLE.to);

/** Around its middle; less than 1 comes closer. */
function zoom(factor) {
  const middle = (selected.from + selected.to) / 2;
  const half = ((selected.to - selected.from) / 2) * factor;
  select(Math.max(middle - half, WHOLE.from), Math.min(middle + half, WHOLE.to));
}

/** Around a moment, which stays where it is. */
function zoomAt(ms, factor) {
  select(Math.max(ms - (ms - selected.from) * factor, WHOLE.from), Math.min(ms + (selected.to - ms) * factor, WHOLE.to));
}

function move(share) {
  const width = selected.to - selected.from;
  const from = Math.min(Math.max(selected.from + share * width, WHOLE.from), WHOLE.to - width);
  select(from, from + width);
}

const LINKED = /^#time=([^/]+)\/([^/]+)$/;

/** The selected time in the page's address, so that it can be sent along with it. */
function linkRange() {
  const read = () => {
    const [from, to] = (LINKED.exec(location.hash) || []).slice(1).map(time);
    if (from === undefined || from === null || to === null) return false;
    select(from, to);
    return true;
  };
  if (read()) document.getElementById('time-line').scrollIntoView();
  addEventListener('hashchange', read);
  let first = true;
  followSoon(() => {
    if (!first && (!isWhole() || LINKED.test(location.hash))) {
      const iso = ms => new Date(ms).toISOString();
      // Where a browser refuses it, the page is used without.
      try { history.replaceState(null, '', isWhole() ? location.href.split('#')[0] : `#time=${iso(selected.from)}/${iso(selected.to)}`); } catch (refused) { return; }
    }
    first = false;
  });
}

/** Makes room for a moment that lies outside of what is selected. */
function include(ms) {
  if (ms < selected.from || ms > selected.to) select(Math.min(ms, selected.from), Math.max(ms, selected.to));
}

const rangeText = () => {
  const step = selected.to - selected.from < 10_000 ? 1 : 1000;
  return `${moment(selected.from, step)} – ${moment(selected.to, step)} UTC`;
};
