package dev.whence.agent.log;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The JSON lines of Spring Boot. They get the fields of Whence before an application customizes them:
 *
 * <pre>{@code
 * private static <E> Consumer<Members<E>> customized(Consumer<Members<E>> members, ...) {
 *     members = BootJsonGlue.with(members);          // of JsonWriterStructuredLogFormatter
 *     ...
 * }
 * }</pre>
 *
 * <p>Checked with 3.5.16 and 4.1.1.
 */
public final class WovenBoot {
    private static final String GLUE = "BootJsonGlue";
    private static final String CONSUMER = "Ljava/util/function/Consumer;";

    /** Returns the woven types. */
    public static List<WovenType> types() {
        return List.of(WovenType.of(
                        "Spring Boot JSON",
                        "org/springframework/boot/logging/structured/JsonWriterStructuredLogFormatter")
                .glue("Log4jEventGlue")
                .glue("Log4jBootGlue")
                .glue(GLUE)
                .at(Point.enter("customized", null)
                        .load(0)
                        .callGlue(GLUE, "with", "(" + CONSUMER + ")" + CONSUMER)
                        .store(0, "java/util/function/Consumer")));
    }

    private WovenBoot() {}
}
