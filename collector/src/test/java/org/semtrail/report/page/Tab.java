package org.semtrail.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One page in a browser: opened from a file, used by keys and mouse, asked in JavaScript. */
final class Tab implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;
    private static final Map<String, Integer> KEYS = Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            "PageUp",
            33,
            "PageDown",
            34,
            "Home",
            36,
            "ArrowLeft",
            37,
            "ArrowRight",
            39,
            "ArrowDown",
            40,
            "+",
            187);

    private final Chromium browser;
    private final String target;
    private final String session;
    private final Hand hand = new Hand(this);

    Tab(Chromium browser, String target, String session) {
        this.browser = browser;
        this.target = target;
        this.session = session;
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Audits", "Accessibility")) {
            ask(domain + ".enable", Map.of());
        }
    }

    JsonNode ask(String method, Map<String, ?> parameters) {
        return browser.ask(session, method, parameters);
    }

    /** Opens a report and waits until it is drawn. */
    Tab open(Path page) {
        return open(page, "");
    }

    /** @param fragment of the address, with its # */
    Tab open(Path page, String fragment) {
        load(page.toUri() + fragment);
        await("document.documentElement.dataset.drawn === 'yes'");
        settle();
        return this;
    }

    void load(Path page) {
        load(page.toUri().toString());
    }

    private void load(String address) {
        long before = browser.times(session, "Page.loadEventFired");
        ask("Page.navigate", Map.of("url", address));
        browser.awaitTold(session, "Page.loadEventFired", before + 1);
    }

    JsonNode evaluate(String script) {
        JsonNode answer =
                ask("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(script + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ").textContent")
                .asText();
    }

    int count(String selector) {
        return evaluate("document.querySelectorAll(" + quoted(selector) + ").length")
                .asInt();
    }

    boolean is(String condition) {
        return evaluate("Boolean(" + condition + ")").asBoolean();
    }

    void await(String condition) {
        evaluate("new Promise((yes, no) => { const end = performance.now() + " + PATIENCE_MS + ";"
                + " (function look() { if (" + condition + ") yes(); else if (performance.now() > end) no(new Error("
                + quoted("never: " + condition) + ")); else setTimeout(look, 15); })(); })");
    }

    /** What a change brought about has been drawn. */
    void settle() {
        evaluate("new Promise(yes => requestAnimationFrame(() => requestAnimationFrame(yes)))");
        await("!document.querySelector('[aria-busy=true]')");
    }

    void focus(String selector) {
        evaluate("document.querySelector(" + quoted(selector) + ").focus()");
    }

    void click(String selector) {
        evaluate("document.querySelector(" + quoted(selector) + ").scrollIntoView({block: 'center'})");
        settle();
        JsonNode at = box(selector);
        double x = at.path("x").asDouble() + at.path("width").asDouble() / 2;
        double y = at.path("y").asDouble() + at.path("height").asDouble() / 2;
        hand.drag(x, y, x, y, 1, 0);
        settle();
    }

    JsonNode box(String selector) {
        return evaluate("(b => ({x: b.x, y: b.y, width: b.width, height: b.height}))(document.querySelector("
                + quoted(selector) + ").getBoundingClientRect())");
    }

    /** With the mouse, between two parts of an element's width. */
    void dragAcross(String selector, double from, double to) {
        drag(selector, from, to, 0);
    }

    void dragShifted(String selector, double from, double to) {
        drag(selector, from, to, Hand.SHIFT);
    }

    private void drag(String selector, double from, double to, int modifiers) {
        Place place = place(selector);
        hand.drag(place.x(from), place.middle(), place.x(to), place.middle(), 1, modifiers);
        settle();
    }

    /** Over a part of an element's width. */
    void wheel(String selector, double at, double down, int modifiers) {
        Place place = place(selector);
        hand.wheel(place.x(at), place.middle(), down, modifiers);
        settle();
    }

    /** Two fingers on an element, from these parts of its width to those. */
    void pinch(String selector, double left, double right, double newLeft, double newRight) {
        Place place = place(selector);
        hand.pinch(place.middle(), place.x(left), place.x(right), place.x(newLeft), place.x(newRight));
        settle();
    }

    private record Place(double left, double width, double middle) {
        double x(double part) {
            return left + part * width;
        }
    }

    private Place place(String selector) {
        evaluate("document.querySelector(" + quoted(selector) + ").scrollIntoView({block: 'center'})");
        settle();
        JsonNode box = box(selector);
        return new Place(
                box.path("x").asDouble(),
                box.path("width").asDouble(),
                box.path("y").asDouble() + box.path("height").asDouble() / 2);
    }

    void doubleClick(String selector) {
        JsonNode at = box(selector);
        double x = at.path("x").asDouble() + at.path("width").asDouble() / 2;
        double y = at.path("y").asDouble() + at.path("height").asDouble() / 2;
        hand.drag(x, y, x, y, 1, 0);
        hand.drag(x, y, x, y, 2, 0);
        settle();
    }

    void press(String key) {
        Map<String, ?> parameters =
                Map.of("type", "rawKeyDown", "key", key, "code", key, "windowsVirtualKeyCode", KEYS.get(key));
        ask("Input.dispatchKeyEvent", parameters);
        if (key.equals("Enter")) {
            ask("Input.dispatchKeyEvent", Map.of("type", "char", "key", key, "text", "\r"));
        }
        ask(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", KEYS.get(key)));
        settle();
    }

    void type(String text) {
        ask("Input.insertText", Map.of("text", text));
        settle();
    }

    /** What a person sees as an error: exceptions, messages on the console, breaches of the policy. */
    List<String> complaints() {
        return browser.told(session).stream()
                .filter(Tab::isComplaint)
                .map(JsonNode::toString)
                .toList();
    }

    List<String> requests() {
        return browser.told(session).stream()
                .filter(e -> e.path("method").asText().equals("Network.requestWillBeSent"))
                .map(e -> e.at("/params/request/url").asText())
                .toList();
    }

    byte[] pdf() {
        String data = ask("Page.printToPDF", Map.of("printBackground", true))
                .path("data")
                .asText();
        return Base64.getDecoder().decode(data);
    }

    byte[] picture() {
        return Base64.getDecoder()
                .decode(ask("Page.captureScreenshot", Map.of()).path("data").asText());
    }

    /** Everything as a screen reader finds it. */
    JsonNode accessible() {
        return ask("Accessibility.getFullAXTree", Map.of()).path("nodes");
    }

    @Override
    public void close() {
        browser.ask(null, "Target.closeTarget", Map.of("targetId", target));
    }

    private static boolean isComplaint(JsonNode event) {
        return switch (event.path("method").asText()) {
            case "Runtime.exceptionThrown", "Audits.issueAdded" -> true;
            case "Runtime.consoleAPICalled" ->
                List.of("error", "warning", "assert")
                        .contains(event.at("/params/type").asText());
            case "Log.entryAdded" ->
                List.of("error", "warning")
                        .contains(event.at("/params/entry/level").asText());
            default -> false;
        };
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
