package org.semtrail.report.page;

import java.util.List;
import java.util.stream.Collectors;

/** What every page carries besides its data: the scripts and styles, the policy that lets them and nothing else run. */
public final class Parts {
    /** In the order in which they use each other. */
    private static final List<String> SCRIPTS = List.of(
            "visible.js",
            "status.js",
            "data.js",
            "format.js",
            "range.js",
            "cube.js",
            "table.js",
            "tables.js",
            "colours.js",
            "gestures.js",
            "use.js",
            "timeline.js",
            "lanes.js",
            "flame.js",
            "links.js",
            "main.js");

    private static final Parts ALL = new Parts();

    private final Inline library = Inline.of(List.of("uplot/uPlot.iife.min.js"));
    private final Inline script = Inline.scope(SCRIPTS);
    private final Inline style = Inline.of(List.of("uplot/uPlot.min.css", "page.css"));
    private final Inline licence = Inline.of(List.of("uplot/LICENSE"));

    private Parts() {}

    static Parts all() {
        return ALL;
    }

    /** The chart library, as its authors publish it. */
    public Inline library() {
        return library;
    }

    public Inline script() {
        return script;
    }

    public Inline style() {
        return style;
    }

    public String licence() {
        return licence.content();
    }

    /** Nothing may be loaded, sent or run but what is here; no text can become markup by way of a script. */
    public String policy() {
        String scripts = List.of(library, script).stream().map(Inline::source).collect(Collectors.joining(" "));
        return "default-src 'none'; script-src " + scripts + "; style-src " + style.source()
                + "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    }
}
