package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semtrail.agent.jvm.Jdk;

/** The functions by their numbers, through syscall(2). */
class FfmSyscallIT extends FfmContract {
    @Override
    String way() {
        return "syscall";
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyCallIsSaidToComeThroughSyscall(Jdk jdk) throws Exception {
        assertTrue(run(jdk).calls().stream().allMatch(call -> call.getBoolean("viaSyscall")));
    }
}
