package org.semtrail.agent.patient;

import org.apache.tomcat.jni.Error;
import org.apache.tomcat.jni.Library;
import org.apache.tomcat.jni.Lock;
import org.apache.tomcat.jni.Pool;

/** Through Tomcat Native: APR makes a semaphore set, and Java never learns which. */
@SuppressWarnings("deprecation")
public final class AprProgram {
    private AprProgram() {}

    public static void main(String[] arguments) throws Exception {
        Library.initialize(null);
        long pool = Pool.create(0);
        long lock = Lock.create(null, Lock.APR_LOCK_SYSVSEM, pool);
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += Lock.lock(lock) + Lock.unlock(lock);
        }
        System.out.println("locked: " + sum);
        try {
            Lock.create("/no/such/folder/lock", Lock.APR_LOCK_FCNTL, pool);
        } catch (Error refused) {
            System.out.println("refused: " + refused.getError());
        }
        System.out.println("destroyed: " + Lock.destroy(lock));
        Pool.destroy(pool);
    }
}
