package org.semtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar on a machine that was booted with systemd: a real one, with dbus and logind, in namespaces. */
class SystemdIT {
    /** Makes a set in the shape of Apache's for www-data (uid 33), then ends ("leave") or serves with a worker that waits; or its own. */
    private static final String SETS = """
            import ctypes, os, struct, sys, time
            libc = ctypes.CDLL(None)
            semid = libc.semget(0, 1, 0o600)
            libc.semctl(semid, 0, 16, 1)
            if sys.argv[1] != "stay":
                ds = ctypes.create_string_buffer(256)
                libc.semctl(semid, 0, 2, ds)
                struct.pack_into("II", ds, 4, 33, 33)
                libc.semctl(semid, 0, 1, ds)
                print(semid)
            if sys.argv[1] == "serve" and not os.fork():
                os.setgid(33); os.setuid(33)
                libc.semop(semid, struct.pack("HhH", 0, -2, 0), 1)
            if sys.argv[1] != "leave":
                time.sleep(3600)
            """;

    @TempDir
    private static Path folder;

    private static Process machine;
    private static List<String> enter;

    @BeforeAll
    static void boot() throws Exception {
        Files.copy(Path.of("target/semtrail.jar"), folder.resolve("semtrail.jar"));
        Files.writeString(folder.resolve("sets.py"), SETS);
        try (var in = SystemdIT.class.getResourceAsStream("/host/boot-systemd")) {
            Files.copy(in, folder.resolve("boot-systemd"));
        }
        machine = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "bash",
                        folder.resolve("boot-systemd").toString(),
                        folder.toString(),
                        System.getProperty("java.home"))
                .redirectErrorStream(true)
                .start();
        BufferedReader said = machine.inputReader();
        String last = "it says nothing";
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            last = line;
            if (line.matches("\\d+")) {
                break;
            }
        }
        String pid = last;
        assumeTrue(pid.matches("\\d+"), () -> "cannot boot systemd here: " + pid);
        enter = List.of("nsenter", "--all", "--target", pid, "env", "SEMTRAIL_ALONE=yes");
    }

    @AfterAll
    static void shutDown() throws Exception {
        machine.getOutputStream().close();
        assertTrue(machine.waitFor(30, TimeUnit.SECONDS), "it ends");
    }

    @Test
    void whatDoctorSaysOfRemoveIpcIsWhatLogindDoesAndItsRemedyPreventsIt() throws Exception {
        unit("holds.service", "User=worker\nExecStart=/usr/bin/python3 /srv/semtrail/sets.py stay");
        sh("systemctl start holds.service");
        untilASetOfTheWorkerIsThere();
        JsonNode finding = removesIpc();
        assertTrue(finding.get("what").asText().contains("holds.service runs as this user"), finding.toString());
        lastLogout();
        assertEquals("", sh("ipcs -s | grep worker || true"), "logind took the set from the service that runs");

        sh("systemctl restart holds.service");
        untilASetOfTheWorkerIsThere();
        for (JsonNode step : finding.get("remedy")) {
            sh(step.asText());
        }
        assertFalse(doctor().toString().contains("logind-removes-ipc"));
        lastLogout();
        assertTrue(sh("ipcs -s").contains("worker"), "logind left it alone");

        sh("rm /etc/systemd/logind.conf.d/60-semtrail.conf; systemctl kill -s HUP systemd-logind");
        sh("mkdir -p /var/lib/systemd/linger; : >/var/lib/systemd/linger/worker");
        assertFalse(doctor().toString().contains("logind-removes-ipc"), "who lingers never logs out");
        sh("rm /var/lib/systemd/linger/worker; systemctl stop holds.service");
    }

    @Test
    void theSetsOfAUnitAreListedByItsName() throws Exception {
        for (String name : List.of("one.service", "other.service")) {
            unit(name, "ExecStart=/usr/bin/python3 /srv/semtrail/sets.py stay");
            sh("systemctl start " + name);
        }
        sh("timeout 20 sh -c 'until [ $(ipcs -s | grep -c root) = 2 ]; do sleep 0.1; done'");
        JsonNode sets = semtrail("list", "--json", "--unit", "one.service").get("sets");
        assertEquals(1, sets.size());
        assertEquals("one.service", sets.get(0).get("unit").asText());
        assertEquals(
                sh("systemctl show --property=MainPID --value one.service").strip(),
                sets.get(0).get("creator_pid").asText());
        assertEquals(
                0,
                semtrail("list", "--json", "--unit", "none.service").get("sets").size());
        sh("systemctl stop one.service other.service");
    }

    @Test
    void aUnitThatStartedAfterTheSetIsNoSuspectUnlessSomeOfItCanOutliveAStop() throws Exception {
        // Whoever started within a minute of a set is a suspect: logind and dbus did, at boot.
        sh("until [ $(ps -o etimes= -C systemd-logind) -gt 62 ]; do sleep 1; done");
        int semid = Integer.parseInt(
                sh("/usr/bin/python3 /srv/semtrail/sets.py leave").strip());
        // A later second than the set's ctime, and the set no longer younger than the look.
        sh("made=$(date +%s); until [ $(date +%s) -gt $((made + 2)) ]; do sleep 0.1; done");
        JsonNode alone = set(semid);
        assertEquals("orphan", alone.get("verdict").asText(), alone.toPrettyString());
        unit("later.service", "User=www-data\nExecStart=/bin/sleep 3600");
        sh("systemctl start later.service");
        JsonNode set = set(semid);
        assertEquals("orphan", set.get("verdict").asText(), set.toPrettyString());
        assertTrue(set.get("evidence").toString().contains("belongs to later.service, started at"), set.toString());

        unit("unclean.service", "User=www-data\nKillMode=process\nExecStart=/bin/sleep 3600");
        sh("systemctl start unclean.service");
        assertEquals("unknown", verdict(semid), "a process of an earlier start may live in it");
        sh("systemctl stop unclean.service; systemctl stop later.service");
    }

    @Test
    void whatAServiceLeftWhenItCrashedIsDeadThoughItWasStartedAgainSecondsLater() throws Exception {
        sh("until [ $(ps -o etimes= -C systemd-logind) -gt 62 ]; do sleep 1; done");
        int left = leftByACrash("crashes", "");
        JsonNode set = set(left);
        assertEquals("orphan", set.get("verdict").asText(), set.toPrettyString());
        sh("systemctl stop crashes.service");

        set = set(leftByACrash("leaves", "KillMode=process\n"));
        assertEquals("unknown", set.get("verdict").asText(), "a child of the crashed may live on: " + set);
        sh("systemctl stop leaves.service");
    }

    /** The set of a service that was killed and that systemd has started again, which made another. */
    private static int leftByACrash(String name, String more) throws IOException {
        String told = "/run/" + name + ".sets";
        unit(
                name + ".service",
                "ExecStart=/usr/bin/python3 -u /srv/semtrail/sets.py serve\nRestart=always\nRestartSec=2500ms\n"
                        + "StandardOutput=append:" + told + "\n" + more);
        String untilThereAre = "timeout 20 sh -c 'until [ $(cat " + told + " | wc -l) = %d ]; do sleep 0.1; done'";
        sh("systemctl start " + name + "; " + untilThereAre.formatted(1));
        sh("systemctl kill -s KILL " + name + "; " + untilThereAre.formatted(2));
        return Integer.parseInt(sh("head -n 1 " + told).strip());
    }

    private static void unit(String name, String service) throws IOException {
        Files.writeString(folder.resolve(name), "[Service]\n" + service + "\n");
        sh("cp /srv/semtrail/" + name + " /etc/systemd/system/ && systemctl daemon-reload");
    }

    private static void untilASetOfTheWorkerIsThere() throws IOException {
        sh("timeout 20 sh -c 'until ipcs -s | grep -q worker; do sleep 0.1; done'");
    }

    /** A session as ssh, su and cron make one, by the same call of logind; it ends with the caller's descriptor. */
    private static void lastLogout() throws IOException {
        sh("busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager CreateSession"
                + " 'uusssssussbssa(sv)' 1500 0 cron unspecified background '' '' 0 '' '' false '' '' 0");
        sh("timeout 30 sh -c 'until [ -z \"$(loginctl list-users --no-legend)\" ]; do sleep 0.1; done'");
    }

    private static JsonNode removesIpc() throws IOException {
        JsonNode document = doctor();
        for (JsonNode finding : document.get("findings")) {
            if (finding.get("id").asText().equals("logind-removes-ipc")) {
                return finding;
            }
        }
        throw new AssertionError(document.toPrettyString());
    }

    private static JsonNode doctor() throws IOException {
        return semtrail("doctor", "--json");
    }

    private static String verdict(int semid) throws IOException {
        return set(semid).get("verdict").asText();
    }

    private static JsonNode set(int semid) throws IOException {
        for (JsonNode set : semtrail("list", "--json").get("sets")) {
            if (set.get("semid").asInt() == semid) {
                return set;
            }
        }
        throw new AssertionError("no set " + semid);
    }

    private static JsonNode semtrail(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/srv/java/bin/java", "-jar", "/srv/semtrail/semtrail.jar"));
        command.addAll(List.of(arguments));
        return new ObjectMapper().readTree(inside(command, List.of(0, 1)));
    }

    private static String sh(String script) throws IOException {
        return inside(List.of("sh", "-c", script), List.of(0));
    }

    /** What a command on the machine prints. */
    private static String inside(List<String> command, List<Integer> expected) throws IOException {
        List<String> words = new ArrayList<>(enter);
        words.addAll(command);
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(words).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it ends");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertTrue(
                expected.contains(process.exitValue()),
                () -> String.join(" ", command) + ": exit " + process.exitValue() + "\n" + out + "\n" + read(err));
        return out;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
