package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void ordinaryTextOfAnyLanguageStaysAsItIs() {
        assertEquals("Café – Ωmega 東京 <b>", Visible.text("Café – Ωmega 東京 <b>"));
    }

    @Test
    void controlCharactersAreShownByTheirPictures() {
        assertEquals("a\u240ab\u241b[2J\u2421", Visible.text("a\nb\u001b[2J\u007f"));
    }

    @Test
    void charactersThatTurnTheDirectionOrHideAreShownByTheirCodePoint() {
        assertEquals("⟨U+202E⟩gpj.exe", Visible.text("\u202egpj.exe"));
        assertEquals("a⟨U+200B⟩b⟨U+3164⟩⟨U+E0061⟩", Visible.text("a\u200bb\u3164\udb40\udc61"));
    }

    @Test
    void halfOfAPairIsShown() {
        assertEquals("x⟨U+D800⟩", Visible.text("x\ud800"));
    }

    @Test
    void pilesOfMarksAreCut() {
        assertEquals("e\u0301\u0301\u0301\u0301…!", Visible.text("e" + "\u0301".repeat(40) + "!"));
    }
}
