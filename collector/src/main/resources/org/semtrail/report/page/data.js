// The document, its times as milliseconds, and ways to find in it.

const report = JSON.parse(document.getElementById('report').textContent);
const list = name => (Array.isArray(report[name]) ? report[name] : []);

function time(value) {
  const ms = typeof value === 'number' ? value : value ? Date.parse(value) : NaN;
  return Number.isFinite(ms) ? ms : null;
}

for (const event of list('events')) {
  event.t = time(event.t);
  event.end = time(event.end);
}
const EVENTS = list('events').filter(e => e.t !== null).sort((a, b) => a.t - b.t);
const eventOf = new Map(EVENTS.map(e => [visible(e.id), e]));
/** The findings that rest on an event, by its id. */
const findingsOf = new Map();
list('findings').forEach((finding, place) => {
  const ids = new Set((finding.evidence || []).flatMap(e => e.events || []));
  for (const id of ids) findingsOf.set(id, [...(findingsOf.get(id) || []), { anchor: `finding-${place + 1}`, name: finding.id }]);
});

const stackOf = new Map(list('stacks').map(s => [s.id, s]));
const setOf = new Map(list('sets').map(s => [s.key, s]));
const setOfId = new Map(list('sets').map(s => [`sem ${s.semid}`, s]));
const processOf = new Map(list('processes').map(p => [p.key, p]));
const jvmOf = new Map(list('jvms').map(j => [j.key, j]));

const SETS = list('sets').map(s => ({ ...s, from: time(s.born), to: time(s.gone) }));
const PROCESSES = list('processes').map(p => ({ ...p, from: time(p.start), to: time(p.end) }));
const WAITS = list('waits').map(w => ({ ...w, from: time(w.from), to: time(w.to) }));

/** All of the time that the report is about, never empty. */
const WHOLE = (() => {
  const range = report.range || {};
  const times = [...EVENTS.map(e => e.t), ...list('series').flatMap(s => s.points.map(p => p[0]))];
  const a = report.activity;
  if (a && a.rows.length) times.push(a.start, a.start + a.bin_ms * a.bins);
  let from = time(range.from), to = time(range.to);
  if (from === null) from = times.length ? times.reduce((x, y) => Math.min(x, y)) : time(report.generated) ?? 0;
  if (to === null) to = times.length ? times.reduce((x, y) => Math.max(x, y)) : from;
  return to - from < 1000 ? { from: from - 500, to: from + 500 } : { from, to };
})();

const sourcePlace = new Map(list('sources').map((s, place) => [s.id, place + 1]));
/** The row of the inputs that a source is told in. */
const sourceRow = id => document.getElementById(`source-${sourcePlace.get(id)}`);

/** The end of a source's path; the list of inputs has the whole. */
const sourceName = id => sourceRow(id)?.dataset.name ?? id ?? '';

/** How people call a process or JVM: its name and pid. */
function actorName(key) {
  if (key === null || key === undefined) return '';
  const jvm = jvmOf.get(key), process = processOf.get(key);
  if (jvm) return `${jvm.main || 'java'} (${jvm.pid})`;
  return process ? `${process.name} (${process.pid})` : String(key).replace(/^pid-(?=\d+$)/, 'pid ');
}

/** The set that a key or "sem 5" means, if it is known. */
const setNamed = name => setOf.get(name) || setOfId.get(name);

function objectName(name) {
  const set = setOf.get(name);
  return set ? `sem ${set.semid ?? set.key}` : name ?? '';
}

/** "pkg.Class.method(File.java:12)" as "Class.method:12". */
function shortFrame(frame) {
  const parts = /^([^(]*)(?:\((?:[^:)]*):?(\d+)?\))?/.exec(frame);
  const name = parts[1].split('.').slice(-2).join('.');
  return parts[2] ? `${name}:${parts[2]}` : name;
}
