package dev.whence.runtime;

import dev.whence.context.Trust;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the agent's options set in the runtime; written once, before anything is woven. */
public final class Settings {
    /** The header of the id of a correlation. */
    public static final String CORRELATION_HEADER = "X-Correlation-ID";

    /** Sites from the stack while that is cheap, else remembered ones. */
    public static final int STACKS_AUTO = 0;

    /** Deep sites, always from the stack. */
    public static final int STACKS_FULL = 1;

    /** Sites by the class of the function; the stack is read once for each. */
    public static final int STACKS_SITES = 2;

    /** No logical stacks. */
    public static final int STACKS_OFF = 3;

    static int stacks = STACKS_AUTO;

    /** Whether stack traces show the logical stack wherever they are read. */
    public static boolean stitchReads;

    /** Whether stack traces show the logical stack when they are printed or logged. */
    static boolean stitchPrints;

    /** How long a platform thread keeps the context that it was started in. */
    static long adoptNanos = 30_000_000_000L;

    /** How long a platform thread keeps the context that it was started in. */
    public static void adopt(long seconds) {
        adoptNanos = seconds * 1_000_000_000L;
    }

    /** Whether taking an element out of a queue is an edge from whoever put it there. */
    public static boolean queueEdges;

    /** Whether taking an element out of a queue is an edge from whoever put it there. */
    public static void queues(boolean edges) {
        queueEdges = edges;
    }

    /** Whether taking an element out of a queue is an edge from whoever put it there. */
    public static boolean hasQueueEdges() {
        return queueEdges;
    }

    /** Whether work runs in its registrar's context of OpenTelemetry though OpenTelemetry's own agent is there. */
    static boolean registrarsContext;

    /** Whose context of OpenTelemetry work runs in if OpenTelemetry's own agent is there. */
    public static void openTelemetry(boolean registrars) {
        registrarsContext = registrars;
    }

    /** The key under which events show the id of their correlation. */
    public static String correlationKey = "correlationId";

    /** Whether patterns that have no place for the correlation get one. */
    public static boolean prefixLogs;

    /** Whether it is said when a line first shows the correlation for which its pattern has no place. */
    public static boolean tellsOfPrefix;

    /** The key under which events show the id of their correlation. */
    public static String correlationKey() {
        return correlationKey;
    }

    /** The key under which a service itself puts the id of a correlation into its MDC; empty if it does not. */
    public static String mdcIdKey = "";

    /** The key under which a service itself puts the id of a correlation into its MDC; empty if it does not. */
    public static void mdcId(String key) {
        mdcIdKey = key;
    }

    /** How log events show the correlation. */
    public static void logs(String key, boolean prefix, boolean tells) {
        correlationKey = key;
        prefixLogs = prefix;
        tellsOfPrefix = tells;
    }

    /** One of the constants above. */
    public static void stacks(int mode) {
        stacks = mode;
    }

    /** Where stack traces are stitched. */
    public static void stitch(boolean reads, boolean prints) {
        stitchReads = reads;
        stitchPrints = prints;
    }

    /** How much of what messages say is believed. */
    private static Trust trust = Trust.CORRELATION;

    /** The headers that may hold the id of a correlation, in the order in which they are looked at. */
    private static String[] idHeaders = {CORRELATION_HEADER, "X-Request-ID"};

    /** How far a stamp of another JVM may be ahead of this one's clock, in microseconds. */
    static long maxAheadMicros = 3_600_000_000L;

    /** By how much the clock of log events is shifted, for tests of skewed clocks. */
    private static long offsetMillis;

    /** How messages of other processes are taken. */
    public static void messages(Trust trusted, String[] headers, long maxAheadSeconds) {
        trust = trusted;
        idHeaders = headers;
        maxAheadMicros = maxAheadSeconds * 1_000_000;
    }

    /** How much of what messages say is believed. */
    public static Trust trust() {
        return trust;
    }

    /** The headers that may hold the id of a correlation, in the order in which they are looked at; not to be changed. */
    public static String[] idHeaders() {
        return idHeaders;
    }

    /** The hosts to which calls carry ids and edges. */
    private static Hosts sendTo = Hosts.ALL;

    /** Whether responses name their correlation. */
    public static boolean idsInResponses = true;

    /** What other processes are told: {@code all}, {@code none} or patterns of the hosts that calls tell of their context. */
    public static void send(String hosts, boolean toldInResponses) {
        sendTo = Hosts.of(hosts);
        idsInResponses = toldInResponses;
    }

    /** Whether calls to a host carry ids and edges; null for one that is not known. */
    public static boolean sendsTo(@Nullable String host) {
        return sendTo.contain(host);
    }

    /**
     * Whether responses carry edges. Who has asked is not known by name, so if only some hosts are to be told, then only
     * where messages are believed altogether.
     */
    public static boolean responsesCarryEdges() {
        return trust != Trust.NONE && (sendTo.areAll() || (trust == Trust.ALL && !sendTo.areNone()));
    }

    /** Shifts the clock of log events, for tests of skewed clocks. */
    public static void clockOffset(long millis) {
        offsetMillis = millis;
    }

    /** The time of a log event as the clock of this JVM shows it. */
    public static Instant shifted(Instant instant) {
        return offsetMillis == 0 ? instant : instant.plusMillis(offsetMillis);
    }

    /** The time as the clock of this JVM shows it. */
    static Instant now() {
        return shifted(Instant.now());
    }

    private Settings() {}
}
