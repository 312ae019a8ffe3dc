package dev.whence.runtime;

/** The name of a pool, as the names of its threads tell it. */
public final class PoolName {
    private static final int LONGEST = 60;

    /** Returns the name of a thread without the number at its end. */
    public static String of(String thread) {
        int end = thread.length();
        while (end > 0 && Character.isDigit(thread.charAt(end - 1))) {
            end--;
        }
        while (end > 0 && "-#_ ".indexOf(thread.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == 0 ? thread : thread.substring(0, end);
    }

    /** Returns the name of the pool of a thread, not too long to be kept. Many virtual threads have no name. */
    static String of(Thread thread, String name) {
        if (name.isEmpty()) {
            boolean isVirtual = thread.getClass() != Thread.class
                    && thread.getClass().getName().startsWith("java.lang.");
            return isVirtual ? "virtual threads" : "threads without a name";
        }
        String pool = of(name);
        return pool.length() > LONGEST ? pool.substring(0, LONGEST) : pool;
    }

    private PoolName() {}
}
