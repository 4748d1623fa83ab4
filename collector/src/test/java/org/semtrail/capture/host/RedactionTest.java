package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values of command lines are secrets, and which are not. */
class RedactionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --password=hunter2                          | --password=[redacted]
            --db-passwd=hunter2                         | --db-passwd=[redacted]
            -Djavax.net.ssl.keyStorePassword=hunter2    | -Djavax.net.ssl.keyStorePassword=[redacted]
            -Dspring.datasource.password=a=b c          | -Dspring.datasource.password=[redacted]
            PGPASSWORD=hunter2                          | PGPASSWORD=[redacted]
            AWS_SECRET_ACCESS_KEY=AKIA/x                | AWS_SECRET_ACCESS_KEY=[redacted]
            GITHUB_TOKEN=ghp_1                          | GITHUB_TOKEN=[redacted]
            --api-key=k                                 | --api-key=[redacted]
            --private_key=k                             | --private_key=[redacted]
            password: hunter2                           | password: [redacted]
            postgres://app:hunter2@db:5432/x            | postgres://app:[redacted]@db:5432/x
            --url=amqp://u:p:q@mq/v                     | --url=amqp://u:[redacted]@mq/v
            redis://:hunter2@cache                      | redis://:[redacted]@cache
            http://u:p@ss@proxy:3128                    | http://u:[redacted]@proxy:3128
            """)
    void aSecretIsTakenOut(String arg, String shown) {
        assertEquals(List.of("prog", shown), Redaction.of(List.of("prog", arg)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "-DFOREGROUND",
        "-Xmx512m",
        "-Dserver.port=8080",
        "http://localhost:8080/path",
        "/etc/passwd",
        "-p5432",
        "user@host:/path",
        "sshd: bob@pts/0",
        "postgres: checkpointer",
    })
    void whatIsNoSecretIsNotTouched(String arg) {
        assertEquals(List.of("prog", arg, "next"), Redaction.of(List.of("prog", arg, "next")));
    }

    @Test
    void aSecretOfSeveralLinesIsTakenOutWhole() {
        assertEquals(List.of("sh", "KEY_SECRET=[redacted]"), Redaction.of(List.of("sh", "KEY_SECRET=one\ntwo\n")));
    }

    @Test
    void theArgumentAfterAPasswordOptionIsItsValue() {
        assertEquals(
                List.of("curl", "--password", "[redacted]", "http://x"),
                Redaction.of(List.of("curl", "--password", "hunter2", "http://x")));
    }

    @Test
    void anOptionAfterAPasswordOptionIsNoValue() {
        assertEquals(
                List.of("curl", "--password", "--verbose", "x"),
                Redaction.of(List.of("curl", "--password", "--verbose", "x")));
    }

    @Test
    void theShortPasswordOptionIsOneOnlyOfMysqlAndMariadb() {
        assertEquals(
                List.of("/usr/bin/mysqldump", "-p[redacted]", "db"),
                Redaction.of(List.of("/usr/bin/mysqldump", "-phunter2", "db")));
        assertEquals(List.of("mariadb", "-p[redacted]"), Redaction.of(List.of("mariadb", "-phunter2")));
        assertEquals(List.of("mysql", "-p", "db"), Redaction.of(List.of("mysql", "-p", "db")), "it asks for it");
        assertEquals(List.of("/opt/mysql/run", "-p80"), Redaction.of(List.of("/opt/mysql/run", "-p80")));
    }
}
