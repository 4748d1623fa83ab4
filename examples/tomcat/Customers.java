package desk;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The load: customers who order at once, and look whether each answer is right. */
public final class Customers {
    private static final int AT_ONCE = 16;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int[] PORTS = {8080, 8081};

    private final Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    private final String threads;

    private Customers(String threads) {
        this.threads = threads;
    }

    /** {@code Customers ORDERS THREADS}: orders so many, and expects to be served by this kind of threads. */
    public static void main(String[] args) throws Exception {
        int orders = Integer.parseInt(args[0]);
        Customers customers = new Customers(args[1]);
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<?>> answers = new ArrayList<>();
        for (int order = 0; order < orders; order++) {
            String name = "customer" + order;
            int port = PORTS[order % PORTS.length];
            answers.add(pool.submit(() -> customers.order(port, name)));
        }
        try {
            for (Future<?> answer : answers) {
                answer.get();
            }
        } finally {
            pool.shutdownNow();
        }
        customers.lookAtNumbers(orders);
        System.out.println("all " + orders + " answers are right");
    }

    private Void order(int port, String name) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/order?for=" + name);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        String answer = connection.getResponseCode() + " " + body(connection);
        String[] words = answer.split(" ");
        boolean right = words.length == 5
                && words[0].equals("200")
                && words[1].equals(words[2])
                && words[3].equals(name)
                && words[4].equals(threads)
                && numbers.add(Integer.valueOf(words[1]));
        if (!right) {
            throw new IllegalStateException(uri + ": " + answer);
        }
        return null;
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII).trim();
        }
    }

    private void lookAtNumbers(int orders) {
        if (numbers.size() != orders || Collections.max(numbers) - Collections.min(numbers) != orders - 1) {
            throw new IllegalStateException("numbers were left out: " + numbers.size() + " of " + orders);
        }
    }
}
