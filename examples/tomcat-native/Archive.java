package archive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.jni.Library;
import org.apache.tomcat.jni.Lock;
import org.apache.tomcat.jni.Pool;

/** An archive that locks its index and each of its documents by APR mutexes, which other processes can share. */
public final class Archive {
    private final long pool = Pool.create(0);
    private final Index index;
    private final List<Document> documents = new ArrayList<>();

    private Archive() throws Exception {
        index = new Index(pool);
    }

    /** {@code Archive DOCUMENTS}: opens so many, works with each, and stays up until it is stopped. */
    public static void main(String[] args) throws Exception {
        Library.initialize(null);
        Archive archive = new Archive();
        // A second of the kernel's clock, by which a set is told from another.
        TimeUnit.MILLISECONDS.sleep(2100);
        archive.open(Integer.parseInt(args[0]));
        System.out.println("archive: open with " + archive.documents.size() + " documents");
        Runtime.getRuntime().addShutdownHook(new Thread(archive::close));
        Thread.currentThread().join();
    }

    private void open(int count) throws Exception {
        for (int number = 1; number <= count; number++) {
            Document document = new Document(pool);
            documents.add(document);
            document.read();
        }
    }

    /** APR removes what it made together with its pool. A process that is killed does not come here. */
    private void close() {
        Pool.destroy(pool);
    }
}

/** The index, which is locked only when it is rebuilt. */
final class Index {
    final long lock;

    Index(long pool) throws Exception {
        lock = Lock.create(null, Lock.APR_LOCK_SYSVSEM, pool);
    }
}

/** One document, which is locked while it is read. */
final class Document {
    private final long lock;

    Document(long pool) throws Exception {
        lock = Lock.create(null, Lock.APR_LOCK_SYSVSEM, pool);
    }

    void read() {
        if (Lock.lock(lock) != 0 || Lock.unlock(lock) != 0) {
            throw new IllegalStateException("a document's lock failed");
        }
    }
}
