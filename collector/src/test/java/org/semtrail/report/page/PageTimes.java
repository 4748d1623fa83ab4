package org.semtrail.report.page;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code PageTimes FILE.html|largest…}: how long a browser takes with a report: until it is drawn, for each frame while a handle is
 * dragged over all of the time, and until the tables follow when the hand rests.
 */
public final class PageTimes {
    private static final int FRAMES = 120;
    private static final String LARGEST = "largest";

    /** The handle goes there and back; a frame is as long as its scripts and what they make the browser do. */
    private static final String DRAG = """
            (async () => {
              const handle = document.querySelector('.handle'), track = handle.parentElement, box = track.getBoundingClientRect();
              const send = (type, share) => (type === 'pointerdown' ? handle : track).dispatchEvent(new PointerEvent(type,
                { bubbles: true, pointerId: 1, clientX: box.left + share * box.width, clientY: box.top + 4 }));
              track.setPointerCapture = () => {};
              const frame = () => new Promise(requestAnimationFrame), took = [];
              send('pointerdown', 0);
              await frame();
              for (let i = 0, last = performance.now(); i < %d; i++) {
                send('pointermove', 0.8 * (1 - Math.abs(i / %d * 2 - 1)));
                await frame();
                const now = performance.now();
                took.push(now - last);
                last = now;
              }
              send('pointermove', 0.3);
              send('pointerup', 0.3);
              const rested = performance.now();
              await frame();
              while (document.querySelector('[aria-busy=true]')) await new Promise(yes => setTimeout(yes, 1));
              await frame();
              await frame();
              took.sort((a, b) => a - b);
              return { median: took[took.length >> 1], p95: took[Math.floor(took.length * 0.95)], longest: took.at(-1), tables: performance.now() - rested };
            })()""";

    private PageTimes() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("semtrail-page-times-");
        Chromium browser = Chromium.start(Chromium.program().orElseThrow(), profile);
        try {
            for (String file : args) {
                System.out.println(times(
                        browser,
                        file.equals(LARGEST) ? largest(profile) : Path.of(file).toAbsolutePath()));
            }
        } finally {
            browser.end();
            try (Stream<Path> left = Files.walk(profile)) {
                left.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
            }
        }
    }

    /** More of everything than a report may hold: 20 000 sets, as many events and rows of activity. */
    private static Path largest(Path folder) throws IOException {
        Path file = folder.resolve("largest.html");
        try (Writer out = Files.newBufferedWriter(file)) {
            HtmlPage.write(MadeReport.incident(20_000).document(), out);
        }
        return file;
    }

    private static String times(Chromium browser, Path file) throws IOException {
        try (Tab tab = browser.tab()) {
            tab.ask("Performance.enable", Map.of());
            tab.open(file);
            double drawn = tab.evaluate("performance.getEntriesByName('drawn')[0].startTime")
                    .asDouble();
            double first = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
                    .asDouble();
            var drag = tab.evaluate(String.format(Locale.ROOT, DRAG, FRAMES, FRAMES));
            double heap = 0;
            for (var metric : tab.ask("Performance.getMetrics", Map.of()).path("metrics")) {
                heap = metric.path("name").asText().equals("JSHeapUsedSize")
                        ? metric.path("value").asDouble()
                        : heap;
            }
            return String.format(
                    Locale.ROOT,
                    "%-24s %6d KiB; first paint %4.0f ms, drawn %4.0f ms; a frame while dragging: median %.1f, 95 %% %.1f, longest %.1f ms;"
                            + " tables follow after %.0f ms; %d elements, %.0f MiB of JavaScript heap",
                    file.getFileName(),
                    Files.size(file) >> 10,
                    first,
                    drawn,
                    drag.path("median").asDouble(),
                    drag.path("p95").asDouble(),
                    drag.path("longest").asDouble(),
                    drag.path("tables").asDouble(),
                    tab.count("*"),
                    heap / (1 << 20));
        }
    }
}
