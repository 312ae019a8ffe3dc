package dev.whence.benchmarks.logs;

/**
 * What a measured JVM does in its turns.
 *
 * @param label how tables name it
 * @param command the line that the measured JVM reads for each turn
 */
record Load(String label, String command) {
    static final String EMIT = "emit";
    static final String PACE = "pace";
    static final String ENCODE = "encode";

    static Load emit(Threads threads, int events) {
        return new Load(threads.label(), EMIT + " " + threads + " " + events);
    }

    static Load pace(int eventsPerSecond, int millis) {
        return new Load("paced", PACE + " " + eventsPerSecond + " " + millis);
    }

    static Load encode(int millis) {
        return new Load("encoding", ENCODE + " " + millis);
    }

    boolean isEncoding() {
        return command.startsWith(ENCODE);
    }
}
