package org.semtrail.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A script or style sheet inside the page, and the hash by which the page's policy knows it. */
public record Inline(String content) {
    /** The files in one piece, in this order; their names are relative to this package. */
    static Inline of(List<String> files) {
        return new Inline(files.stream().map(Inline::file).collect(Collectors.joining("\n")));
    }

    /** Our scripts share one scope, and leave nothing in the window's. */
    static Inline scope(List<String> files) {
        return new Inline("(() => {\n'use strict';\n" + of(files).content() + "})();");
    }

    /** As a source of a Content-Security-Policy. */
    String source() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String file(String name) {
        try (InputStream in = Inline.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + name + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
