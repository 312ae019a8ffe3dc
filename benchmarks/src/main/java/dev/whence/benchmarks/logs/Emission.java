package dev.whence.benchmarks.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A turn in which threads log as fast as they can, until all events are in the file. */
final class Emission {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Threads threads;
    private final int eventsOfThread;
    private final AllocatedBytes allocated = new AllocatedBytes();

    Emission(Threads threads, int events) {
        this.threads = threads;
        eventsOfThread = Math.max(1, events / threads.count());
    }

    Measures measure(Log log, Path file) throws InterruptedException, IOException {
        long bytes = -allocated.total();
        long cpu = -Cpu.ofProcess();
        long start = System.nanoTime();
        logInAllThreads(log);
        if (!AllocatedBytes.areKnownOfEndedThreads()) {
            bytes += allocated.total(); // The library's own threads end in close().
        }
        log.close();
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        cpu += Cpu.ofProcess();
        if (AllocatedBytes.areKnownOfEndedThreads()) {
            bytes += allocated.total();
        }
        double events = (double) eventsOfThread * threads.count();
        return new Measures()
                .put(Quantity.THOUSANDS_PER_SECOND, events / millis)
                .put(Quantity.CPU_NANOS, cpu / events)
                .put(Quantity.BYTES, bytes / events)
                .put(Quantity.LINE_BYTES, Files.size(file) / events)
                .put(Quantity.LOST, events - Lines.count(file));
    }

    private void logInAllThreads(Log log) throws InterruptedException {
        Thread[] started = new Thread[threads.count()];
        for (int i = 0; i < started.length; i++) {
            int number = i;
            started[i] = threads.start(() -> log(log, number));
        }
        for (Thread thread : started) {
            thread.join();
        }
    }

    private void log(Log log, int number) {
        Thread.currentThread().setName("orders-" + number);
        Workload.log(log, number, eventsOfThread);
        allocated.endThread();
    }
}
