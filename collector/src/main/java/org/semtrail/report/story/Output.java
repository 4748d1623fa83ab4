package org.semtrail.report.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;

/**
 * One kind of file that a report can be.
 *
 * @param suffix of the file's name, with the dot
 * @param help what it is for
 */
public record Output(String suffix, String help, Form form) {
    /** Writes a document of schema {@code semtrail.report}. */
    public interface Form {
        void write(ObjectNode document, Writer out) throws IOException;
    }
}
