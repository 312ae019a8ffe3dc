package dev.whence.agent.attached;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that gives work to pools, to some more than they do. Its first argument names a file whose existence ends it,
 * the others name the pools.
 */
final class LoadedProgram {
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    public static void main(String[] args) throws Exception {
        for (String pool : List.of(args).subList(1, args.length)) {
            Thread source = new Thread(() -> load(pool), "source of " + pool);
            source.setDaemon(true);
            source.start();
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private static void load(String name) {
        ExecutorService pool = pool(name);
        for (int turn = 0; true; turn++) {
            int pieces =
                    switch (name) {
                        case "busy" -> 4;
                        case "burst" -> turn % 200 == 20 ? 500 : 0;
                        default -> 20;
                    };
            for (int i = 0; i < pieces; i++) {
                pool.execute(LoadedProgram::work);
            }
            LockSupport.parkNanos(10 * RUN_NANOS);
        }
    }

    private static ExecutorService pool(String name) {
        return name.equals("overloaded")
                ? Executors.newFixedThreadPool(1, body -> new Thread(body, name + "-1"))
                : new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.MINUTES,
                        queue(name),
                        body -> new Thread(body, name + "-1"),
                        new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private static BlockingQueue<Runnable> queue(String name) {
        return switch (name) {
            case "bounded" -> new ArrayBlockingQueue<>(100_000);
            case "full" -> new LinkedBlockingQueue<>(200);
            default -> new LinkedBlockingQueue<>();
        };
    }

    private static void work() {
        LockSupport.parkNanos(RUN_NANOS);
    }
}
