package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A result that could not be written is no silent one. */
class StdoutTest {
    private final StringWriter err = new StringWriter();

    private void printTo(OutputStream out) {
        PrintWriter printer = new PrintWriter(new Stdout(out, new PrintWriter(err)), false, StandardCharsets.UTF_8);
        printer.println("result");
        printer.flush();
        printer.println("more");
        assertTrue(printer.checkError());
    }

    @Test
    void aFullDiskIsSaidOnce() throws IOException {
        printTo(Files.newOutputStream(Path.of("/dev/full")));
        assertEquals(
                "semtrail: the output could not be written: No space left on device",
                err.toString().strip());
    }

    @Test
    void aReaderThatHasEnoughIsNoFailureToSpeakOf() {
        printTo(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertEquals("", err.toString());
    }
}
