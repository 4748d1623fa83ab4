// The flame graph: Java stacks from the thread's start downwards, as wide as they called or waited in the selected time.

const THINNEST = 0.0015, MOST_FRAMES = 3000, ROW = 21;
const LIBRARY = /^(java|javax|jdk|sun|com\.sun|jnr|com\.kenai)\./;

function flameGraph() {
  const state = { by: 'calls', zoomed: null, search: '' };
  const graph = el('div', { class: 'flames', role: 'tree', 'aria-label': 'Java stacks; arrow keys walk, Enter comes closer, Escape goes back' });
  const told = el('p', { class: 'told', 'aria-live': 'polite' });
  const search = el('input', { type: 'search', name: 'frame', placeholder: 'Find a frame', 'aria-label': 'Find a frame' });
  search.addEventListener('input', () => { state.search = search.value.trim().toLowerCase(); draw(); });
  const modes = el('span', { class: 'choices', role: 'group', 'aria-label': 'Width' }, [['calls', 'Calls'], ['nanos', 'Waiting time'], ['made', 'Made']].map(([by, title]) => {
    const button = el('button', { type: 'button', 'aria-pressed': by === state.by, 'data-by': by }, title);
    button.addEventListener('click', () => {
      state.by = by;
      for (const b of modes.children) b.setAttribute('aria-pressed', b === button);
      draw();
    });
    return button;
  }));
  let root = null;

  function draw() {
    root = grow(state.by);
    const top = state.zoomed ? root.find(state.zoomed) || root : root;
    if (top === root) state.zoomed = null;
    graph.replaceChildren();
    if (!root.value) {
      graph.style.height = 'auto';
      fill(told, `No Java stack ${state.by === 'nanos' ? 'waited' : state.by === 'made' ? 'made anything' : 'called'} in this time.`);
      return;
    }
    const boxes = lay(top, root);
    graph.style.height = `${(Math.max(...boxes.map(b => b.depth)) + 1) * ROW}px`;
    for (const box of boxes) graph.append(flame(box, root, state));
    graph.firstChild.tabIndex = 0;
    say(top);
  }

  function say(node) {
    const share = ((node.value / root.value) * 100).toFixed(node.value === root.value ? 0 : 1);
    fill(told, `${node.frame}: ${state.by === 'nanos' ? span(node.value / 1e6) + ' of waiting' : plural(node.value, state.by === 'made' ? 'object made' : 'call', state.by === 'made' ? 'objects made' : 'calls')}, ${share} %`);
  }

  function enter(node) {
    state.zoomed = node === root ? null : node.path();
    draw();
    graph.querySelector('.zoomed, .flame')?.focus();
  }

  graph.addEventListener('click', e => { if (e.target.node) enter(e.target.node); });
  graph.addEventListener('pointerover', e => { if (e.target.node) say(e.target.node); });
  graph.addEventListener('focusin', e => {
    if (!e.target.node) return;
    for (const b of graph.querySelectorAll('[tabindex="0"]')) b.tabIndex = -1;
    e.target.tabIndex = 0;
    say(e.target.node);
  });
  graph.addEventListener('keydown', e => {
    const node = e.target.node;
    if (!node) return;
    const next = { ArrowUp: () => node.above, ArrowDown: () => node.heaviest(), ArrowLeft: () => node.beside(-1), ArrowRight: () => node.beside(1) }[e.key];
    if (next) graph.querySelectorAll('.flame').forEach(b => { if (b.node === next()) b.focus(); });
    else if (e.key === 'Enter' || e.key === ' ') enter(node);
    else if (e.key === 'Escape') enter(root);
    else return;
    e.preventDefault();
  });

  return {
    node: el('section', { id: 'flame', 'aria-labelledby': 'flame-title' }, el('h2', { id: 'flame-title' }, 'Java stacks'),
      el('div', { class: 'above' }, el('span', { class: 'caption' }, 'Flame graph of the calls that were recorded with their stack'), leftOut(), modes, search),
      el('div', { class: 'burning' }, graph), told),
    draw,
  };
}

function leftOut() {
  const left = report.stacks_left_out || 0;
  return left ? el('span', { class: 'count' }, `without ${plural(left, 'stack')} of few calls`) : null;
}

class Frame {
  constructor(frame, above) {
    this.frame = frame;
    this.above = above;
    this.value = 0;
    this.below = new Map();
  }

  path() {
    return this.above ? [...this.above.path(), this.frame] : [];
  }

  find(path) {
    return path.reduce((node, frame) => node?.below.get(frame), this);
  }

  children() {
    return [...this.below.values()].sort((a, b) => b.value - a.value);
  }

  heaviest() {
    return this.children()[0];
  }

  beside(step) {
    const all = this.above ? this.above.children() : [this];
    return all[all.indexOf(this) + step];
  }
}

function grow(by) {
  const root = new Frame('All stacks', null);
  for (const [at, sum] of sums('stack')) {
    const stack = at < 0 ? null : stackOf.get(activity.keys.stack[at]);
    const weight = sum[by];
    if (!stack || !weight) continue;
    root.value += weight;
    let node = root;
    for (let i = stack.frames.length - 1; i >= 0; i--) {
      const frame = stack.frames[i];
      if (!node.below.has(frame)) node.below.set(frame, new Frame(frame, node));
      node = node.below.get(frame);
      node.value += weight;
    }
  }
  return root;
}

/** Boxes of what can be seen: the way down to the top of the zoom at full width, below it shares. */
function lay(top, root) {
  const boxes = [];
  const above = [];
  for (let node = top; node; node = node.above) above.unshift(node);
  above.forEach((node, depth) => boxes.push({ node, depth, left: 0, width: 1, zoomed: node === top && top !== root }));
  const queue = [[top, 0, 1, above.length - 1]];
  while (queue.length && boxes.length < MOST_FRAMES) {
    const [node, left, width, depth] = queue.shift();
    let x = left;
    for (const child of node.children()) {
      const wide = (child.value / node.value) * width;
      if (wide < THINNEST || boxes.length >= MOST_FRAMES) break;
      boxes.push({ node: child, depth: depth + 1, left: x, width: wide });
      queue.push([child, x, wide, depth + 1]);
      x += wide;
    }
  }
  return boxes;
}

function flame(box, root, state) {
  const { node } = box, name = node.above ? shortFrame(node.frame) : node.frame;
  const found = state.search && node.frame.toLowerCase().includes(state.search);
  const kind = !node.above ? 'all' : LIBRARY.test(node.frame) ? 'library' : `own own${hue(node.frame)}`;
  const share = Math.round((node.value / root.value) * 100);
  const button = el('div', {
    class: `flame ${kind}${box.zoomed ? ' zoomed' : ''}${found ? ' found' : ''}${state.search && !found ? ' dim' : ''}`,
    role: 'treeitem', tabindex: '-1', 'aria-level': box.depth + 1, 'aria-label': `${node.frame}, ${share} %`,
  }, box.width > 0.02 ? name : '');
  button.style.left = `${box.left * 100}%`;
  button.style.width = `${box.width * 100}%`;
  button.style.top = `${box.depth * ROW}px`;
  button.node = node;
  return button;
}

/** One of six tones for each class, always the same. */
function hue(frame) {
  const name = frame.split('(')[0].split('.').slice(0, -1).join('.');
  let h = 0;
  for (const character of name) h = (h * 31 + character.codePointAt(0)) >>> 0;
  return h % 6;
}
