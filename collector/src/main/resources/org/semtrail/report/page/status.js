// What a screen reader is told when the page changed under somebody's hand: once, when the hand rests.

const STATUS = el('p', { class: 'hidden', id: 'status', role: 'status' });
const RESTS = 400;
let telling = null;
document.body.append(STATUS);

function announce(text) {
  clearTimeout(telling);
  telling = setTimeout(() => fill(STATUS, text), RESTS);
}
