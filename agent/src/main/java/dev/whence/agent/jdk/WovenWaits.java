package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/**
 * The waits by which loops get their work, so that a loop that was begun in an operation does not keep the context of
 * that operation:
 *
 * <pre>{@code
 * public E take() throws InterruptedException {      // and poll with a time limit, of all blocking queues
 *     WaitHooks.waiting(this);
 *     ...
 * }
 *
 * public final void await() ... {                    // and the other ways to await, of ConditionObject
 *     WaitHooks.waiting(this);
 *     ...
 * }
 *
 * private int lockAndDoSelect(...) ... {             // of SelectorImpl: all ways to select
 *     WaitHooks.serving(this);
 *     ...
 * }
 *
 * public Socket accept() throws IOException {        // of ServerSocket and ServerSocketChannelImpl
 *     WaitHooks.serving(this);
 *     ...
 * }
 * }</pre>
 *
 * <p>A queue is woven in addition to the conditions that it uses: while it has elements, a loop does not wait, but
 * serves others nevertheless.
 *
 * <p>{@code Object.wait} is native on JDK 17, so the calls are woven: see {@code MonitorWeaver}.
 */
final class WovenWaits {
    private static final String HOOK = "waits for work";
    private static final String HOOKS = "jdk/WaitHooks";
    private static final String CONCURRENT = "java/util/concurrent/";
    private static final String TIMED = "(JLjava/util/concurrent/TimeUnit;)";
    private static final String BEGUN = "a loop that an operation begins and that takes its work from ";

    static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>();
        for (String queue : new String[] {
            "ArrayBlockingQueue",
            "LinkedBlockingQueue",
            "LinkedTransferQueue",
            "PriorityBlockingQueue",
            "SynchronousQueue"
        }) {
            types.add(queue(queue, "Ljava/lang/Object;"));
        }
        types.add(queue("DelayQueue", "Ljava/util/concurrent/Delayed;"));
        types.add(deque());
        types.add(condition());
        types.add(type("a selector", "sun/nio/ch/SelectorImpl", "serving", "lockAndDoSelect"));
        types.add(type("a server socket", "sun/nio/ch/ServerSocketChannelImpl", "serving", "accept"));
        types.add(type("a server socket", "java/net/ServerSocket", "serving", "accept"));
        return types;
    }

    private static WovenType queue(String name, String element) {
        return WovenType.of(HOOK, CONCURRENT + name)
                .orLose(lost("a queue"), waiting("take", "()" + element))
                .orLose(lost("a queue"), waiting("poll", TIMED + element));
    }

    private static WovenType deque() {
        WovenType deque = WovenType.of(HOOK, CONCURRENT + "LinkedBlockingDeque");
        for (String end : new String[] {"First", "Last"}) {
            deque.orLose(lost("a queue"), waiting("take" + end, "()Ljava/lang/Object;"))
                    .orLose(lost("a queue"), waiting("poll" + end, TIMED + "Ljava/lang/Object;"));
        }
        return deque;
    }

    private static WovenType condition() {
        WovenType condition = WovenType.of(HOOK, CONCURRENT + "locks/AbstractQueuedSynchronizer$ConditionObject");
        for (String descriptor :
                new String[] {"await()V", "await" + TIMED + "Z", "awaitNanos(J)J", "awaitUntil(Ljava/util/Date;)Z"}) {
            int end = descriptor.indexOf('(');
            condition.orLose(
                    lost("a queue of its own"), waiting(descriptor.substring(0, end), descriptor.substring(end)));
        }
        return condition;
    }

    private static Point waiting(String method, String descriptor) {
        return Point.enter(method, descriptor).load(0).call(HOOKS, "waiting", "(Ljava/lang/Object;)V");
    }

    private static WovenType type(String what, String name, String hook, String method) {
        return WovenType.of(HOOK, name)
                .orLose(lost(what), Point.enter(method, null).load(0).call(HOOKS, hook, "(Ljava/lang/Object;)V"));
    }

    private static String lost(String what) {
        return BEGUN + what + " keeps the correlation of the operation for at most adopt.max";
    }

    private WovenWaits() {}
}
