package org.semtrail.report.page;

import java.util.List;
import java.util.Map;

/** A mouse and two fingers on a page, at places in its window. */
final class Hand {
    static final int CTRL = 2;
    static final int SHIFT = 8;
    private static final int STEPS = 4;

    private final Tab tab;

    Hand(Tab tab) {
        this.tab = tab;
    }

    void drag(double fromX, double fromY, double toX, double toY, int clicks, int modifiers) {
        mouse("mouseMoved", fromX, fromY, 0, clicks, modifiers);
        mouse("mousePressed", fromX, fromY, 1, clicks, modifiers);
        for (int part = 1; part <= STEPS && fromX != toX; part++) {
            double done = (double) part / STEPS;
            mouse("mouseMoved", fromX + (toX - fromX) * done, fromY + (toY - fromY) * done, 1, clicks, modifiers);
        }
        mouse("mouseReleased", toX, toY, 0, clicks, modifiers);
    }

    void wheel(double x, double y, double down, int modifiers) {
        tab.ask(
                "Input.dispatchMouseEvent",
                Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", 0, "deltaY", down, "modifiers", modifiers));
    }

    void pinch(double y, double left, double right, double newLeft, double newRight) {
        touch("touchStart", y, left, right);
        for (int part = 1; part <= STEPS; part++) {
            double done = (double) part / STEPS;
            touch("touchMove", y, left + (newLeft - left) * done, right + (newRight - right) * done);
        }
        tab.ask("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    private void touch(String type, double y, double left, double right) {
        tab.ask(
                "Input.dispatchTouchEvent",
                Map.of(
                        "type",
                        type,
                        "touchPoints",
                        List.of(Map.of("x", left, "y", y, "id", 1), Map.of("x", right, "y", y, "id", 2))));
    }

    private void mouse(String type, double x, double y, int buttons, int clicks, int modifiers) {
        tab.ask(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        type,
                        "x",
                        x,
                        "y",
                        y,
                        "buttons",
                        buttons,
                        "clickCount",
                        clicks,
                        "modifiers",
                        modifiers,
                        "button",
                        type.equals("mouseMoved") && buttons == 0 ? "none" : "left"));
    }
}
