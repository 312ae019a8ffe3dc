package dev.whence.libraries;

import dev.whence.libraries.Counts.Sight;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.MDC;

/** The interleaved operations of a row: all make their hop before the first of them ends. */
final class Operations implements Iterable<Operation> {
    static final int COUNT = 24;

    /** The MDC entry of each operation. */
    static final String MDC_KEY = "operation";

    private static final int SECONDS = 10;
    private static final AtomicInteger ROWS = new AtomicInteger();

    private final Tracing tracing;
    private final Map<String, Point> points;
    private final List<Operation> operations;
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<Runnable> atStart = new ArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hasShownWrong = new AtomicBoolean();

    /** Creates operations with IDs that no other row has. */
    Operations(Tracing tracing, List<String> points, int count) {
        String row = "row" + ROWS.incrementAndGet();
        this.tracing = tracing;
        this.points = points.stream()
                .collect(Collectors.toMap(point -> point, point -> new Point(count), (a, b) -> a, LinkedHashMap::new));
        this.operations = IntStream.range(0, count)
                .mapToObj(i -> new Operation(this, row + "-op" + i))
                .toList();
    }

    @Override
    public Iterator<Operation> iterator() {
        return operations.iterator();
    }

    void seen(Operation operation, String name, boolean isLast) {
        Point point = points.get(name);
        if (point != null) {
            threads.add(Thread.currentThread());
            String id = tracing.current();
            Sight sight = Sight.of(operation, id);
            if (sight == Sight.WRONG && hasShownWrong.compareAndSet(false, true)) {
                show(operation, name, id);
            }
            point.note(operation, sight, Sight.of(operation, MDC.get(MDC_KEY)), tracing.leadsToCaller());
            Order.log(seen(operation, name));
            if (isLast) {
                point.end(operation);
            }
        }
    }

    /** The message that an operation logs when it begins, with its ID. */
    static String begun(Operation operation) {
        return operation.id() + " begins";
    }

    private static String seen(Operation operation, String point) {
        return operation.id() + " is seen " + point;
    }

    /** Returns the number of operations that are known to have begun before a point has seen them. */
    int ordered(Order order, String point) {
        return (int) operations.stream()
                .filter(operation -> order.precedes(begun(operation), seen(operation, point)))
                .count();
    }

    /** Says how the first wrong ID came about. */
    private static void show(Operation operation, String point, String id) {
        new Throwable(operation + " " + point + " sees " + id + " in " + Thread.currentThread()).printStackTrace();
    }

    void awaitStarted() {
        try {
            await(started, "started");
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs an action as soon as all have started: now, or else on the thread that lets them end. */
    void whenStarted(Runnable action) {
        synchronized (atStart) {
            if (started.getCount() > 0) {
                atStart.add(action);
                return;
            }
        }
        action.run();
    }

    /** Lets operations end, and waits until all of them have seen all points. */
    void awaitEnd() throws InterruptedException, TimeoutException {
        synchronized (atStart) {
            started.countDown();
        }
        atStart.forEach(Runnable::run);
        for (Map.Entry<String, Point> point : points.entrySet()) {
            await(point.getValue().missing, "seen " + point.getKey());
        }
    }

    /** Waits until the threads of the callbacks have nothing to do, so that the next operation finds them idle. */
    void awaitIdle() throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (Thread thread : threads) {
            while (thread != Thread.currentThread() && !isIdle(thread)) {
                if (System.nanoTime() - end > 0) {
                    throw new TimeoutException(thread + " is still busy: " + List.of(thread.getStackTrace()));
                }
                Thread.sleep(1);
            }
        }
    }

    /** A thread that waits for its next task, also in a native method such as a selector's. */
    private static boolean isIdle(Thread thread) {
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        if (stack.isEmpty()) {
            return true;
        }
        boolean isWaiting =
                thread.getState() != Thread.State.RUNNABLE || stack.get(0).isNativeMethod();
        return isWaiting && !isInCallback(stack);
    }

    private static boolean isInCallback(List<StackTraceElement> stack) {
        return stack.stream().anyMatch(frame -> frame.getClassName().equals(Operations.class.getName()));
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException, TimeoutException {
        if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException(latch.getCount() + " operations have not " + what);
        }
    }

    Map<String, Point> points() {
        return points;
    }

    /** What the operations have seen at one point. If one has been there several times, the worst counts. */
    static final class Point {
        private final Map<Operation, Sight> ids = new ConcurrentHashMap<>();
        private final Map<Operation, Sight> mdcs = new ConcurrentHashMap<>();
        private final Map<Operation, Boolean> stacks = new ConcurrentHashMap<>();
        private final Set<Operation> ended = ConcurrentHashMap.newKeySet();
        private final CountDownLatch missing;

        Point(int operations) {
            missing = new CountDownLatch(operations);
        }

        void note(Operation operation, Sight id, Sight mdc, boolean leadsToCaller) {
            ids.merge(operation, id, Sight::or);
            mdcs.merge(operation, mdc, Sight::or);
            stacks.merge(operation, leadsToCaller, Boolean::logicalAnd);
        }

        void end(Operation operation) {
            if (ended.add(operation)) {
                missing.countDown();
            }
        }

        Counts ids() {
            return Counts.of(ids.values());
        }

        Counts mdcs() {
            return Counts.of(mdcs.values());
        }

        /** Returns the number of operations whose stack leads to the code that made the hop. */
        int stacks() {
            return (int) stacks.values().stream().filter(leads -> leads).count();
        }
    }
}
