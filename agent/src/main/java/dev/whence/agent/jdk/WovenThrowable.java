package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers of a {@link Throwable}'s stack trace. */
final class WovenThrowable {
    private static final String HOOKS = "jdk/ThrowableHooks";
    private static final String OF_THROWABLE = "(Ljava/lang/Throwable;)V";
    private static final String OF_PRINTER = "(Ljava/lang/Throwable$PrintStreamOrWriter;)V";
    private static final String UNBOUND = "what a task prints of its own exceptions lacks the hops that led to it";
    private static final String TRACE = "[Ljava/lang/StackTraceElement;";

    static List<WovenType> types() {
        return List.of(WovenType.of("Throwable", "java/lang/Throwable")
                .at(stitched("getStackTrace", "()" + TRACE, "read"))
                .orLose(
                        "traces are printed without the hops that led to a task",
                        stitched("printStackTrace", OF_PRINTER, "print"),
                        stitched("lockedPrintStackTrace", OF_PRINTER, "print"))
                .orLose(
                        "causes are printed without the hops that led to a task",
                        stitched("printEnclosedStackTrace", null, "print"))
                .orLose(UNBOUND, printed("printStackTrace", OF_PRINTER))
                .orLose(UNBOUND, printed("printEnclosedStackTrace", null))
                .at(Point.exit("setStackTrace", null).load(0).call(HOOKS, "replaced", OF_THROWABLE)));
    }

    private static Point stitched(String method, @Nullable String descriptor, String hook) {
        return Point.afterCall(method, descriptor, "getOurStackTrace")
                .load(0)
                .swap()
                .call(HOOKS, hook, "(Ljava/lang/Throwable;" + TRACE + ")" + TRACE);
    }

    private static Point printed(String method, @Nullable String descriptor) {
        return Point.enter(method, descriptor).load(0).call(HOOKS, "rendered", OF_THROWABLE);
    }

    private WovenThrowable() {}
}
