/* Preloaded into a reader: the time since boot is BOOTTIME_SHIFT seconds longer, for those who look clock_gettime or syscall
 * up by name as Java's native libraries do. With step.sh this is what a host looks like whose clock was set: the kernel tells
 * starts of processes relative to boot, and boot seems to have been at another time. A time namespace cannot show that, for
 * it shifts the starts as well. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void shift(long clock, struct timespec *time) {
    if (clock == CLOCK_BOOTTIME)
        time->tv_sec += atol(getenv("BOOTTIME_SHIFT"));
}

static int shifted_clock_gettime(clockid_t clock, struct timespec *time) {
    int failed = clock_gettime(clock, time);
    if (!failed)
        shift(clock, time);
    return failed;
}

static long shifted_syscall(long number, ...) {
    long a[6];
    va_list arguments;
    va_start(arguments, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(arguments, long);
    va_end(arguments);
    long result = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    if (number == SYS_clock_gettime && result == 0)
        shift((int) a[0], (struct timespec *) a[1]);
    return result;
}

void *dlsym(void *handle, const char *name) {
    static void *(*real)(void *, const char *);
    static const char *versions[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
    for (int i = 0; !real && i < 3; i++)
        real = (void *(*)(void *, const char *)) dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    if (strcmp(name, "clock_gettime") == 0)
        return (void *) shifted_clock_gettime;
    if (strcmp(name, "syscall") == 0)
        return (void *) shifted_syscall;
    return real(handle, name);
}
