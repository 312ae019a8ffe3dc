package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Scala's futures: each function runs in the context of the code that registered it.
 *
 * <p>All methods of a future that take a function make a {@code Transformation}, which is a runnable and has a field
 * for what was captured:
 *
 * <pre>{@code
 * private Transformation(Function1 fun, ExecutionContext ec, Try<F> arg, int xform) {
 *     ...
 *     this.whence$ = ScalaHooks.registered(fun);
 * }
 *
 * Transformation submitWithValue(Try<F> resolved) {  // the source is complete
 *     ScalaHooks.completed(this.whence$);
 *     ...
 * }
 *
 * public void run() {
 *     try {
 *         ScalaHooks.begin(this.whence$);
 *         this.whence$ = null;
 *         ...
 *         } catch (Throwable t) {
 *             ScalaHooks.failed(t);
 *             ...
 *     } finally {
 *         ScalaHooks.end();
 *     }
 * }
 * }</pre>
 *
 * <p>A transformation runs once. The field is cleared, so that it keeps nothing alive as long as the future.
 *
 * <p>Checked with 2.13.1, 2.13.18 and the library of Scala 3.10.0.
 */
final class WovenScala {
    private static final String TRANSFORMATION = "scala/concurrent/impl/Promise$Transformation";
    private static final String HOOKS = "library/ScalaHooks";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(WovenType.of("Scala futures", TRANSFORMATION)
                .field()
                .at(Point.exit("<init>", "(Lscala/Function1;Lscala/concurrent/ExecutionContext;Lscala/util/Try;I)V")
                        .load(0)
                        .load(1)
                        .call(HOOKS, "registered", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .putInjected(TRANSFORMATION))
                .at(Point.enter("submitWithValue", null)
                        .load(0)
                        .getInjected(TRANSFORMATION)
                        .call(HOOKS, "completed", OF_OBJECT))
                .at(Point.enter("run", "()V")
                        .load(0)
                        .getInjected(TRANSFORMATION)
                        .call(HOOKS, "begin", OF_OBJECT)
                        .load(0)
                        .loadNull()
                        .putInjected(TRANSFORMATION))
                .at(Point.inCatch("run", "()V").dup().call(HOOKS, "failed", "(Ljava/lang/Throwable;)V"))
                .at(Point.atEnd("run", "()V").call(HOOKS, "end", "()V")));
    }

    private WovenScala() {}
}
