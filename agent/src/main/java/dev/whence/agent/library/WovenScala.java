package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** Scala's futures: the transformations that each of their methods registers. Checked with 2.13.1, 2.13.18 and that of Scala 3.10.0. */
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
