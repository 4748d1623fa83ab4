package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stacks as each binding leaves them. */
class JvmStackTest {
    private static final String APP = "com.acme.Lock.take:42";

    private static String application(String called, String... frames) {
        List<JvmFrame> stack = Arrays.stream(frames).map(JvmStackTest::frame).toList();
        return new JvmStack(stack, false)
                .application(called)
                .map(JvmFrame::toString)
                .orElse("none");
    }

    private static JvmFrame frame(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        int dot = name.lastIndexOf('.');
        int line = colon < 0 ? -1 : Integer.parseInt(text.substring(colon + 1));
        return new JvmFrame(name.substring(0, dot), name.substring(dot + 1), line);
    }

    @Test
    void framesOfTheBindingAreNotTheApplications() {
        String probe = "org.semtrail.agent.emit.Probe.leave:70";
        assertEquals(APP, application("semget", probe, "com.acme.LibC$jnr$ffi$0.semget", APP, "com.acme.Main.main:1"));
        assertEquals(
                APP,
                application(
                        "semget",
                        probe,
                        "com.sun.jna.Function.invoke:400",
                        "com.sun.jna.Library$Handler.invoke:270",
                        "jdk.proxy2.$Proxy5.semget",
                        APP));
        assertEquals(
                APP,
                application("semop", probe, "com.acme.Fast.semop", APP),
                "a native method of JNA's direct mapping");
        assertEquals(
                APP,
                application(
                        "semget",
                        probe,
                        "java.lang.invoke.LambdaForm$MH.invoke",
                        "jdk.internal.foreign.abi.AbstractLinker.call:9",
                        APP));
        assertEquals(APP, application("create", probe, "org.apache.tomcat.jni.Lock.create", APP));
    }

    @Test
    void aMethodOfTheApplicationMayHaveTheNameOfTheFunction() {
        assertEquals("com.acme.Lock.semop:42", application("semop", "com.acme.Lock.semop:42", "com.acme.Main.main:1"));
    }

    @Test
    void aStackOfBindingsAloneIsBetterThanNone() {
        assertEquals("jnr.Some.thing:1", application("semop", "jnr.Some.thing:1"));
        assertEquals("none", application("semop"));
    }

    @Test
    void addressesOfHiddenClassesAreLeftOut() {
        assertEquals(
                "com.acme.App$$Lambda$20.run",
                new JvmFrame("com.acme.App$$Lambda$20+0x00007f203c003800.390404070", "run", -1).toString());
    }
}
