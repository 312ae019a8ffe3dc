package dev.whence.benchmarks.logs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Reads the CPU time that was used so far, in nanoseconds. */
final class Cpu {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static long ofProcess() {
        return SYSTEM.getProcessCpuTime();
    }

    static long ofThread() {
        return AllocatedBytes.THREADS.getCurrentThreadCpuTime();
    }

    /** Returns the CPU time of all threads but the current one. */
    static long ofOtherThreads() {
        return ofProcess() - ofThread();
    }

    private Cpu() {}
}
