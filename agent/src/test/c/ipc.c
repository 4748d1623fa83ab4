/* The native methods of JniProgram, for JniBindingIT. */
#define _GNU_SOURCE
#include <jni.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <time.h>

#define METHOD(type, name) JNIEXPORT type JNICALL Java_org_semtrail_agent_patient_JniProgram_00024LibC_##name

METHOD(jint, semget)(JNIEnv *env, jclass type, jint key, jint nsems, jint semflg) { return semget(key, nsems, semflg); }

METHOD(jint, semop)(JNIEnv *env, jclass type, jint semid, jlong sops, jlong nsops) {
    return semop(semid, (struct sembuf *)(intptr_t)sops, nsops);
}

METHOD(jint, semtimedop)(JNIEnv *env, jobject self, jint semid, jlong sops, jlong nsops, jlong timeout) {
    return semtimedop(semid, (struct sembuf *)(intptr_t)sops, nsops, (struct timespec *)(intptr_t)timeout);
}

/* The command stands first, as no C function has it: for a mapping. */
METHOD(jint, command)(JNIEnv *env, jclass type, jint command, jint semid, jint number, jint value) {
    return semctl(semid, number, command, value);
}

METHOD(jlong, addressOf)(JNIEnv *env, jclass type, jobject buffer) {
    return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}

METHOD(void, fail)(JNIEnv *env, jclass type, jint semid) {
    (*env)->ThrowNew(env, (*env)->FindClass(env, "java/lang/IllegalStateException"), "as asked");
}

METHOD(void, nothing)(JNIEnv *env, jclass type) {}
