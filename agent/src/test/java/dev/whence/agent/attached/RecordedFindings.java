package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A program that begins a flight recording, has a periodic task that dies, and prints the findings of the recording and
 * the counts of the MBean.
 */
final class RecordedFindings {
    private static final String EVENT = "dev.whence.Finding";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        try (Recording recording = new Recording()) {
            recording.start();
            await(RecordedFindings::isRegistered);
            new RecordedFindings().find();
            recording.dump(file);
        }
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(EVENT)) {
                print(event);
            }
        }
    }

    private static boolean isRegistered() {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .anyMatch(EVENT::equals);
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void find() throws Exception {
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
        scheduler.scheduleAtFixedRate(
                () -> {
                    Correlation.current().id();
                    throw new IllegalStateException("no stock");
                },
                0,
                1,
                TimeUnit.SECONDS);
        await(() -> count("dead-periodic-task") > 0);
        // The count may be read before the event is written.
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        System.out.println(count("dead-periodic-task") + " of dead-periodic-task, " + count("wait-cycle")
                + " of wait-cycle, " + count("context-leak") + " of context-leak");
        scheduler.shutdown();
    }

    /** Returns how often a kind was told; -1 if it is not counted, or the MBean is not there yet. */
    private long count(String name) {
        try {
            ObjectName bean = new ObjectName("dev.whence:type=Live");
            Object counts = server.isRegistered(bean) ? server.getAttribute(bean, "Findings") : null;
            CompositeData row = counts instanceof TabularData table ? table.get(new Object[] {name}) : null;
            return row == null ? -1 : (Long) row.get("value");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier isSo) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < end && !isSo.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void print(RecordedEvent event) {
        System.out.println(event.getString("name") + "|" + event.getString("message") + "|"
                + event.getString("correlation").isEmpty() + "|" + event.getString("site") + "|"
                + event.getString("logicalStack").replace("\n", " ") + "|" + event.getString("remedy"));
    }
}
