package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * What the live view needs to know: that another process asks for it, and which future a thread waits for.
 *
 * <pre>{@code
 * public static byte[] serializeAgentPropertiesToByteArray() ... {   // of VMSupport
 *     LiveHooks.asked();
 *     ...
 * }
 *
 * private Object waitingGet(boolean interruptible) {                 // of CompletableFuture; timedGet is the same
 *     LiveHooks.waits(this);
 *     try {
 *         ...
 *     } finally {
 *         LiveHooks.waited();
 *     }
 * }
 * }</pre>
 *
 * <p>The futures that {@code allOf} and {@code anyOf} are given are noted as well: no function is registered with them.
 * The same is true of those whose result is passed on as it is, by {@code thenCompose} or {@code copy}:
 *
 * <pre>{@code
 * UniRelay(CompletableFuture<U> dep, CompletableFuture<T> src) {
 *     super(null, dep, src);
 *     LiveHooks.dependsOn(src);
 * }
 * }</pre>
 *
 * <p>{@code FutureTask.awaitDone} calls {@code LiveHooks.waits()} when it begins. Both are told of waits on threads that
 * should not wait.
 *
 * <p>A process that attaches to a JVM can ask for the properties of its agents. Nothing is loaded into the JVM for that,
 * so the JVM prints no warning. {@code get} and {@code join} call {@code waitingGet} only if the future is not complete.
 */
final class WovenLiveView {
    private static final String HOOK = "live view";
    private static final String HOOKS = "jdk/LiveHooks";
    private static final String UNSEEN = "a dump does not show some of the futures that others wait for";
    private static final String UNKNOWN = "a dump does not tell which future a thread waits for";

    static List<WovenType> types() {
        WovenType future = WovenType.of(HOOK, "java/util/concurrent/CompletableFuture");
        for (String method : new String[] {"waitingGet", "timedGet"}) {
            future.orLose(
                            UNKNOWN,
                            Point.enter(method, null)
                                    .load(0)
                                    .call(HOOKS, "waits", "(Ljava/util/concurrent/CompletableFuture;)V"))
                    .orLose(UNKNOWN, Point.atEnd(method, null).call(HOOKS, "waited", "()V"));
        }
        for (String method : new String[] {"allOf", "anyOf"}) {
            future.orLose(
                    UNSEEN,
                    Point.enter(method, null)
                            .load(0)
                            .call(HOOKS, "dependsOn", "([Ljava/util/concurrent/CompletableFuture;)V"));
        }
        return List.of(
                future,
                WovenType.of(HOOK, "java/util/concurrent/FutureTask")
                        .orLose(
                                "waits on event loops are not found",
                                Point.enter("awaitDone", null).call(HOOKS, "waits", "()V")),
                WovenType.of(HOOK, "java/util/concurrent/CompletableFuture$UniRelay")
                        .orLose(
                                UNSEEN,
                                Point.exit("<init>", null)
                                        .load(2)
                                        .call(HOOKS, "dependsOn", "(Ljava/util/concurrent/CompletableFuture;)V")),
                WovenType.of(HOOK, "jdk/internal/vm/VMSupport")
                        .at(Point.enter("serializeAgentPropertiesToByteArray", null)
                                .call(HOOKS, "asked", "()V")));
    }

    private WovenLiveView() {}
}
