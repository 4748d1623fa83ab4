// The theme, and the page's colours for what is drawn on a canvas.

const PROBE = el('span', { hidden: true });
document.body.append(PROBE);
const repaints = [], colours = new Map();

/** A colour of page.css as it is in the present theme; asking for a style lays out the page, so it is asked for once. */
function colour(name) {
  if (!colours.has(name)) {
    PROBE.style.color = `var(--${name})`;
    colours.set(name, getComputedStyle(PROBE).color);
  }
  return colours.get(name);
}

function repaint() {
  colours.clear();
  repaints.forEach(draw => draw());
}

function themeSwitch() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? 'dark' : 'light')) === 'dark';
  const button = el('button', { type: 'button', class: 'theme', id: 'theme' });
  const name = () => {
    fill(button, isDark() ? '☀ Light' : '☾ Dark');
    button.setAttribute('aria-label', isDark() ? 'Switch to light colours' : 'Switch to dark colours');
  };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    name();
    repaint();
  });
  dark.addEventListener('change', () => { name(); repaint(); });
  name();
  return button;
}
