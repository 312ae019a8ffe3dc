package dev.whence.agent.attached.harness;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All futures that were made in this JVM: the truth with which the agent's view is compared. Its constructor calls this
 * class, which is therefore in the boot loader.
 *
 * <p>The rule: of the futures that something depends on or a thread waits for, those count that do so both before and
 * after the agent has looked. What changes during the look may be seen or not. The agent must have seen the future
 * itself, and not only as many.
 */
public final class Census {
    private static final int STRIPES = 64;
    private static final Stripe[] STRIPE = new Stripe[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            STRIPE[i] = new Stripe();
        }
    }

    /** A future that was made. */
    private static final class Born extends WeakReference<CompletableFuture<?>> {
        private final long nanos = System.nanoTime();

        Born(CompletableFuture<?> future) {
            super(future);
        }

        boolean isOlder() {
            return System.nanoTime() - nanos > TimeUnit.SECONDS.toNanos(1);
        }
    }

    /** Some of the futures. */
    private static final class Stripe {
        private static final int FEW = 1_024;

        private List<Born> all = new ArrayList<>();
        private int limit = FEW;

        synchronized void add(Born born) {
            if (all.size() >= limit) {
                all.removeIf(one -> one.get() == null);
                limit = Math.max(FEW, 2 * all.size());
            }
            all.add(born);
        }

        synchronized List<Born> all() {
            return List.copyOf(all);
        }
    }

    /** Called at the end of the constructor of a future that is not complete. */
    @SuppressWarnings("deprecation") // threadId came with JDK 19.
    public static void born(CompletableFuture<?> future) {
        STRIPE[(int) Thread.currentThread().getId() & (STRIPES - 1)].add(new Born(future));
    }

    /** Lets the agent look, and compares. {@code survey} is the agent's class that looks. */
    public static String compare(Class<?> survey) throws ReflectiveOperationException {
        System.gc(); // What is forgotten does not count.
        Access access = new Access();
        List<Born> before = new ArrayList<>();
        List<CompletableFuture<?>> held = new ArrayList<>();
        for (Stripe stripe : STRIPE) {
            for (Born born : stripe.all()) {
                CompletableFuture<?> future = born.get();
                if (future != null && access.hasLiveDependents(future)) {
                    before.add(born);
                    held.add(future);
                }
            }
        }
        IdentityHashMap<Object, Boolean> seen = seen(survey);
        int all = 0;
        int older = 0;
        int allSeen = 0;
        int olderSeen = 0;
        TreeMap<String, Integer> missing = new TreeMap<>();
        for (int i = 0; i < held.size(); i++) {
            CompletableFuture<?> future = held.get(i);
            if (access.hasLiveDependents(future)) {
                boolean isSeen = seen.containsKey((Object) future);
                boolean isOlder = before.get(i).isOlder();
                all++;
                older += isOlder ? 1 : 0;
                allSeen += isSeen ? 1 : 0;
                olderSeen += isSeen && isOlder ? 1 : 0;
                if (!isSeen) {
                    missing.merge(access.description(future), 1, Integer::sum);
                }
            }
        }
        return "older " + olderSeen + " of " + older + ", all " + allSeen + " of " + all + ", missing " + missing;
    }

    private static IdentityHashMap<Object, Boolean> seen(Class<?> survey) throws ReflectiveOperationException {
        Object graph = access(survey.getDeclaredMethod("look")).invoke(null);
        Iterable<?> nodes =
                (Iterable<?>) access(graph.getClass().getDeclaredMethod("all")).invoke(graph);
        IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
        for (Object node : nodes) {
            Field subject = node.getClass().getDeclaredField("subject");
            subject.setAccessible(true);
            seen.put(subject.get(node), true);
        }
        return seen;
    }

    private static Method access(Method method) {
        method.setAccessible(true);
        return method;
    }

    /** The private fields of futures. */
    private static final class Access {
        private final Field result = field(CompletableFuture.class, "result");
        private final Field stack = field(CompletableFuture.class, "stack");
        private final Class<?> completion = Class.forName(CompletableFuture.class.getName() + "$Completion");
        private final Field next = field(completion, "next");
        private final Method isLive = access(completion.getDeclaredMethod("isLive"));

        Access() throws ReflectiveOperationException {}

        private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }

        boolean hasLiveDependents(CompletableFuture<?> future) throws ReflectiveOperationException {
            if (result.get(future) == null) {
                for (Object one = stack.get(future); one != null; one = next.get(one)) {
                    if ((boolean) isLive.invoke(one)) {
                        return true;
                    }
                }
            }
            return false;
        }

        String description(CompletableFuture<?> future) throws ReflectiveOperationException {
            StringBuilder text = new StringBuilder(future.getClass().getName());
            for (Object one = stack.get(future); one != null; one = next.get(one)) {
                text.append(' ').append(one.getClass().getSimpleName());
            }
            return text.toString();
        }
    }

    private Census() {}
}
