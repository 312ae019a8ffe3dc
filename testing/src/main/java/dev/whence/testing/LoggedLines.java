package dev.whence.testing;

/** The lines that the program logs, as moments of its tests. */
final class LoggedLines {
    private static final boolean HAS_LOGBACK = isThere("ch.qos.logback.classic.LoggerContext");
    private static final boolean HAS_LOG4J = isThere("org.apache.logging.log4j.core.LoggerContext");
    private static final boolean HAS_JUL = isThere("java.util.logging.Logger");

    /** Begins to record the lines of all loggers that are there, unless that has begun already. */
    static void watch(Recorder recorder) {
        if (HAS_LOGBACK) {
            LogbackLines.watch(recorder);
        }
        if (HAS_LOG4J) {
            Log4jLines.watch(recorder);
        }
        if (HAS_JUL) {
            JulLines.watch(recorder);
        }
    }

    /** Whether the tests have a class. */
    static boolean isThere(String type) {
        try {
            return Class.forName(type, false, LoggedLines.class.getClassLoader()) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private LoggedLines() {}
}
