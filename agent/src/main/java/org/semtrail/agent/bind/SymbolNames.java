package org.semtrail.agent.bind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.semtrail.agent.call.NativeCall;

/** The names that make a class worth a look. */
final class SymbolNames {
    static final List<String> ALL = all();

    private SymbolNames() {}

    private static List<String> all() {
        List<String> names = new ArrayList<>();
        for (NativeCall call : NativeCall.ALL) {
            names.add(call.symbol);
        }
        names.add(NativeCall.SYSCALL);
        return Collections.unmodifiableList(names);
    }
}
