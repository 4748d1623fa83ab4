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

const line = timeline(), flames = flameGraph();
eventRows = eventsTable();
add(document.getElementById('drawn'), [
  line.node, section('who', 'Who makes, who leaves behind, who waits', whoTable(), jvmsTable()), section('waits', 'Who waits for whom, and how long', waitsTable()),
  flames.node, section('sets', 'Sets', setsTable()), section('processes', 'Processes', processesTable()),
]);
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
printing();
document.documentElement.dataset.drawn = 'yes';
performance.mark('drawn');
