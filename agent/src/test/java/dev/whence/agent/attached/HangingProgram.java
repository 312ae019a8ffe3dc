package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A program that hangs in many ways at once, each in an operation of its own, until it is told to end. */
@SuppressWarnings("FutureReturnValueIgnored")
final class HangingProgram {
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final Object MONITOR = new Object();
    private static final Object SECOND_MONITOR = new Object();
    private static final ReentrantLock LOCK = new ReentrantLock();

    /** What libraries would refer to. Nobody completes them. */
    private static final List<CompletableFuture<String>> CALLBACKS = new CopyOnWriteArrayList<>();

    private final ExecutorService web = Executors.newCachedThreadPool(threads("web-"));
    private final ExecutorService payments = Executors.newFixedThreadPool(1, threads("payments-"));
    private final CountDownLatch held = new CountDownLatch(3);
    private final CountDownLatch heldByVirtual = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        new HangingProgram().hang();
        Files.createFile(Path.of(args[0]));
        while (!Files.exists(Path.of(args[1]))) {
            Thread.sleep(10);
        }
        System.out.println("The end");
    }

    private static ThreadFactory threads(String name) {
        CountDownLatch[] number = {new CountDownLatch(1)};
        return body -> {
            Thread thread = new Thread(body, name + number[0].getCount());
            number[0] = new CountDownLatch((int) number[0].getCount() + 1);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void hang() throws Exception {
        in("paying", () -> payments.execute(this::charge));
        in("locking", () -> web.execute(this::holdLock));
        in("entering", () -> web.execute(this::holdMonitor));
        held.await();
        for (int i = 1; i <= 3; i++) {
            in("order-" + i, () -> web.execute(this::order));
        }
        in("locked-out", () -> web.execute(LOCK::lock));
        in("kept-out", () -> web.execute(this::enter));
        in("callback", () -> callback());
        in("starved", () -> starve());
        in("forked", () -> new ForkJoinPool(1).submit(HangingProgram::sleep));
        in("timer", () -> new Timer("ticks", true).schedule(task(), TimeUnit.HOURS.toMillis(1)));
        in("later", () -> scheduled());
        in("delayed", () -> delayed());
        in("limited", () -> web.execute(this::limited));
        in("requesting", () -> web.execute(HangingProgram::request));
        in("composed", () -> composed());
        in("at-once", () -> composedAtOnce());
        in("given-up", () -> givenUp());
        in("circle", () -> circle());
        in("all", () -> web.execute(this::all));
        in("mixed", () -> new Timer("mixed", true).schedule(new Mixed(), 1));
        if (Runtime.version().feature() >= 21) {
            in("virtual", () -> startVirtualThread(this::order));
            in("virtual-kept-out", () -> startVirtualThread(this::enter));
            in("virtual-entering", () -> startVirtualThread(this::holdSecondMonitor));
            heldByVirtual.await();
            in("kept-out-by-virtual", () -> web.execute(this::enterSecond));
        }
    }

    private static void in(String id, Runnable action) {
        Correlation.of(id).run(action);
    }

    private static void sleep() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void charge() {
        held.countDown();
        sleep();
    }

    private void holdLock() {
        LOCK.lock();
        held.countDown();
        sleep();
    }

    private void holdMonitor() {
        synchronized (MONITOR) {
            held.countDown();
            sleep();
        }
    }

    private void enter() {
        synchronized (MONITOR) {
            sleep();
        }
    }

    private void holdSecondMonitor() {
        synchronized (SECOND_MONITOR) {
            heldByVirtual.countDown();
            sleep();
        }
    }

    private void enterSecond() {
        synchronized (SECOND_MONITOR) {
            sleep();
        }
    }

    private void order() {
        CompletableFuture<String> card = CompletableFuture.supplyAsync(() -> "card", payments);
        CompletableFuture<String> receipt = card.thenApply(paid -> "receipt");
        receipt.thenCombine(card.thenApply(paid -> "mail"), String::concat).join();
    }

    private static CompletableFuture<String> reply() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        CALLBACKS.add(reply);
        return reply;
    }

    private static void callback() {
        reply().thenApply(reply -> reply).whenComplete((reply, failure) -> {});
    }

    /** The only thread of the pool waits for what is queued behind it. */
    private static void starve() {
        ExecutorService single = Executors.newSingleThreadExecutor(threads("single-"));
        single.execute(() -> {
            Future<String> inner = single.submit(() -> "never");
            try {
                inner.get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static TimerTask task() {
        return new TimerTask() {
            @Override
            public void run() {}
        };
    }

    /** Makes hops of many kinds, one in the other. */
    private final class Mixed extends TimerTask {
        @Override
        public void run() {
            web.execute(this::byFuture);
        }

        private void byFuture() {
            CompletableFuture<String> reply = new CompletableFuture<>();
            reply.thenRun(this::byThread);
            reply.complete("reply");
        }

        private void byThread() {
            Thread thread = new Thread(this::byForkJoin, "mixed-thread");
            thread.setDaemon(true);
            thread.start();
        }

        private void byForkJoin() {
            new ForkJoinPool(1).submit(this::atLast);
        }

        private void atLast() {
            HangingProgram.sleep();
        }
    }

    private static void scheduled() {
        Executors.newScheduledThreadPool(1, threads("clock-")).schedule(() -> {}, 1, TimeUnit.HOURS);
    }

    private static void delayed() {
        CompletableFuture.supplyAsync(() -> "late", CompletableFuture.delayedExecutor(1, TimeUnit.HOURS))
                .thenAccept(late -> {});
    }

    private void limited() {
        reply().orTimeout(1, TimeUnit.HOURS).thenApply(reply -> reply).join();
    }

    private void composed() {
        CompletableFuture.completedFuture("key")
                .thenComposeAsync(key -> reply(), web)
                .thenAccept(value -> {});
    }

    /** The function is called at once. So nothing is registered with the future that it returns. */
    private static void composedAtOnce() {
        CompletableFuture.completedFuture("key").thenCompose(key -> reply()).thenAccept(value -> {});
    }

    /** A function is registered with a future for which a thread waits, and which then waits no more. */
    private static void givenUp() {
        CompletableFuture<String> reply = reply();
        Thread waiting = new Thread(() -> {
            try {
                reply.get();
            } catch (InterruptedException | ExecutionException e) {
                // It has given up.
            }
        });
        waiting.start();
        while (reply.getNumberOfDependents() == 0) {
            Thread.onSpinWait();
        }
        reply.thenAccept(value -> {});
        waiting.interrupt();
        try {
            waiting.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The function returns a future that depends on its own result. */
    private static void circle() {
        List<CompletableFuture<String>> second = new ArrayList<>();
        CompletableFuture<String> start = new CompletableFuture<>();
        CompletableFuture<String> first = start.thenCompose(text -> second.get(0));
        CALLBACKS.add(first); // Nothing else refers to it.
        second.add(first.thenApply(text -> text));
        start.complete("start");
    }

    /** Waits for the answer of a server that accepts nothing. */
    private static void request() {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI prices = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/prices?token=secret");
            prices.toURL().openConnection().getInputStream().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void all() {
        CompletableFuture.allOf(reply(), CompletableFuture.supplyAsync(() -> "x", payments))
                .join();
    }

    private static void startVirtualThread(Runnable body) {
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private HangingProgram() {}
}
