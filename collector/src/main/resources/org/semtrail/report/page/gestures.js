// Wheel, fingers and shifted dragging on what shows time: closer, farther, earlier, later.

const LINE = 16, WHEEL_MOST = 100, WHEEL_ZOOM = 0.005, FINGERS_LEAST = 12;

/** timeAt: the moment so many pixels from the left. Without Ctrl a wheel scrolls the page, as everywhere. */
function gestures(node, timeAt) {
  const at = clientX => timeAt(clientX - node.getBoundingClientRect().left);
  wheeling(node, at);
  const fingers = new Map();
  node.addEventListener('pointerdown', down => { if (down.pointerType === 'touch') fingers.set(down.pointerId, down.clientX); });
  node.addEventListener('pointermove', moved => {
    if (!fingers.has(moved.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(moved.pointerId, moved.clientX);
    const after = [...fingers.values()];
    if (after.length === 2) {
      const wide = pair => Math.max(FINGERS_LEAST, Math.abs(pair[0] - pair[1]));
      zoomAt(at((after[0] + after[1]) / 2), wide(before) / wide(after));
    } else if (after.length === 1 && !isWhole()) {
      move((before[0] - after[0]) / node.clientWidth);
    }
  });
  for (const end of ['pointerup', 'pointercancel']) node.addEventListener(end, up => fingers.delete(up.pointerId));
}

function wheeling(node, at) {
  node.addEventListener('wheel', wheel => {
    const unit = wheel.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const [x, y] = [wheel.deltaX * unit, wheel.deltaY * unit];
    if (wheel.ctrlKey || wheel.metaKey) zoomAt(at(wheel.clientX), Math.exp(Math.min(Math.max(y, -WHEEL_MOST), WHEEL_MOST) * WHEEL_ZOOM));
    else if ((wheel.shiftKey || Math.abs(x) > Math.abs(y)) && !isWhole()) move((x || y) / node.clientWidth);
    else return;
    wheel.preventDefault();
  }, { passive: false });
}

/** The selected time goes with the hand. */
function pan(node, down) {
  const before = { ...selected };
  const moved = pointer => {
    const shift = ((down.clientX - pointer.clientX) / node.clientWidth) * (before.to - before.from);
    select(before.from + shift, before.to + shift);
  };
  const done = () => {
    removeEventListener('mousemove', moved);
    removeEventListener('mouseup', done);
  };
  addEventListener('mousemove', moved);
  addEventListener('mouseup', done);
}
