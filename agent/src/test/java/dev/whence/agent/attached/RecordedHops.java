package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A program that begins a flight recording, makes slow hops, and prints what was recorded of them. */
final class RecordedHops {
    private static final String EVENT = "dev.whence.SlowHop";

    private final ExecutorService pool = Executors.newSingleThreadExecutor(body -> new Thread(body, "slow-1"));

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).withThreshold(Duration.ofMillis(5));
            recording.start();
            awaitAgent();
            new RecordedHops().hop();
            recording.dump(file);
        }
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(EVENT)) {
                print(event);
            }
        }
    }

    private static void awaitAgent() {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < end
                && FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .map(EventType::getName)
                        .noneMatch(EVENT::equals)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        // The agent tells the runtime after it has registered the event.
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }

    private void hop() throws Exception {
        // All are in the queue before the first one goes on, however busy the machine is.
        CountDownLatch areQueued = new CountDownLatch(1);
        Correlation.of("slow").run(() -> {
            pool.execute(() -> {
                await(areQueued);
                park(10);
            });
            pool.execute(() -> {});
            pool.execute(() -> park(30));
        });
        pool.execute(() -> {});
        areQueued.countDown();
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.MINUTES);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void park(int millis) {
        String id = Correlation.current().id();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end && !id.isEmpty()) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void print(RecordedEvent event) {
        System.out.println(
                event.getString("correlation") + "|" + event.getString("site") + "|" + event.getString("from")
                        + "|" + event.getString("to") + "|"
                        + event.getDuration("queueDelay").toMillis() + "|"
                        + event.getDuration("runTime").toMillis() + "|" + event.getBoolean("failed") + "|"
                        + event.getString("logicalStack").replace("\n", " ").replace("\r", ""));
    }
}
