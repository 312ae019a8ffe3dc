package dev.whence.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.MDC;

/** A separate logback for one test, configured from XML. */
final class Logback implements AutoCloseable {
    static final String WORDS = rule("correlation", CorrelationConverter.class)
            + rule("task", TaskConverter.class)
            + rule("hlc", HlcConverter.class)
            + rule("after", AfterConverter.class)
            + rule("site", SiteConverter.class)
            + rule("logicalStack", LogicalStackConverter.class);

    final LoggerContext context = new LoggerContext();

    /** @param body the content of the element {@code <configuration>} */
    Logback(String body) {
        context.setMDCAdapter(MDC.getMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(
                    ("<configuration>" + body + "</configuration>").getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns a logback that writes to a file by a pattern, on the logging thread. */
    static Logback pattern(Path file, String pattern) {
        return new Logback(WORDS + file(file, "<encoder><pattern>" + pattern + "</pattern></encoder>") + root("FILE"));
    }

    static String file(Path file, String encoder) {
        return file("FILE", file, encoder);
    }

    static String file(String name, Path file, String encoder) {
        return "<appender name='" + name + "' class='ch.qos.logback.core.FileAppender'><file>" + file + "</file>"
                + encoder + "</appender>";
    }

    static String causal(String properties) {
        return causal("CAUSAL", properties, "FILE");
    }

    static String causal(String name, String properties, String child) {
        return "<appender name='" + name + "' class='" + CausalAppender.class.getName() + "'>" + properties
                + "<appender-ref ref='" + child + "'/></appender>" + root(name);
    }

    /** Returns a logback that writes JSON lines by a {@link CausalFileAppender}. */
    static Logback jsonFile(Path file, String properties) {
        return new Logback(causalFile("<file>" + file + "</file>" + properties + json()));
    }

    static String causalFile(String content) {
        return "<appender name='CAUSAL' class='" + CausalFileAppender.class.getName() + "'>" + content + "</appender>"
                + root("CAUSAL");
    }

    static String json() {
        return "<encoder class='" + CausalJsonEncoder.class.getName() + "'/>";
    }

    static String root(String appender) {
        return "<root level='TRACE'><appender-ref ref='" + appender + "'/></root>";
    }

    static String rule(String word, Class<?> converter) {
        return "<conversionRule conversionWord='" + word + "' class='" + converter.getName() + "'/>";
    }

    Logger logger() {
        return context.getLogger("shop.Orders");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <A extends Appender<?>> A appender(String name) {
        return (A) context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(name);
    }

    /** Returns the messages of all statuses of at least this level. */
    List<String> statuses(int level) {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getLevel() >= level)
                .map(Status::getMessage)
                .toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
