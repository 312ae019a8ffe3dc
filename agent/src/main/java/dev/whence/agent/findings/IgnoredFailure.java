package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.runtime.Failure;
import dev.whence.runtime.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A future has failed, and its exception was collected before anybody had looked at it, as with an {@link
 * UnobservedFailure}. But it has got lost in a way that many programs intend.
 */
final class IgnoredFailure {
    /** Returns the finding, or null if the failure is one of the JDK alone. */
    static @Nullable Finding of(Failure failure) {
        List<StackTraceElement> whole = List.of(failure.stack());
        List<StackTraceElement> stack = Frames.ofProgram(whole);
        if (Frames.at(stack).isEmpty() || isOfJdk(failure.loss(), whole)) {
            return null;
        }
        return new Finding(
                FindingNames.IGNORED_FAILURE,
                "nobody has looked at the exception of a future: " + failure.text(),
                stack.toString(),
                List.of(reason(failure.loss())),
                failure.operation,
                failure.millis,
                stack,
                remedy(failure.loss()));
    }

    /** Whether the JDK itself has made the exception and has given it to a future, which is one of its own then. */
    private static boolean isOfJdk(Loss loss, List<StackTraceElement> stack) {
        return (loss == Loss.UNUSED || loss == Loss.TOO_LATE)
                && stack.get(0).getClassName().startsWith("jdk.");
    }

    private static String reason(Loss loss) {
        return switch (loss) {
            case LOST, UNUSED -> "code has completed the future with it, and nobody has used the future";
            case TOO_LATE -> "the future was complete already, by a result, a time limit or another exception";
            case SLOWER -> "the result of another future counted, since that one was first";
            case SECOND -> "another future has failed too, and only its exception was passed on";
            case GIVEN_UP -> "code has waited for the future with a time limit, and has given up";
            case INVOKED_WITH_OTHERS -> "it is one of the futures that invokeAll has returned";
            case NOT_TAKEN -> "invokeAny or a completion service had other results, and this one was not taken";
            case INTERRUPTED -> "the work was interrupted";
            case ONLY_MESSAGE -> "only its message was read, and not where it came from";
        };
    }

    private static String remedy(Loss loss) {
        return switch (loss) {
            case LOST, UNUSED -> "If the failure matters, return the future to a caller who waits for it.";
            case TOO_LATE ->
                "If the failure matters, log it where complete or completeExceptionally returns false. If only one outcome"
                        + " is possible, find out who completes the future first.";
            case SLOWER ->
                "If the failure matters, add a whenComplete that logs it to each of the futures, before the first one is"
                        + " chosen. Cancel the slower ones if they are not needed any more.";
            case SECOND ->
                "If each failure matters, add a whenComplete that logs it to each of the futures, before they are"
                        + " combined.";
            case GIVEN_UP -> "If the failure matters, let a whenComplete log it. Cancel the work if it is not needed.";
            case INVOKED_WITH_OTHERS ->
                "Call get on each future that invokeAll returns: it does not throw what the tasks have thrown.";
            case NOT_TAKEN ->
                "If the failure matters, let the task log it, or take the results of all tasks from the completion"
                        + " service.";
            case INTERRUPTED -> "Catch InterruptedException in the work, and let it end.";
            case ONLY_MESSAGE -> "Hand the exception itself to the logger, so that its stack trace is logged.";
        };
    }

    private IgnoredFailure() {}
}
