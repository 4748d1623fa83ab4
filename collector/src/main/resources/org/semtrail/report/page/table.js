// One table: sortable by its heads, with a box that filters, drawn a piece at a time however long it is.

const ORDER = new Intl.Collator('en', { numeric: true });
const FIRST_ROWS = 20, MORE_ROWS = 100, PRINTED_ROWS = 300;
const allTables = [];

/**
 * spec: id, caption, columns, rows() in the selected range, sort {by, down}, empty, and if there is more to a row detail(row).
 * A column: title, value(row) to sort by, and where they differ text(row), cell(row); number aligns to the right. One that is
 * optional is left out where no row has anything for it.
 */
function table(asked) {
  const spec = withoutEmptyColumns(asked);
  const state = { sort: { ...spec.sort }, filter: '', shown: FIRST_ROWS, rows: [], open: new Set(), printed: false };
  const body = el('tbody');
  const count = el('span', { class: 'count' });
  const more = el('button', { type: 'button', class: 'more', onclick: showMore });
  const filter = el('input', { type: 'search', name: `${spec.id}-filter`, placeholder: 'Filter', 'aria-label': `Filter: ${spec.caption}` });
  filter.addEventListener('input', () => { state.filter = filter.value.trim().toLowerCase(); state.shown = FIRST_ROWS; drawRows(); tell(count.textContent); });
  const heads = spec.columns.map(column => head(spec, column, state, () => {
    drawRows();
    tell(`sorted by ${spec.columns[state.sort.by].title}, ${state.sort.down ? 'descending' : 'ascending'}`);
  }));
  const captionId = `${spec.id}-caption`;
  const box = el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-labelledby': captionId },
    el('table', {},
      el('caption', { class: 'hidden' }, spec.caption), el('thead', {}, el('tr', {}, heads.map(h => h.node))), body));
  const node = el('div', { class: 'table', id: spec.id },
    el('div', { class: 'above' }, el('span', { class: 'caption', id: captionId }, spec.caption), count, spec.extra, filter), box, more);
  const tell = what => announce(`${spec.caption}: ${what}`);

  function drawRows() {
    const matching = matches(spec, state);
    const shown = matching.slice(0, state.printed ? Math.max(PRINTED_ROWS, state.shown) : state.shown);
    body.replaceChildren(...shown.flatMap(row => rowNodes(spec, row, state)));
    if (!shown.length) body.append(el('tr', {}, el('td', { class: 'none', colspan: spec.columns.length }, emptyText(spec, state))));
    fill(count, counted(state, matching.length, shown.length));
    more.hidden = matching.length <= shown.length;
    const rest = matching.length - shown.length;
    fill(more, rest > MORE_ROWS ? `Show ${number(MORE_ROWS)} more of the other ${number(rest)}` : `Show the other ${number(rest)}`);
    heads.forEach(h => h.mark());
  }

  /** The button goes with the last row; who pressed it by a key is left at the table. */
  function showMore() {
    const from = state.shown;
    state.shown += MORE_ROWS;
    drawRows();
    if (more.hidden) box.focus({ preventScroll: true });
    tell(`rows from ${number(from + 1)} on are shown`);
  }

  /** Draws so far that this row stands on the page, whatever is filtered, and returns it. */
  function reveal(row) {
    state.filter = filter.value = '';
    state.shown = Math.max(state.shown, matches(spec, state).indexOf(row) + 1);
    drawRows();
    return document.getElementById(rowId(spec, row));
  }

  const drawn = { node, reveal, update() { state.rows = spec.rows(); drawRows(); }, print(is) { state.printed = is; drawRows(); } };
  allTables.push(drawn);
  return drawn;
}

function withoutEmptyColumns(spec) {
  const rows = spec.rows(), sorted = spec.columns[spec.sort.by];
  const columns = spec.columns.filter(c => !c.optional || c === sorted || rows.some(row => textOf(c, row) !== ''));
  return { ...spec, columns, sort: { ...spec.sort, by: columns.indexOf(sorted) } };
}

/** On paper nothing else tells what was filtered, and that there is more. */
function counted(state, matching, shown) {
  const all = state.filter ? `${number(matching)} of ${number(state.rows.length)}` : number(state.rows.length);
  if (!state.printed) return all;
  return `${all}${state.filter ? `, which contain “${state.filter}”` : ''}${shown < matching ? `; the first ${number(shown)} are printed` : ''}`;
}

const textOf = (column, row) => String((column.text ? column.text(row) : column.value(row)) ?? '');
const rowId = (spec, row) => (spec.rowId ? spec.rowId(row) : null);

function emptyText(spec, state) {
  return state.filter ? `Nothing contains “${state.filter}”.` : spec.empty + (isWhole() ? '' : ' Other times may have some.');
}

function matches(spec, state) {
  const column = spec.columns[state.sort.by], sign = state.sort.down ? -1 : 1;
  const found = state.filter
    ? state.rows.filter(row => spec.columns.some(c => textOf(c, row).toLowerCase().includes(state.filter)))
    : [...state.rows];
  return found.map(row => [column.value(row), row]).sort((a, b) => sign * compare(a[0], b[0])).map(pair => pair[1]);
}

/** What is not known comes first, that is last where most comes first. */
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined || a === '') return -1;
  if (b === null || b === undefined || b === '') return 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : ORDER.compare(a, b);
}

function head(spec, column, state, redraw) {
  const at = spec.columns.indexOf(column);
  const button = el('button', { type: 'button' }, column.title);
  button.addEventListener('click', () => {
    state.sort = { by: at, down: state.sort.by === at ? !state.sort.down : Boolean(column.number) };
    redraw();
  });
  const node = el('th', { scope: 'col', class: column.number ? 'number' : null }, button);
  return {
    node,
    mark: () => node.setAttribute('aria-sort', state.sort.by === at ? (state.sort.down ? 'descending' : 'ascending') : 'none'),
  };
}

function rowNodes(spec, row, state) {
  const line = el('tr', { id: rowId(spec, row), tabindex: spec.rowId ? '-1' : null }, spec.columns.map((column, at) => cell(column, row, at)));
  if (!spec.detail || !spec.hasDetail(row)) return [line];
  const button = el('button', { type: 'button', class: 'unfold', 'aria-label': `Details: ${textOf(spec.columns[0], row)}` });
  const told = el('tr', { class: 'detail' });
  const show = open => {
    button.setAttribute('aria-expanded', open);
    told.hidden = !open;
    if (open && !told.firstChild) told.append(el('td', { colspan: spec.columns.length }, spec.detail(row)));
    open ? state.open.add(row) : state.open.delete(row);
  };
  button.addEventListener('click', () => show(told.hidden));
  line.firstChild.prepend(button);
  show(state.open.has(row));
  return [line, told];
}

function cell(column, row, at) {
  const content = column.cell ? column.cell(row) : textOf(column, row);
  const attributes = { class: [column.number ? 'number' : '', column.style || ''].join(' ').trim() || null };
  return at === 0 ? el('th', { ...attributes, scope: 'row' }, content) : el('td', attributes, content);
}
