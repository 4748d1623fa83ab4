// From evidence to the event that it speaks of.

let eventRows = null;

/** Brings the event's row onto the page, whatever is selected or filtered, and goes there. */
function showEvent(event) {
  include(event.t);
  setTimeout(() => {
    eventRows.update();
    const row = eventRows.reveal(event);
    if (!row) return;
    document.querySelectorAll('tr.sought').forEach(r => r.classList.remove('sought'));
    row.classList.add('sought');
    row.scrollIntoView({ block: 'center' });
    row.focus({ preventScroll: true });
  }, 2 * SOON);
}

function linkEvidence() {
  document.addEventListener('click', click => {
    const link = click.target.closest('a[data-event]');
    const event = link && eventOf.get(link.dataset.event);
    if (!event) return;
    click.preventDefault();
    showEvent(event);
  });
  for (const link of document.querySelectorAll('a[data-event]')) {
    const event = eventOf.get(link.dataset.event);
    if (event) link.title = shortened(visible(`${moment(event.t)} ${event.text}`));
  }
  const asked = EVENTS.find(e => `#event-${visible(e.id)}` === location.hash);
  if (asked) showEvent(asked);
}

/** A button beside each block of commands that copies it. */
function copyButtons() {
  for (const block of document.querySelectorAll('pre.commands')) {
    const button = el('button', { type: 'button', class: 'copy' }, 'Copy');
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(block.querySelector('code').textContent.trim())
        .then(() => fill(button, 'Copied'), () => getSelection().selectAllChildren(block.querySelector('code')));
    });
    block.append(button);
  }
}
