package dev.whence.agent.attached;

import dev.whence.context.LogicalStack;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fails in a pool at each line of its input, and tells what is shown of that. Meanwhile another thread never rests. */
@SuppressWarnings("FutureReturnValueIgnored")
final class SwitchedProgram {
    /** Whether the last hop of the thread that never rests is in the logical stack. */
    private static volatile boolean isHopSeen;

    private static volatile boolean isEnough;

    public static void main(String[] args) throws Exception {
        Thread spinning = new Thread(SwitchedProgram::spin);
        spinning.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        while (in.readLine() != null) {
            System.out.println(shown(pool) + " " + isHopSeen);
        }
        isEnough = true;
        pool.shutdown();
    }

    private static String shown(ExecutorService pool) throws InterruptedException {
        try {
            pool.submit(SwitchedProgram::fail).get();
            return "nothing";
        } catch (ExecutionException e) {
            String trace = Arrays.toString(e.getCause().getStackTrace());
            return trace.contains("Async.submit") ? "hop" : "no-hop";
        }
    }

    private static Void fail() {
        throw new IllegalStateException("boom");
    }

    private static void spin() {
        for (int hops = 0; !isEnough; hops++) {
            boolean looks = hops % 10_000 == 0;
            CompletableFuture<String> future = new CompletableFuture<>();
            future.thenAccept(value -> {
                if (looks) {
                    isHopSeen = LogicalStack.current().toString().contains("Async.thenAccept");
                }
            });
            future.complete("value");
        }
    }

    private SwitchedProgram() {}
}
