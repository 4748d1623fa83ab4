// Puts the parts in their places.

function section(id, title, ...tables) {
  tables.forEach(t => followSoon(() => t.update()));
  return el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), tables.map(t => t.node));
}

function selectedBar(bar) {
  const all = el('button', { type: 'button', class: 'all', onclick: selectWhole }, 'All of the time');
  const text = el('span');
  add(bar, [text, all]);
  follow(() => {
    fill(text, rangeText());
    // Not hidden: it would take the focus of who pressed it along.
    all.setAttribute('aria-disabled', isWhole());
  });
}

/** On paper nothing unfolds, scrolls or is dark. */
function printing() {
  let theme, folded;
  addEventListener('beforeprint', () => {
    theme = document.documentElement.dataset.theme;
    folded = document.querySelectorAll('main details:not(.licence, [open])');
    document.documentElement.dataset.theme = 'light';
    folded.forEach(details => { details.open = true; });
    allTables.forEach(t => t.print(true));
    repaint();
  });
  addEventListener('afterprint', () => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    folded?.forEach(details => { details.open = false; });
    allTables.forEach(t => t.print(false));
    repaint();
  });
}

/** The parts that are drawn, in their order; one of which the evidence has nothing is named, and not shown empty. */
const PARTS = [
  { id: 'who', absent: 'calls of JVMs', has: activity.length || list('jvms').length, node: () => section('who', 'Who makes, who leaves behind, who waits', whoTable(), jvmsTable()) },
  { id: 'waits', absent: 'waits that were long enough to be told', has: WAITS.length, node: () => section('waits', 'Who waits for whom, and how long', waitsTable()) },
  { id: 'flame', absent: 'Java stacks', has: stackOf.size, node: () => flames.node },
  { id: 'sets', absent: 'semaphore sets', has: SETS.length, node: () => section('sets', 'Sets', setsTable()) },
  { id: 'processes', absent: 'processes', has: PROCESSES.length, node: () => section('processes', 'Processes', processesTable()) },
];

function absentParts() {
  const names = PARTS.filter(part => !part.has).map(part => part.absent);
  return names.length ? el('p', { class: 'none', id: 'absent' }, `Not in this evidence: ${names.join(', ')}.`) : null;
}

const line = timeline(), flames = flameGraph();
eventRows = eventsTable();
add(document.getElementById('drawn'), [line.node, PARTS.filter(part => part.has).map(part => part.node()), absentParts()]);
for (const part of PARTS) if (!part.has) document.querySelector(`.bar a[href='#${part.id}']`).parentElement.remove();
followSoon(() => eventRows.update());
document.getElementById('events-drawn').append(eventRows.node);
document.getElementById('events-cited').remove();
document.getElementById('tools').append(themeSwitch());
document.querySelectorAll('.drawn').forEach(part => { part.hidden = false; });
selectedBar(document.getElementById('selected'));
line.draw();
followSoon(() => flames.draw());
copyButtons();
linkEvidence();
linkRange();
printing();
document.documentElement.dataset.drawn = 'yes';
performance.mark('drawn');
