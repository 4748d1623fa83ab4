// Numbers, times and spans of time for people. Times are UTC, for the report is read elsewhere than the host stands.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const two = n => String(n).padStart(2, '0');
const ONE_DAY = Math.floor(WHOLE.from / DAY) === Math.floor(WHOLE.to / DAY);

function number(n) {
  return n === null || n === undefined ? '–' : Math.round(n).toLocaleString('en-US').replace(/,/g, '\u202f');
}

function clock(ms, step = 1000) {
  const d = new Date(ms);
  let text = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  if (step < MINUTE) text += `:${two(d.getUTCSeconds())}`;
  if (step < 1000) text += `.${String(d.getUTCMilliseconds()).padStart(3, '0')}`;
  return text;
}

function day(ms) {
  const d = new Date(ms);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}`;
}

/** As short as the report's time allows: the day only where there are several. */
function moment(ms, step) {
  if (ms === null || ms === undefined) return '';
  const within = ms >= WHOLE.from - DAY / 2 && ms <= WHOLE.to + DAY / 2 && ONE_DAY;
  const sameDay = within && Math.floor(ms / DAY) === Math.floor(WHOLE.from / DAY);
  return sameDay ? clock(ms, step) : `${day(ms)} ${clock(ms, step)}`;
}

const UNITS = [[DAY, 'd'], [HOUR, 'h'], [MINUTE, 'min'], [1000, 's'], [1, 'ms']];

function span(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1) return ms <= 0 ? '0' : `${Math.round(ms * 1000)} µs`;
  const first = UNITS.findIndex(([size]) => ms >= size);
  const [size, unit] = UNITS[first];
  if (unit === 'ms') return `${Math.round(ms)} ms`;
  if (unit === 's') return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0).replace(/\.0$/, '')} s`;
  const whole = Math.floor(ms / size);
  const [next, nextUnit] = UNITS[first + 1];
  const rest = Math.round((ms - whole * size) / next);
  return rest ? `${whole} ${unit} ${rest} ${nextUnit}` : `${whole} ${unit}`;
}

const plural = (n, one, many = one + 's') => `${number(n)} ${n === 1 ? one : many}`;
