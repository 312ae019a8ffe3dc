package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** The readers of a {@link Throwable}'s stack trace. Checked on JDK 17 and 25. */
final class WovenThrowable {
    private static final String HOOKS = "Stitcher";
    private static final String OF_THROWABLE = "(Ljava/lang/Throwable;)V";
    private static final String TRACE = "[Ljava/lang/StackTraceElement;";

    static List<WovenType> types() {
        return List.of(WovenType.of("Throwable", "java/lang/Throwable")
                .at(Point.exit("getOurStackTrace", null)
                        .load(0)
                        .swap()
                        .call(HOOKS, "read", "(Ljava/lang/Throwable;" + TRACE + ")" + TRACE))
                .at(printed("printStackTrace", "(Ljava/lang/Throwable$PrintStreamOrWriter;)V"))
                .at(printed("printEnclosedStackTrace", null))
                .at(Point.exit("setStackTrace", null).load(0).call(HOOKS, "replaced", OF_THROWABLE)));
    }

    private static Point printed(String method, @org.jspecify.annotations.Nullable String descriptor) {
        return Point.enter(method, descriptor).load(0).call(HOOKS, "rendered", OF_THROWABLE);
    }

    private WovenThrowable() {}
}
