package scanner;

import java.util.concurrent.TimeUnit;
import org.apache.tomcat.jni.Library;
import org.apache.tomcat.jni.Lock;
import org.apache.tomcat.jni.Pool;

/** Scans what is uploaded, each under a lock of APR that other processes can share. */
public final class Scanner {
    private final long pool = Pool.create(0);

    /** {@code Scanner PAUSE}: a file every PAUSE ms until some could not be scanned; then it stays up. */
    public static void main(String[] args) throws Exception {
        Library.initialize(null);
        Scanner scanner = new Scanner();
        for (int file = 1, failed = 0; failed < 3; file++) {
            failed += scanner.scan("upload-" + file) ? 0 : 1;
            TimeUnit.MILLISECONDS.sleep(Integer.parseInt(args[0]));
        }
        Thread.currentThread().join();
    }

    /** Its mistake: the lock is made in the pool of the program, which is not destroyed before the program ends. */
    private boolean scan(String file) {
        try {
            long lock = Lock.create(null, Lock.APR_LOCK_SYSVSEM, pool);
            Lock.lock(lock);
            System.out.println(file + " is clean");
            Lock.unlock(lock);
            return true;
        } catch (Exception e) {
            System.err.println(file + " was not scanned: " + e.getMessage());
            return false;
        }
    }
}
