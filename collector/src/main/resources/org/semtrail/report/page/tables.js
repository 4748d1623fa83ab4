// The tables, each as rows of columns.

/** A bar from birth to death on the selected range; an edge that is not known fades out. */
function life(row, kind, what, isStill = row.to !== null) {
  if (row.from === null && row.to === null && !isStill) return el('span', { class: 'none' }, 'not known');
  const width = selected.to - selected.from;
  const share = ms => Math.min(1, Math.max(0, (ms - selected.from) / width));
  const from = row.from === null ? 0 : share(row.from), to = row.to === null ? 1 : share(row.to);
  const bar = el('span', { class: `lived ${kind}${row.from === null ? ' fades-in' : ''}${isStill ? '' : ' fades-out'}` });
  bar.style.left = `${from * 100}%`;
  bar.style.width = `${Math.max(to - from, 0.006) * 100}%`;
  const edge = (ms, open) => (ms === null ? open : moment(ms));
  const told = `${what} from ${edge(row.from, 'a time that is not known')} to ${edge(row.to, isStill ? 'the end' : 'a time that is not known')}`;
  return el('span', { class: 'life', role: 'img', 'aria-label': told }, bar);
}

function chip(kind, text = kind) {
  return el('span', { class: `chip ${String(kind).replace(/[^a-z-]/g, '')}` }, text);
}

/** A number with a bar behind it, to be compared at a glance. */
function weighed(n, most, kind) {
  const bar = el('span', { class: `weight ${kind}`, 'aria-hidden': 'true' });
  bar.style.width = `${most ? (n / most) * 100 : 0}%`;
  return el('span', { class: 'weighed' }, bar, el('span', {}, number(n)));
}

function frames(stack) {
  return el('ol', { class: 'frames' }, stack.frames.map(frame => el('li', {}, frame)));
}

const GROUPS = [
  { column: 'jvm', title: 'JVM', name: at => actorName(activity.keys.jvm[at]) },
  { column: 'unit', title: 'Unit', name: at => activity.keys.unit[at] },
  { column: 'owner', title: 'Owner', name: at => activity.keys.owner[at] },
  { column: 'stack', title: 'Java stack', name: at => stackName(at), stack: at => stackOf.get(activity.keys.stack[at]) },
];

function stackName(at) {
  const stack = stackOf.get(activity.keys.stack[at]);
  return stack && stack.frames.length ? stack.frames.slice(0, 3).map(shortFrame).join(' ← ') : null;
}

/** Of sets that are known their lives tell it; of what else was made, what was not removed. */
function stillThere(sum) {
  const known = [...sum.sets].filter(set => time(set.gone) === null || time(set.gone) > selected.to).length;
  return known + Math.max(0, sum.madeElse - sum.removedElse);
}

function whoTable() {
  // A keyed semget does not tell whether the set was there before.
  const found = activity.keys.call.some(call => call.endsWith('made or found'));
  let group = GROUPS.find(g => activity.keys[g.column]?.length) || GROUPS[0], most = { made: 0, left: 0 };
  const choices = el('span', { class: 'choices', role: 'group', 'aria-label': 'Grouped by' }, GROUPS.map(g => {
    const button = el('button', { type: 'button', 'aria-pressed': g === group }, g.title);
    button.addEventListener('click', () => {
      group = g;
      for (const b of choices.children) b.setAttribute('aria-pressed', b === button);
      made.update();
    });
    return button;
  }));
  const made = table({
    id: 'who-table', caption: 'By JVM, unit, owner or Java stack', extra: choices, empty: 'No recorded calls.',
    sort: { by: 3, down: true },
    columns: [
      { title: 'Who', value: r => r.name, style: 'name' },
      { title: found ? 'Made or found' : 'Made', value: r => r.made, number: true, cell: r => weighed(r.made, most.made, 'made') },
      { title: 'Removed', value: r => r.removed, number: true, text: r => number(r.removed) },
      { title: found ? 'Not seen removed' : 'Still there', value: r => r.left, number: true, cell: r => weighed(r.left, most.left, 'left') },
      { title: 'Failed', value: r => r.failed, number: true, text: r => number(r.failed) },
      { title: 'Waits', value: r => r.waits, number: true, text: r => number(r.waits) },
      { title: 'Waited', value: r => r.nanos, number: true, text: r => (r.nanos ? span(r.nanos / 1e6) : '0') },
      { title: 'Longest', value: r => r.longest, number: true, text: r => (r.longest ? span(r.longest / 1e6) : '0') },
      { title: 'Calls', value: r => r.calls, number: true, text: r => number(r.calls) },
    ],
    rows() {
      const rows = [...sums(group.column)].map(([at, sum]) => ({
        ...sum, left: stillThere(sum), name: (at < 0 ? null : group.name(at)) ?? 'not known', stack: at < 0 ? null : group.stack?.(at),
      }));
      most = { made: Math.max(0, ...rows.map(r => r.made)), left: Math.max(0, ...rows.map(r => r.left)) };
      return rows;
    },
    hasDetail: r => Boolean(r.stack),
    detail: r => frames(r.stack),
  });
  return made;
}

