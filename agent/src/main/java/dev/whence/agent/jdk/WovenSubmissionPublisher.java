package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.util.concurrent.SubmissionPublisher}: its subscribers are called in the context in which they subscribed.
 *
 * <pre>{@code
 * BufferedSubscription(Subscriber<? super T> subscriber, ...) {
 *     ...
 *     this.whence$ = SubscriptionHooks.subscribed(subscriber);
 * }
 *
 * final void consume() {
 *     try {
 *         SubscriptionHooks.begin(this.whence$);
 *         ...
 *     } finally {
 *         SubscriptionHooks.end();
 *     }
 * }
 * }</pre>
 *
 * <p>{@code consume} is what the subscription's task runs, and makes all calls of the subscriber. It has many ways out,
 * so it is woven at its end as a whole. The hook needs no local variable there.
 */
final class WovenSubmissionPublisher {
    private static final String SUBSCRIPTION = "java/util/concurrent/SubmissionPublisher$BufferedSubscription";
    private static final String HOOKS = "jdk/SubscriptionHooks";

    static List<WovenType> types() {
        return List.of(WovenType.of("SubmissionPublisher", SUBSCRIPTION)
                .field()
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(Point.exit("<init>", null)
                        .load(0)
                        .load(1)
                        .call(HOOKS, "subscribed", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .putInjected(SUBSCRIPTION))
                .at(Point.enter("consume", "()V")
                        .load(0)
                        .getInjected(SUBSCRIPTION)
                        .call(HOOKS, "begin", "(Ljava/lang/Object;)V"))
                .at(Point.atEnd("consume", "()V").call(HOOKS, "end", "()V")));
    }

    private WovenSubmissionPublisher() {}
}
