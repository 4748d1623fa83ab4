package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written and drawn stands out from what is behind it, measured in both schemes. */
class PageColoursIT extends InBrowser {
    /** Texts whose contrast with the colours behind them, as they are painted over each other, is below that of WCAG AA. */
    private static final String FAINT = """
            (() => {
              const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
              const paint = (colour, alpha) => { pixel.globalAlpha = alpha; pixel.fillStyle = colour; pixel.fillRect(0, 0, 1, 1); };
              const seen = () => [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
              const light = rgb => rgb.map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
              const chain = e => (e ? [...chain(e.parentElement), e] : []);
              const faint = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const e = texts.currentNode.parentElement, style = getComputedStyle(e), all = chain(e);
                if (!texts.currentNode.data.trim() || !e.checkVisibility({ visibilityProperty: true }) || e.closest('.hidden, .skip, script, style, [aria-disabled=true], .u-axis')) continue;
                const alpha = all.reduce((a, x) => a * getComputedStyle(x).opacity, 1);
                if (alpha === 0) continue;
                paint('white', 1);
                for (const x of all) paint(getComputedStyle(x).backgroundColor, 1);
                const bar = e.parentElement.querySelector(':scope > .weight');
                if (bar) paint(getComputedStyle(bar).backgroundColor, Number(getComputedStyle(bar).opacity));
                const behind = seen();
                paint(style.color, alpha);
                const ratio = contrast(seen(), behind);
                if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${texts.currentNode.data.trim().slice(0, 40)}`);
              }
              return [...new Set(faint)].join('\\n');
            })()""";

    /** The colours of marks and lines against that of the charts, by their names in page.css. */
    private static final String CONTRAST_OF = """
            (name => {
              const pixel = new OffscreenCanvas(1, 1).getContext('2d'), probe = document.body.appendChild(document.createElement('i'));
              const light = name => {
                probe.style.color = `var(--${name})`;
                pixel.fillStyle = getComputedStyle(probe).color;
                pixel.fillRect(0, 0, 1, 1);
                return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3).map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              };
              const [x, y] = [light(name), light('card')].sort((p, q) => q - p);
              probe.remove();
              return (x + 0.05) / (y + 0.05);
            })""";

    @Test
    void everyTextCanBeReadInBothSchemes() throws IOException {
        for (String scheme : List.of("light", "dark")) {
            try (Tab tab = browser.tab()) {
                prefer(tab, scheme);
                tab.open(incident());
                pressEverything(tab);
                // Everything has been pressed, and so the switch of the scheme.
                tab.click("#theme");
                assertEquals("", tab.evaluate(FAINT).asText(), scheme);
            }
        }
    }

    @Test
    void everyMarkCanBeSeenInBothSchemes() throws IOException {
        for (String scheme : List.of("light", "dark")) {
            try (Tab tab = browser.tab()) {
                prefer(tab, scheme);
                tab.open(incident());
                for (String name : List.of(
                        "line",
                        "made",
                        "removed",
                        "critical",
                        "warning",
                        "wait",
                        "process",
                        "log",
                        "muted",
                        "orphan",
                        "ok")) {
                    double contrast =
                            tab.evaluate(CONTRAST_OF + "('" + name + "')").asDouble();
                    assertTrue(contrast >= 3, () -> scheme + " " + name + ": " + contrast);
                }
            }
        }
    }
}
