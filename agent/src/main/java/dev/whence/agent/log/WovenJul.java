package dev.whence.agent.log;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The records and formatters of {@code java.util.logging}. A record has no place for the ID, so it is put before the
 * message, where all formatters of the JDK and most others get it:
 *
 * <pre>{@code
 * public LogRecord(Level level, String msg) {
 *     ...
 *     this.whence$ = LogHooks.recorded();
 * }
 *
 * public String formatMessage(LogRecord record) {    // of Formatter
 *     ...
 *     return LogHooks.message(message, record.whence$);
 * }
 * }</pre>
 *
 * <p>Another thread may format the record, so the record keeps the correlation of the task that has made it. Traces
 * need no hook: formatters print the throwable.
 *
 * <p>Checked on JDK 17, 21, 25, 26 and 27.
 */
public final class WovenJul {
    private static final String HOOK = "java.util.logging";
    private static final String HOOKS = "log/LogHooks";
    private static final String RECORD = "java/util/logging/LogRecord";
    private static final String TEXT = "Ljava/lang/String;";

    /** Returns the woven types. */
    public static List<WovenType> types() {
        return List.of(
                WovenType.of(HOOK, RECORD)
                        .field()
                        .at(Point.exit("<init>", null)
                                .load(0)
                                .call(HOOKS, "recorded", "()Ljava/lang/Object;")
                                .putInjected(RECORD)),
                WovenType.of(HOOK, "java/util/logging/Formatter")
                        .at(Point.exit("formatMessage", "(L" + RECORD + ";)" + TEXT)
                                .load(1)
                                .getInjected(RECORD)
                                .call(HOOKS, "message", "(" + TEXT + "Ljava/lang/Object;)" + TEXT)));
    }

    private WovenJul() {}
}