const waitsTable = () => table({
  id: 'waits-table', caption: 'Waits, the longest first', empty: 'Nobody waited long enough to be told.',
  sort: { by: 4, down: true },
  columns: [
    { title: 'Waiting', value: w => actorName(w.waiter), style: 'name' },
    { title: 'For', value: w => actorName(w.holder) || 'not known' },
    { title: 'How sure', value: w => w.how_sure, optional: true },
    { title: 'On', value: w => objectName(w.object) },
    { title: 'In all', value: w => w.total_ms, number: true, text: w => span(w.total_ms) },
    { title: 'Longest', value: w => w.max_ms, number: true, text: w => span(w.max_ms) },
    { title: 'Times', value: w => w.count, number: true, text: w => number(w.count) },
    { title: 'Got it', value: w => (w.in_vain ? 'no' : 'yes') },
    { title: 'When', value: w => w.from, cell: w => life(w, 'wait', 'waits') },
  ],
  rows: () => WAITS.filter(w => overlaps(w.from, w.to)),
});

const VERDICTS = ['in-use', 'presumed-in-use', 'unknown', 'presumed-orphan', 'orphan'];

const setsTable = () => table({
  id: 'sets-table', caption: setsCaption(), empty: 'No set is known.', sort: { by: 2, down: true },
  columns: [
    { title: 'Set', value: s => s.semid ?? s.key, text: s => objectName(s.key), style: 'name' },
    { title: 'Owner', value: s => s.owner ?? s.uid, style: 'when', optional: true },
    { title: 'Verdict', value: s => VERDICTS.indexOf(s.verdict), text: s => s.verdict, cell: s => chip(s.verdict) },
    { title: 'Life', value: s => s.from, text: s => moment(s.from), cell: s => life(s, s.verdict, 'lives', true), style: 'wide' },
    { title: 'Made', value: s => s.from, text: s => moment(s.from) || 'not known' },
    { title: 'Gone', value: s => s.to, text: s => moment(s.to), optional: true },
    { title: 'Made by', value: s => actorName(s.creator), optional: true },
    { title: 'Java line', value: s => (s.frame ? shortFrame(s.frame) : ''), optional: true },
    { title: 'Removed by', value: s => actorName(s.gone_by), optional: true },
  ],
  rows: () => SETS.filter(s => overlaps(s.from, s.to)),
  hasDetail: () => true,
  detail: setDetail,
});

function setsCaption() {
  const left = report.sets_left_out || 0;
  return left ? `Sets: ${number(SETS.length)} of ${number(SETS.length + left)}, with their verdicts and lives` : 'All sets, with their verdicts and lives';
}

function setDetail(s) {
  const facts = [['Key', s.key_hex], ['Semaphores', s.nsems], ['Mode', s.mode], ['IPC namespace', s.ipc_ns], ['Made', s.born_how], ['Gone', s.gone_how]];
  return el('div', {},
    el('dl', { class: 'pairs' }, facts.filter(([, v]) => v !== null && v !== undefined && v !== '').map(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])),
    el('ul', { class: 'evidence' }, (s.evidence || []).map(e => el('li', {}, el('b', {}, `${e.side}: `), e.what, ' ', el('span', { class: 'source' }, e.source)))));
}

const ENDS = { exit: 'ended', killed: 'killed', alive: 'alive', unknown: 'not known' };

