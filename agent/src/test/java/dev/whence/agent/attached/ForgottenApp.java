package dev.whence.agent.attached;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An application that is forgotten while its futures are pending, and the program that loads it by a class loader of its
 * own. The program prints how long the class loader lived on, in milliseconds.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class ForgottenApp implements Runnable {
    private static final int CHAINS = 1_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private static final List<CompletableFuture<String>> REPLIES = new ArrayList<>();

    /** Registers functions with futures that nobody completes, and waits for one for a moment. */
    @Override
    public void run() {
        for (int i = 0; i < CHAINS; i++) {
            CompletableFuture<String> reply = new CompletableFuture<>();
            REPLIES.add(reply);
            reply.thenApply(text -> text + REPLIES.size()).thenCompose(text -> REPLIES.get(0));
            CompletableFuture.completedFuture("now").thenCompose(now -> reply).thenAccept(text -> {});
            CompletableFuture.anyOf(reply, REPLIES.get(i / 2)).whenComplete((text, failure) -> {});
        }
        try {
            REPLIES.get(0).get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException expected) {
            // Nobody completes it.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] args) throws Exception {
        // The first one starts threads of the JDK, which are left out of account.
        millisUntilCollected(used());
        System.out.println(millisUntilCollected(used()));
    }

    private static WeakReference<ClassLoader> used() throws Exception {
        URL classes = ForgottenApp.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        Class<?> type = loader.loadClass(ForgottenApp.class.getName());
        ((Runnable) type.getConstructor().newInstance()).run();
        return new WeakReference<>(loader);
    }

    private static long millisUntilCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
        long start = System.nanoTime();
        while (loader.get() != null && System.nanoTime() - start < PATIENCE) {
            System.gc();
            Thread.sleep(20);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
