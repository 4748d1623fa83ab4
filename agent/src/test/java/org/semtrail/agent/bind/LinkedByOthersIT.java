package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.patient.BridjProgram;
import org.semtrail.agent.patient.FirstAgent;
import org.semtrail.agent.patient.JnaDirectProgram;
import org.semtrail.agent.patient.UnknownProgram;

/** Native methods that would not be found under another name keep theirs, and it is said that they are not seen. */
class LinkedByOthersIT {
    @TempDir
    private Path folder;

    @Test
    void thoseOfBridj() throws Exception {
        String program = BridjProgram.class.getName();
        Run with = new Patient(Jdk.OF_THE_BUILD).withAgent("").run(program, "await");
        assertEquals(new Patient(Jdk.OF_THE_BUILD).run(program).out(), with.out());
        assertEquals("made\n", with.out());
        assertEquals(
                "native methods of " + program + "$LibC: they are linked by a library that is not known",
                with.lastStatus().getString("blind"));
    }

    @ParameterizedTest
    @EnumSource
    void thoseOfAJnaThatCannotBeChanged(Jdk jdk) throws Exception {
        String first = "-javaagent:" + firstAgent();
        String program = JnaDirectProgram.class.getName();
        Run without = new Patient(jdk).withJvmOptionsBefore(first).run(program);
        Run with = new Patient(jdk).withJvmOptionsBefore(first).withAgent("").run(program, "await");
        assertEquals(without.out(), with.out());
        assertEquals(without.err(), with.err());
        String blind = with.lastStatus().getString("blind");
        assertTrue(blind.contains("com.sun.jna.NativeLibrary could not be changed: "), blind);
        assertTrue(blind.contains("native methods of " + program + "$LibC: they may be JNA's"), blind);
    }

    private Path firstAgent() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", FirstAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve("first.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    @ParameterizedTest
    @EnumSource
    void thoseOfWhichNothingIsKnown(Jdk jdk) throws Exception {
        String program = UnknownProgram.class.getName();
        Run with = new Patient(jdk).withAgent("").run(program, "await");
        assertEquals(new Patient(jdk).run(program).out(), with.out());
        assertEquals(
                "native methods of " + program + "$Ipc: nothing tells that the JVM links them; if it does,"
                        + " native=Class#method=function records them",
                with.lastStatus().getString("blind"));
    }
}
