package org.semtrail.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.semtrail.capture.host.JvmProcess;
import org.semtrail.capture.host.Kernel;

/**
 * Speaks with a HotSpot JVM over its attach socket (hotspot/os/posix/attachListener_posix.cpp): /tmp/.java_pidN as that JVM
 * sees /tmp, opened by SIGQUIT where a file .attach_pidN lies there. The JDK's own client looks into the JVM's /tmp only where
 * the PID namespaces differ, and so misses every service with PrivateTmp.
 */
final class AttachSocket {
    private static final int SIGQUIT = 3;
    private static final int LONGEST_WAIT_MILLIS = 10_000;
    private static final int STEP_MILLIS = 50;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Kernel kernel;
    private final JvmFiles files;
    private final JvmProcess jvm;

    AttachSocket(Kernel kernel, JvmFiles files, JvmProcess jvm) {
        this.kernel = kernel;
        this.files = files;
        this.jvm = jvm;
    }

    /** What the JVM answers: empty where the agent was loaded, else what is wrong. */
    String load(String jar, String options) throws IOException {
        String answer = ask("load", "instrument", "false", options == null ? jar : jar + "=" + options);
        // "0", then since JDK 9 "return code: 0", which earlier ones give as a number alone.
        List<String> lines = answer.lines().map(String::strip).toList();
        boolean loaded = !lines.isEmpty()
                && lines.get(0).equals("0")
                && lines.stream().skip(1).allMatch(line -> line.matches("(return code: )?0"));
        return loaded ? "" : String.join("; ", lines);
    }

    Properties properties() throws IOException {
        String answer = ask("properties", "", "", "");
        Properties properties = new Properties();
        properties.load(new StringReader(answer.substring(answer.indexOf('\n') + 1)));
        return properties;
    }

    private String ask(String command, String... arguments) throws IOException {
        Path socket = opened();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            String request = "1\0" + command + "\0" + String.join("\0", arguments) + "\0";
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return answer(channel);
        }
    }

    /** Bounded: who answers may be anything. */
    private static String answer(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(4096);
        long end = System.nanoTime() + LONGEST_WAIT_MILLIS * 1_000_000L;
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (answer.size() < LONGEST_ANSWER) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("it does not finish its answer");
                }
                selector.selectedKeys().clear();
                if (channel.read(part) < 0) {
                    return answer.toString(StandardCharsets.UTF_8);
                }
                answer.write(part.array(), 0, part.position());
                part.clear();
            }
        }
        throw new IOException("its answer has no end");
    }

    private Path opened() throws IOException {
        String name = ".java_pid" + jvm.innerPid();
        Path socket = files.socket(name, jvm.uid());
        if (socket != null) {
            return socket;
        }
        String trigger = ".attach_pid" + jvm.innerPid();
        try {
            files.create(trigger);
        } catch (FileAlreadyExistsException left) {
            // By another client that is at it, or was: it serves as well.
        }
        try {
            return signalled(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            files.delete(trigger);
        }
    }

    /** A JVM that takes no attach answers each signal by all its stacks on stdout: one, and one more halfway. */
    private Path signalled(String name) throws IOException, InterruptedException {
        for (int waited = 0; waited < LONGEST_WAIT_MILLIS; waited += STEP_MILLIS) {
            if (waited % (LONGEST_WAIT_MILLIS / 2) == 0 && kernel.kill(jvm.pid(), SIGQUIT) < 0) {
                throw new IOException("it may not be signalled");
            }
            Thread.sleep(STEP_MILLIS);
            Path socket = files.socket(name, jvm.uid());
            if (socket != null) {
                return socket;
            }
        }
        throw new IOException("it does not answer");
    }
}
