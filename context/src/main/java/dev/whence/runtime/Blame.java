package dev.whence.runtime;

/** Decides whether an error that a hook has caught is its own, or comes from code of the program that it called. */
final class Blame {
    /** The packages of Whence's own code, whichever class loader loads them. */
    private static final String[] OURS = {
        "dev.whence.runtime.", "dev.whence.context.", "dev.whence.glue.", "dev.whence.logback.", "dev.whence.agent.log."
    };

    private static final String[] OF_JDK = {"java.", "jdk.", "sun.", "com.sun."};

    /**
     * Whether the hook itself has thrown an error. The topmost frame outside the JDK decides.
     *
     * <p>An error without a stack trace does not count as the hook's: the JVM omits the trace only after it has thrown
     * the same error many times.
     */
    static boolean isOurs(Throwable error) {
        ClassLoader maker = error.getClass().getClassLoader();
        if (maker != null && maker != Blame.class.getClassLoader()) {
            return false;
        }
        for (StackTraceElement frame : error.getStackTrace()) {
            if (isIn(frame, OURS)) {
                return true;
            }
            if (!isIn(frame, OF_JDK)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isIn(StackTraceElement frame, String[] packages) {
        for (String begin : packages) {
            if (frame.getClassName().startsWith(begin)) {
                return true;
            }
        }
        return false;
    }

    private Blame() {}
}
