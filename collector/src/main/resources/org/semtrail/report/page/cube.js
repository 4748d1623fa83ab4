// Sums over the activity: a row is so many calls of one kind in one bin of time, and all tables are sums over rows.

const MAKES = /(sem|shm|msg)get|open|creat/i, FINDS = / existing /, REMOVES = /rmid|unlink|remove|destroy/i;
const WAITS_IN = /sem(timed)?op|wait|snd|rcv|send|receive|lock$/i;
const WENT_WELL = /^(ok|success|succeeded|created|made|removed|done|attached|detached|opened|existing|found|waited|0)$/i;
const NOT_NEW = /^(opened|existing|found)$/i;
/** Answers that programs ask for: busy, there already, not there, out of time. */
const ORDINARY = /^(EAGAIN|EEXIST|ENOENT|EINTR|ETIMEDOUT|other)$/;
const WAIT_NANOS = 1e6;
const NOTHING = { made: 0, removed: 0, failed: 0, calls: 0, waits: 0, nanos: 0, longest: 0, madeElse: 0, removedElse: 0 };

const activity = (() => {
  const a = report.activity || { start: WHOLE.from, bin_ms: 1000, bins: 0, columns: [], rows: [], keys: {} };
  const columns = {};
  a.columns.forEach((name, at) => {
    columns[name] = Float64Array.from(a.rows, row => (row[at] === null ? -1 : row[at]));
  });
  if (a.keys.stack === undefined) {
    const at = a.columns.indexOf('stack'), ids = [...new Set(a.rows.map(row => row[at]))].filter(id => id !== null);
    const place = new Map(ids.map((id, i) => [id, i]));
    columns.stack = Float64Array.from(a.rows, row => place.get(row[at]) ?? -1);
    a.keys.stack = ids;
  }
  return { start: a.start, bin: a.bin_ms, bins: a.bins, length: a.rows.length, columns, keys: a.keys };
})();

/** What each row means; an operation counts as a wait from a millisecond on. */
const meanings = (() => {
  const { call, outcome, count, nanos } = activity.columns, known = new Map();
  return Array.from({ length: activity.length }, (_, row) => {
    const pair = `${call[row]}/${outcome[row]}`;
    if (!known.has(pair)) known.set(pair, meaning(activity.keys.call?.[call[row]] ?? '', activity.keys.outcome?.[outcome[row]] ?? 'ok'));
    const means = known.get(pair);
    return means.operated && nanos[row] >= WAIT_NANOS * count[row] ? { ...means, waited: true } : means;
  });
})();

function meaning(call, outcome) {
  const well = WENT_WELL.test(outcome);
  const removed = well && (REMOVES.test(call) || /^removed$/i.test(outcome));
  const made = well && !removed && (/^(created|made)$/i.test(outcome) || (MAKES.test(call) && !FINDS.test(call) && !NOT_NEW.test(outcome)));
  const operated = !MAKES.test(call) && !removed && WAITS_IN.test(call);
  return { failed: !well && !ORDINARY.test(outcome), removed, made, operated };
}

/** Calls with each row of the selected range; a bin that is partly in it counts. */
function eachRow(visit, range = selected) {
  const { bin } = activity.columns;
  const first = Math.floor((range.from - activity.start) / activity.bin);
  const last = Math.floor((range.to - activity.start) / activity.bin);
  for (let row = 0; row < activity.length; row++) {
    if (bin[row] >= first && bin[row] <= last) visit(row, meanings[row]);
  }
}

function addRow(sum, row, means) {
  const { count, nanos, max_nanos } = activity.columns;
  const n = count[row];
  sum.calls += n;
  if (means.failed) sum.failed += n;
  if (means.made) sum.made += n;
  if (means.removed) sum.removed += n;
  if (means.waited) {
    sum.waits += n;
    sum.nanos += nanos[row];
    sum.longest = Math.max(sum.longest, max_nanos[row]);
  }
}

function addSet(sum, row, means) {
  if (!means.made && !means.removed) return;
  const set = setNamed(activity.keys.object?.[activity.columns.object[row]]), n = activity.columns.count[row];
  if (means.made && set) sum.sets.add(set);
  else if (means.made) sum.madeElse += n;
  else if (!set) sum.removedElse += n;
}

/** The sums of the selected range for each value of a column, such as "jvm". */
function sums(column) {
  const key = activity.columns[column], groups = new Map();
  if (!key) return groups;
  eachRow((row, means) => {
    if (!groups.has(key[row])) groups.set(key[row], { ...NOTHING, sets: new Set() });
    const sum = groups.get(key[row]);
    addRow(sum, row, means);
    addSet(sum, row, means);
  });
  return groups;
}

function total() {
  const sum = { ...NOTHING };
  eachRow((row, means) => addRow(sum, row, means));
  return sum;
}

/** Counts for each bin of all time, one series for each of the named meanings. */
function histogram(names) {
  const { bin, count } = activity.columns;
  const series = Object.fromEntries(names.map(name => [name, new Float64Array(activity.bins)]));
  for (let row = 0; row < activity.length; row++) {
    for (const name of names) {
      if (name === 'calls' || meanings[row][name]) series[name][bin[row]] += count[row];
    }
  }
  return series;
}
