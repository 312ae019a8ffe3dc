package dev.whence.runtime;

import dev.whence.context.Trust;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the agent's options make in the runtime. They are written before anything is woven, and some of them
 * again when the user sets an option while the agent runs.
 *
 * <p>What hops read are plain fields, which cost nothing but a load. The JIT compiler treats no field as a constant that is
 * not final, and a hook that runs in a loop makes calls and atomic accesses, beyond which no load can be moved. So each
 * thread sees a new value at its next hop.
 */
public final class Settings {
    /** The header for the correlation ID. */
    public static final String CORRELATION_HEADER = "X-Correlation-ID";

    /** Sites are read from the stack as long as that is cheap, and remembered ones are used otherwise. */
    public static final int STACKS_AUTO = 0;

    /** Sites are always read from the stack, with many frames. */
    public static final int STACKS_FULL = 1;

    /** Sites are remembered by the class of the function. The stack is read once for each class. */
    public static final int STACKS_SITES = 2;

    /** There are no logical stacks. */
    public static final int STACKS_OFF = 3;

    static int stacks = STACKS_AUTO;

    /** Whether stack traces show the logical stack wherever they are read. */
    public static boolean stitchReads;

    /** Whether stack traces show the logical stack when they are printed or logged. */
    static boolean stitchPrints;

    /** The time for which a platform thread keeps the context that it was started with, in nanoseconds. */
    static long adoptNanos = 30_000_000_000L;

    /** Sets the time for which a platform thread keeps the context that it was started with. */
    public static void adopt(long seconds) {
        adoptNanos = seconds * 1_000_000_000L;
    }

    /** Whether the user's MDC travels with the work. */
    public static boolean mdcTravels = true;

    /** Sets whether the user's MDC travels with the work. */
    public static void mdc(boolean travels) {
        mdcTravels = travels;
    }

    /** Whether context that a task leaves on its thread is looked for. */
    static boolean contextLeaks;

    /** Sets whether context that a task leaves on its thread is looked for. */
    public static void contextLeaks(boolean watched) {
        contextLeaks = watched;
    }

    /** The names of the program's own classes that do {@linkplain SharedWork shared work}. */
    static String[] sharedWork = {};

    /** Names classes of the program that do shared work, in the form of the table of {@link SharedWork}. */
    public static void shared(String[] names) {
        sharedWork = names;
    }

    /** Whether an element of a queue carries an edge from the task that puts it to the task that takes it. */
    public static boolean queueEdges;

    /** Sets whether an element of a queue carries an edge from the task that puts it to the task that takes it. */
    public static void queues(boolean edges) {
        queueEdges = edges;
    }

    /** Whether an element of a queue carries an edge from the task that puts it to the task that takes it. */
    public static boolean hasQueueEdges() {
        return queueEdges;
    }

    /**
     * Whether work runs in the OpenTelemetry context of the code that registered it, even if OpenTelemetry's own agent
     * is there.
     */
    static boolean registrarsContext;

    /** Sets in which OpenTelemetry context work runs if OpenTelemetry's own agent is there. */
    public static void openTelemetry(boolean registrars) {
        registrarsContext = registrars;
    }

    /** Whether hops inside a sampled trace have spans. */
    static boolean hopSpans;

    /** Sets whether hops inside a sampled trace have spans. A link to the completer of a future is an edge. */
    public static void hopSpans(boolean made) {
        hopSpans = made;
        if (made) {
            Causality.track();
        }
    }

    /** The key under which log events show their correlation ID. */
    public static String correlationKey = "correlationId";

    /** Whether log patterns without a place for the correlation get one. */
    public static boolean prefixLogs;

    /** Whether only patterns of whole lines get one, not those of a field or a mail's subject. */
    public static boolean prefixesOnlyLines;

    /** Whether the user is told when a line first shows a correlation for which its pattern has no place. */
    public static boolean tellsOfPrefix;

    /** Returns the key under which log events show their correlation ID. */
    public static String correlationKey() {
        return correlationKey;
    }

    /** The key under which the application itself puts a correlation ID into its MDC; empty if it does not. */
    public static String mdcIdKey = "";

    /** Sets the key under which the application itself puts a correlation ID into its MDC; empty if it does not. */
    public static void mdcId(String key) {
        mdcIdKey = key;
    }

    /** Sets how log events show the correlation. */
    public static void logs(String key, boolean prefix, boolean onlyLines, boolean tells) {
        correlationKey = key;
        prefixLogs = prefix;
        prefixesOnlyLines = onlyLines;
        tellsOfPrefix = tells;
    }

    /** Sets how sites are found: one of the constants above. */
    public static void stacks(int mode) {
        stacks = mode;
    }

    /** Sets where stack traces show the logical stack. */
    public static void stitch(boolean reads, boolean prints) {
        stitchReads = reads;
        stitchPrints = prints;
    }

    /** How far received messages are believed. */
    private static Trust trust = Trust.CORRELATION;

    /**
     * The headers that may hold a correlation ID, in the order in which they are read. The field is volatile, as a thread
     * that sees another array must see what is in it.
     */
    private static volatile String[] idHeaders = {CORRELATION_HEADER, "X-Request-ID"};

    /** The time by which a stamp of another JVM may be ahead of this JVM's clock, in microseconds. */
    static long maxAheadMicros = 3_600_000_000L;

    /** The offset of the clock of log events in milliseconds, for tests of skewed clocks. */
    private static long offsetMillis;

    /** Sets how messages of other processes are read. */
    public static void messages(Trust trusted, String[] headers, long maxAheadSeconds) {
        trust = trusted;
        idHeaders = headers;
        maxAheadMicros = maxAheadSeconds * 1_000_000;
    }

    /** Returns how far received messages are believed. */
    public static Trust trust() {
        return trust;
    }

    /**
     * Returns the headers that may hold a correlation ID, in the order in which they are read. The array must not be
     * changed.
     */
    public static String[] idHeaders() {
        return idHeaders;
    }

    /** The hosts to which requests carry IDs and edges. */
    private static Hosts sendTo = Hosts.ALL;

    /** Whether responses carry their correlation ID. */
    public static boolean idsInResponses = true;

    /**
     * Sets what other processes are told.
     *
     * @param hosts {@code all}, {@code none} or patterns of the hosts to which requests carry IDs and edges
     * @param toldInResponses whether responses carry their correlation ID
     */
    public static void send(String hosts, boolean toldInResponses) {
        sendTo = Hosts.of(hosts);
        idsInResponses = toldInResponses;
    }

    /** Whether requests to a host carry IDs and edges. Null stands for an unknown host. */
    public static boolean sendsTo(@Nullable String host) {
        return sendTo.contain(host);
    }

    /**
     * Whether responses carry edges. The host name of the client is not known. So if {@code send} names only some
     * hosts, responses carry edges only if messages are believed completely.
     */
    public static boolean responsesCarryEdges() {
        return trust != Trust.NONE && (sendTo.areAll() || (trust == Trust.ALL && !sendTo.areNone()));
    }

    /** Sets the offset of the clock of log events in milliseconds, for tests of skewed clocks. */
    public static void clockOffset(long millis) {
        offsetMillis = millis;
    }

    /** Returns the time of a log event, shifted by the offset of this JVM's clock. */
    public static Instant shifted(Instant instant) {
        return offsetMillis == 0 ? instant : instant.plusMillis(offsetMillis);
    }

    /** Returns the present time, shifted by the offset of this JVM's clock. */
    static Instant now() {
        return shifted(Instant.now());
    }

    private Settings() {}
}