const processesTable = () => table({
  id: 'processes-table', caption: 'Processes and their lives', empty: 'No process is known.', sort: { by: 3, down: false },
  columns: [
    { title: 'Process', value: p => `${p.name} (${p.pid})`, style: 'name' },
    { title: 'Unit', value: p => p.unit ?? p.container, optional: true },
    { title: 'End', value: p => ENDS[p.how] ?? p.how, cell: p => chip(p.how, ENDS[p.how]) },
    { title: 'Life', value: p => p.from, text: p => moment(p.from), cell: p => life(p, p.jvm ? 'jvm' : 'process', 'lives', p.to !== null || p.how === 'alive'), style: 'wide' },
    { title: 'From', value: p => p.from, text: p => moment(p.from) || 'not known' },
    { title: 'To', value: p => p.to, text: p => moment(p.to), optional: true },
  ],
  rows: () => PROCESSES.filter(p => overlaps(p.from, p.to)),
});

/** Of whom no life is known may have lived at any time. */
const lived = process => !process || overlaps(time(process.start), time(process.end));

const jvmsTable = () => table({
  id: 'jvms-table', caption: 'JVMs of this time, over their whole recordings', empty: 'No recording of a JVM.', sort: { by: 5, down: true },
  columns: [
    { title: 'JVM', value: j => actorName(j.key), style: 'name' },
    { title: 'Java', value: j => j.java, optional: true },
    { title: 'Made', value: j => j.created, number: true, text: j => number(j.created) },
    { title: 'Removed', value: j => j.removed, number: true, text: j => number(j.removed) },
    { title: 'Errors', value: j => j.failed, number: true, text: j => number(j.failed) },
    { title: 'Leaked', value: j => j.leaked, number: true, text: j => number(j.leaked) },
    { title: 'Waited', value: j => j.waited_ms, number: true, text: j => span(j.waited_ms) },
    { title: 'Events lost', value: j => j.dropped, number: true, text: j => number(j.dropped) },
    { title: 'Recording whole', value: j => (j.complete ? 'yes' : 'no') },
  ],
  rows: () => list('jvms').filter(j => lived(processOf.get(j.key))),
  hasDetail: j => Boolean((j.gaps || []).length || j.recording),
  detail: j => el('ul', { class: 'evidence' }, j.recording ? el('li', {}, 'Recording: ', el('code', {}, j.recording)) : null,
    (j.gaps || []).map(gap => el('li', {}, typeof gap === 'string' ? gap : Object.values(gap).join(' ')))),
});

const eventsTable = () => table({
  id: 'events-table', caption: eventsCaption(), empty: 'No event.', sort: { by: 0, down: false },
  rowId: e => `event-${visible(e.id)}`,
  columns: [
    { title: 'Time', value: e => e.t, text: e => moment(e.t, 1), style: 'when' },
    { title: 'Kind', value: e => e.kind, cell: e => chip(e.severity === 'critical' || e.severity === 'warning' ? e.severity : 'plain', e.kind) },
    { title: 'What happened', value: e => e.text, style: 'said' },
    { title: 'Who', value: e => actorName(e.actor), optional: true },
    { title: 'Object', value: e => objectName(e.object), optional: true },
    { title: 'Took', value: e => (e.end === null ? null : e.end - e.t), number: true, text: e => (e.end === null ? '' : span(e.end - e.t)), optional: true },
    { title: 'Source', value: e => sourceName(e.source), cell: e => toSource(e.source), style: 'from' },
    { title: 'Finding', value: e => (findingsOf.get(e.id) || []).map(f => f.name).join(' '), cell: e => (findingsOf.get(e.id) || []).map(toFinding), optional: true },
  ],
  rows: () => EVENTS.filter(e => overlaps(e.t, e.end ?? e.t)),
  hasDetail: e => Boolean(e.stack !== null && stackOf.has(e.stack)) || Boolean(e.uncertain_ms),
  detail: e => el('div', {},
    e.uncertain_ms ? el('p', {}, `Its clock may be ${span(e.uncertain_ms)} off.`) : null, stackOf.has(e.stack) ? frames(stackOf.get(e.stack)) : null),
});

/** To the row of the inputs, which has the whole path. */
function toSource(id) {
  const row = sourceRow(id);
  return row ? el('a', { href: `#${row.id}`, class: 'to-source' }, sourceName(id)) : sourceName(id);
}

const toFinding = finding => el('a', { href: `#${finding.anchor}`, class: 'back' }, finding.name);

function eventsCaption() {
  const left = report.events_left_out || 0;
  return left ? `Events: the ${number(EVENTS.length)} that matter most of ${number(report.events_total)}` : 'Events';
}
