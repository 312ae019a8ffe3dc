package dev.whence.runtime;

/** Whose error it is that a hook has caught: the hook's, or that of a getter, factory or MDC of the program's own. */
final class Blame {
    /** The packages whose code is ours, whichever class loader has them. */
    private static final String[] OURS = {
        "dev.whence.runtime.", "dev.whence.context.", "dev.whence.glue.", "dev.whence.logback.", "dev.whence.agent.log."
    };

    private static final String[] OF_JDK = {"java.", "jdk.", "sun.", "com.sun."};

    /**
     * Whether a hook has thrown the error itself. An error without a stack trace is not the hook's: the JVM leaves the
     * trace out only after it has thrown the same many times.
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
