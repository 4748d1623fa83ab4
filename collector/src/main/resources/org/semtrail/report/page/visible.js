// Text that others chose, and the one way by which text comes onto the page. Visible.java does the same for the static part.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;
const PLAIN = /^[\x20-\x7e]*$/;
const LONGEST = 600;

function visible(chosen) {
  const text = String(chosen);
  if (PLAIN.test(text)) return text;
  return text.replace(UNSEEN, shown).replace(PILED_MARKS, '$1\u2026');
}

function shown(character) {
  const point = character.codePointAt(0);
  if (point < 0x20) return String.fromCodePoint(0x2400 + point);
  if (point === 0x7f) return '\u2421';
  return '\u27e8U+' + point.toString(16).toUpperCase().padStart(4, '0') + '\u27e9';
}

function shortened(text) {
  return text.length > LONGEST ? text.slice(0, LONGEST) + `… (${text.length - LONGEST} more characters)` : text;
}

/** An element; names of elements and attributes are ours alone, texts become text and nothing else. */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key.startsWith('aria-') && typeof value === 'boolean') element.setAttribute(key, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : visible(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === '') continue;
    element.append(child instanceof Node ? child : document.createTextNode(shortened(visible(child))));
  }
}

function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
}
