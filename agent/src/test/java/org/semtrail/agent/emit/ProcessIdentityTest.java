package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    @Test
    void argumentsAreNotToldForTheyCanBePasswords() {
        assertEquals("com.acme.Main", ProcessIdentity.mainClass("com.acme.Main --password=secret"));
        assertEquals("/opt/acme/shop.jar", ProcessIdentity.mainClass("/opt/acme/shop.jar\tsecret"));
        assertEquals("", ProcessIdentity.mainClass(""));
    }

    @Test
    void theLineOfTheControlGroupIsTheOneThatTellsTheUnit() {
        assertEquals("0::/system.slice/shop.service", ProcessIdentity.cgroup("0::/system.slice/shop.service\n"));
        assertEquals(
                "1:name=systemd:/system.slice/shop.service",
                ProcessIdentity.cgroup("4:cpu:/\n1:name=systemd:/system.slice/shop.service\n0::/\n"));
        assertEquals("4:cpu:/docker/ab", ProcessIdentity.cgroup("4:cpu:/docker/ab\n3:memory:/docker/ab\n"));
        assertEquals("", ProcessIdentity.cgroup(""));
    }
}
