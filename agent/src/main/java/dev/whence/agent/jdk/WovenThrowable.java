package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readers of a {@link Throwable}'s stack trace.
 *
 * <p>All of them get the trace from the private {@code getOurStackTrace()}. Its result is replaced where it is used, so
 * that each use can be told apart, and the throwable itself never changes:
 *
 * <pre>{@code
 * public StackTraceElement[] getStackTrace() {
 *     return ThrowableHooks.read(this, getOurStackTrace()).clone();
 * }
 *
 * private void printStackTrace(PrintStreamOrWriter s) {
 *     ThrowableHooks.rendered(this);
 *     ... StackTraceElement[] trace = ThrowableHooks.print(this, getOurStackTrace()); ...
 * }
 *
 * private void printEnclosedStackTrace(PrintStreamOrWriter s, ...) {      // of causes and suppressed ones
 *     ThrowableHooks.rendered(this);
 *     ... StackTraceElement[] trace = ThrowableHooks.print(this, getOurStackTrace()); ...
 * }
 *
 * public String getMessage() {
 *     ThrowableHooks.messageRead(this);
 *     ...
 * }
 *
 * public void setStackTrace(StackTraceElement[] stackTrace) {
 *     ...
 *     ThrowableHooks.replaced(this);
 * }
 * }</pre>
 *
 * <p>The call leaves the trace on the stack, {@code this} is loaded and swapped below it, and the hook leaves a trace
 * again.
 *
 * <p>On JDK 17 and 25 {@code printStackTrace} reads the trace itself. On JDK 21 it does so in
 * {@code lockedPrintStackTrace}, which it calls while it holds one of two kinds of lock. The second alternative is for
 * that.
 */
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
                .orLose(
                        "a failure whose message alone was logged counts as unobserved",
                        Point.enter("getMessage", "()Ljava/lang/String;")
                                .load(0)
                                .call(HOOKS, "messageRead", OF_THROWABLE))
                .at(Point.exit("setStackTrace", null).load(0).call(HOOKS, "replaced", OF_THROWABLE)));
    }

    /** A use of the raw trace, which is on the stack after the call. */
    private static Point stitched(String method, @Nullable String descriptor, String hook) {
        return Point.afterCall(method, descriptor, "getOurStackTrace")
                .load(0)
                .swap()
                .call(HOOKS, hook, "(Ljava/lang/Throwable;" + TRACE + ")" + TRACE);
    }

    /** The current task prints the throwable: if it is about to leave the task, it is bound now. */
    private static Point printed(String method, @Nullable String descriptor) {
        return Point.enter(method, descriptor).load(0).call(HOOKS, "rendered", OF_THROWABLE);
    }

    private WovenThrowable() {}
}
