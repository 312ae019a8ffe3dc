package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.Jars;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The compared ways to log to a file. None may lose an event. All queues have 8192 places. "Tuned" means that the file
 * appender does not flush after each event.
 */
enum Contender {
    FILE("FileAppender", "file.xml", Flush.EACH_EVENT),
    STOCK("AsyncAppender", "async.xml", Flush.EACH_EVENT),
    TUNED("AsyncAppender, tuned", "async.xml", Flush.FULL_BUFFER),
    LOGSTASH(
            "logstash's Disruptor appender, tuned",
            "logstash.xml",
            Flush.FULL_BUFFER,
            "logstash-logback-encoder",
            "jackson-core",
            "jackson-databind",
            "jackson-annotations"),
    LOG4J2(
            "Log4j 2, asynchronous loggers",
            "log4j2.xml",
            Flush.FULL_BUFFER,
            "log4j-api",
            "log4j-core",
            "log4j-layout-template-json",
            "disruptor"),
    CAUSAL("CausalAppender", "causal.xml", Flush.EACH_EVENT),
    CAUSAL_TUNED("CausalAppender, tuned", "causal.xml", Flush.FULL_BUFFER),
    CAUSAL_FILE("CausalFileAppender", "causal-file.xml", Flush.FULL_BUFFER);

    private static final String PATTERN = "%d{HH:mm:ss.SSSSSS} %-5level [%thread] %logger{36} - %msg%n";
    /** Without the header, since the lines are counted. */
    private static final String CAUSAL_JSON =
            "<encoder class=\"dev.whence.logback.CausalJsonEncoder\"><header>false</header></encoder>";

    private static final String CAUSAL_PATTERN =
            "%d{HH:mm:ss.SSSSSS} %-5level [%correlation] %task %hlc [%thread] %logger{36} - %msg %after%n";
    private static final String SEPARATOR = " ";

    final String label;
    private final String template;
    private final Flush flush;
    private final String peers;

    Contender(String label, String template, Flush flush, String... peers) {
        this.label = label;
        this.template = template;
        this.flush = flush;
        this.peers = String.join(SEPARATOR, peers);
    }

    /** When the file appender writes its buffer to the file. */
    private enum Flush {
        EACH_EVENT,
        FULL_BUFFER
    }

    /** Returns the jar that is missing for this contender, or an empty text. */
    String missing() throws IOException {
        for (String peer : peers()) {
            if (!Files.isReadable(Jars.peer(peer))) {
                return Jars.peer(peer).toString();
            }
        }
        return "";
    }

    boolean isCausal() {
        return this == CAUSAL || this == CAUSAL_TUNED || this == CAUSAL_FILE;
    }

    /** Returns whether its encoder is measured alone. It stands for the other contenders with the same encoder. */
    boolean showsEncoder() {
        return this == TUNED || this == LOGSTASH || this == CAUSAL;
    }

    List<String> jvmOptions() throws IOException {
        List<String> options = new ArrayList<>();
        if (this == LOG4J2) {
            options.add("-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
            options.add("-Dlog4j2.asyncLoggerRingBufferSize=8192");
        }
        List<String> jars = new ArrayList<>(List.of(Jars.benchmarks().toString()));
        for (String peer : peers()) {
            jars.add(Jars.peer(peer).toString());
        }
        options.addAll(List.of("-cp", String.join(File.pathSeparator, jars)));
        return options;
    }

    /** Returns the jars of the peer, without versions. */
    private List<String> peers() {
        return peers.isEmpty() ? List.of() : List.of(peers.split(SEPARATOR));
    }

    /** Starts the library in this JVM. */
    Log open(Format format, Path file) throws Exception {
        String configuration = resource(template)
                .replace("@words@", resource("words.xml"))
                .replace("@child@", resource("child.xml"))
                .replace("@immediateFlush@", String.valueOf(flush == Flush.EACH_EVENT))
                .replace("@encoder@", encoder(format))
                .replace("@file@", file.toString());
        return this == LOG4J2 ? new Log4jLog(configuration) : new LogbackLog(configuration);
    }

    private String encoder(Format format) {
        boolean isText = format == Format.TEXT;
        return switch (this) {
            case LOG4J2 -> isText ? "<PatternLayout pattern=\"" + PATTERN + "\"/>" : "<JsonTemplateLayout/>";
            case LOGSTASH ->
                isText
                        ? patternEncoder("ch.qos.logback.classic.encoder.PatternLayoutEncoder", PATTERN)
                        : jsonEncoder("net.logstash.logback.encoder.LogstashEncoder");
            case CAUSAL, CAUSAL_TUNED, CAUSAL_FILE ->
                isText ? patternEncoder("dev.whence.logback.CausalPatternEncoder", CAUSAL_PATTERN) : CAUSAL_JSON;
            default ->
                isText
                        ? patternEncoder("ch.qos.logback.classic.encoder.PatternLayoutEncoder", PATTERN)
                        : jsonEncoder("ch.qos.logback.classic.encoder.JsonEncoder");
        };
    }

    private static String patternEncoder(String type, String pattern) {
        return "<encoder class=\"" + type + "\"><pattern>" + pattern + "</pattern></encoder>";
    }

    private static String jsonEncoder(String type) {
        return "<encoder class=\"" + type + "\"/>";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Contender.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("No resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
