package dev.whence.logback;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.status.Status;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.MDC;

/** Logs four events, one of them within a message, and prints the jar of its logback and all warnings and errors of its configuration. */
final class ReleaseProgram {
    private static final String PATTERN = "%level %method %X{user} %msg%n";

    /** How logback is configured. */
    enum Configuration {
        JORAN {
            @Override
            Logback configure(Path folder, String rule) {
                return new Logback(Logback.WORDS.replace(" class=", " " + rule + "=")
                        + file(
                                        "TEXT",
                                        folder,
                                        "<includeCallerData>true</includeCallerData>"
                                                + encoder("CausalPatternEncoder", pattern(PATTERN)))
                                .replace(FileAppender.class.getName(), CausalFileAppender.class.getName())
                        + file("JSON", folder, encoder("CausalJsonEncoder", "<serviceName>shop</serviceName>"))
                        + file(
                                "WORDS",
                                folder,
                                "<encoder>" + pattern("[%correlation] %task %hlc %after %msg%logicalStack%n%nopex")
                                        + "</encoder>")
                        + causal(
                                "JSON",
                                "<queueSize>256</queueSize><discardingThreshold>0</discardingThreshold>"
                                        + "<neverBlock>false</neverBlock><maxFlushTime>10000</maxFlushTime>")
                        + Logback.root("TEXT")
                        + Logback.root("WORDS"));
            }
        },

        PROGRAM {
            @Override
            Logback configure(Path folder, String rule) {
                Logback logback = new Logback("");
                appendText(logback.context, folder.resolve("text.log"));
                appendJson(logback.context, folder.resolve("json.log"));
                return logback;
            }
        };

        /** @param rule the name of the attribute for the class of a conversion word */
        abstract Logback configure(Path folder, String rule);
    }

    private static String pattern(String pattern) {
        return "<charset>UTF-8</charset><pattern>" + pattern + "</pattern>";
    }

    private static String encoder(String name, String properties) {
        return "<encoder class='dev.whence.logback." + name + "'>" + properties + "</encoder>";
    }

    private static String file(String name, Path folder, String encoder) {
        String file = name.toLowerCase(java.util.Locale.ROOT) + ".log";
        return Logback.file(folder.resolve(file), encoder).replace("'FILE'", "'" + name + "'");
    }

    private static String causal(String child, String properties) {
        return Logback.causal(properties)
                .replace("'FILE'", "'" + child + "'")
                .replace("'CAUSAL'", "'TO_" + child + "'");
    }

    private static void appendText(LoggerContext context, Path file) {
        CausalPatternEncoder encoder = new CausalPatternEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        CausalFileAppender appender = new CausalFileAppender();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.setIncludeCallerData(true);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static void appendJson(LoggerContext context, Path file) {
        CausalJsonEncoder encoder = new CausalJsonEncoder();
        encoder.setContext(context);
        encoder.setServiceName("shop");
        encoder.start();
        FileAppender<ILoggingEvent> child = new FileAppender<>();
        child.setContext(context);
        child.setFile(file.toString());
        child.setEncoder(encoder);
        child.start();
        CausalAppender appender = new CausalAppender();
        appender.setContext(context);
        appender.addAppender(child);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    public static void main(String... arguments) {
        Path folder = Path.of(arguments[1]);
        Logback logback = Configuration.valueOf(arguments[0]).configure(folder, arguments[2]);
        Correlation.of("order-1").run(() -> logEvents(logback.logger()));
        logback.close();
        System.out.println(
                AsyncAppender.class.getProtectionDomain().getCodeSource().getLocation());
        logback.statuses(Status.WARN).forEach(System.out::println);
    }

    private static void logEvents(Logger log) {
        MDC.put("user", "u\n1");
        log.info("first\nline");
        try (Scope ignored = Handoff.capture().resume()) {
            MDC.put("user", "u\n1");
            log.error("second", new IllegalStateException("a\n\tat evil", new Error("b")));
            // Appenders of logback before 1.5.19 ignore what is logged within them.
            log.info("{}", new Object() {
                @Override
                public String toString() {
                    log.info("within");
                    return "third";
                }
            });
        }
    }

    private ReleaseProgram() {}
}
