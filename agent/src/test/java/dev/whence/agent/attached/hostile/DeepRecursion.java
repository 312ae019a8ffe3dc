package dev.whence.agent.attached.hostile;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs into the end of the stack, and uses a queue on the way back, where there is hardly any; then uses others. */
public final class DeepRecursion {
    private static final LinkedBlockingQueue<String> FAILURES = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws Exception {
        FAILURES.offer("warm");
        Thread thread = new Thread(() -> {
            try {
                parse(0);
            } catch (StackOverflowError e) {
                System.out.println("overflow");
            }
        });
        thread.start();
        thread.join();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        System.out.println("pool " + pool.submit(() -> 1).get());
        System.exit(Errands.EXIT_CODE);
    }

    private static int parse(int depth) {
        try {
            return depth < 0 ? 0 : parse(depth + 1) + 1;
        } catch (StackOverflowError e) {
            FAILURES.offer("too deep");
            FAILURES.poll();
            throw e;
        }
    }

    private DeepRecursion() {}
}
