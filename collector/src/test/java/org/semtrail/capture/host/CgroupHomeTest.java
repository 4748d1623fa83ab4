package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Unit and container by the text of /proc/PID/cgroup, as the engines write it. */
class CgroupHomeTest {
    private static final String ID = "4f0c2b1e9d8a7c6b5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c3b2a";

    @Test
    void aServiceOfTheSystem() {
        assertHome("apache2.service", "apache2.service", null, "0::/system.slice/apache2.service\n");
    }

    @Test
    void anInstanceInASliceOfItsOwn() {
        assertHome(
                "postgresql@15-main.service",
                "postgresql@15-main.service",
                null,
                "0::/system.slice/system-postgresql.slice/postgresql@15-main.service\n");
    }

    @Test
    void aUnitOfAUsersOwnManagerHasTheManagerAsSystemUnit() {
        assertHome(
                "myapp.service",
                "user@1000.service",
                null,
                "0::/user.slice/user-1000.slice/user@1000.service/app.slice/myapp.service\n");
    }

    @Test
    void aLoginSession() {
        assertHome("session-3.scope", "session-3.scope", null, "0::/user.slice/user-1000.slice/session-3.scope\n");
    }

    @Test
    void versionOneNamesTheUnitInSystemdsHierarchy() {
        assertHome("apache2.service", "apache2.service", null, """
                12:memory:/system.slice/apache2.service
                3:cpu,cpuacct:/
                1:name=systemd:/system.slice/apache2.service
                0::/
                """);
    }

    @Test
    void dockerWithTheSystemdDriver() {
        String scope = "docker-" + ID + ".scope";
        assertHome(scope, scope, ID, "0::/system.slice/" + scope + "\n");
    }

    @Test
    void dockerOfVersionOneWithoutSystemd() {
        assertHome(null, null, ID, "9:memory:/docker/" + ID + "\n8:pids:/docker/" + ID + "\n");
    }

    @Test
    void podmanOfAUser() {
        assertHome(
                "libpod-" + ID + ".scope",
                "user@1000.service",
                ID,
                "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + ID + ".scope/container\n");
    }

    @Test
    void kubernetesWithContainerd() {
        String scope = "cri-containerd-" + ID + ".scope";
        assertHome(
                scope,
                scope,
                ID,
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1234.slice/" + scope);
    }

    @Test
    void kubernetesWithCgroupfs() {
        assertHome(null, null, ID, "0::/kubepods/burstable/pod0a1b2c3d-aaaa-bbbb-cccc-0123456789ab/" + ID + "\n");
    }

    @Test
    void containersOfLxcAndNspawnHaveNames() {
        assertHome(null, null, "web1", "0::/lxc.payload.web1\n");
        assertHome(null, null, "web1", "0::/lxc/web1\n");
        assertEquals(
                "deb12",
                CgroupHome.parse("0::/machine.slice/machine-deb12.scope/payload\n")
                        .container());
    }

    @Test
    void aUnitOfAContainersOwnSystemdIsNoneOfTheHost() {
        assertHome("nginx.service", null, "web1", "0::/lxc.payload.web1/system.slice/nginx.service\n");
        assertHome("nginx.service", null, ID, "1:name=systemd:/docker/" + ID + "/system.slice/nginx.service\n");
        String scope = "docker-" + ID + ".scope";
        assertHome("nginx.service", scope, ID, "0::/system.slice/" + scope + "/system.slice/nginx.service\n");
    }

    @Test
    void whoIsInNoUnitHasNone() {
        assertHome(null, null, null, "0::/\n");
        assertHome(null, null, null, "0::/user.slice\n");
        assertEquals(CgroupHome.UNKNOWN, CgroupHome.parse(""));
    }

    @Test
    void namesThatOnlyResembleAreNoneOfTheirs() {
        assertNull(CgroupHome.parse("0::/x.service.d\n").unit());
        assertNull(CgroupHome.parse("0::/docker/" + ID + "0\n").container());
        assertNull(CgroupHome.parse("0::/docker/" + ID.substring(1) + "\n").container());
        assertNull(CgroupHome.parse("garbage\n1:2\n").unit());
    }

    @Test
    void aColonInAPathDoesNotEndIt() {
        assertEquals(
                "a:b.service",
                CgroupHome.parse("0::/system.slice/a:b.service\n").unit());
    }

    private static void assertHome(String unit, String systemUnit, String container, String file) {
        assertEquals(new CgroupHome(unit, systemUnit, container), CgroupHome.parse(file));
    }
}
