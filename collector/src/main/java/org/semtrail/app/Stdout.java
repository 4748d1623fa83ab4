package org.semtrail.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

/** What results are written to: where that fails, as on a full disk, it is said once. A reader that has enough is no failure. */
final class Stdout extends FilterOutputStream {
    private static final String ENOUGH = "Broken pipe";

    private final PrintWriter err;
    private boolean failed;

    Stdout(OutputStream to, PrintWriter err) {
        super(to);
        this.err = err;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            if (!failed && !ENOUGH.equals(e.getMessage())) {
                err.println("semtrail: the output could not be written: " + e.getMessage());
            }
            failed = true;
            throw e;
        }
    }
}
