package desk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
    private static final int[] PORTS = {8080, 8081};

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
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
        for (Future<?> answer : answers) {
            answer.get();
        }
        pool.shutdown();
        customers.lookAtNumbers(orders);
        System.out.println("all " + orders + " answers are right");
    }

    private Void order(int port, String name) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/order?for=" + name);
        var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        String[] words = response.body().trim().split(" ");
        boolean right = response.statusCode() == 200
                && words.length == 4
                && words[0].equals(words[1])
                && words[2].equals(name)
                && words[3].equals(threads)
                && numbers.add(Integer.valueOf(words[0]));
        if (!right) {
            throw new IllegalStateException(uri + ": " + response.statusCode() + " " + response.body());
        }
        return null;
    }

    private void lookAtNumbers(int orders) {
        if (numbers.size() != orders || Collections.min(numbers) != 1 || Collections.max(numbers) != orders) {
            throw new IllegalStateException("numbers were left out: " + numbers.size() + " of " + orders);
        }
    }
}
