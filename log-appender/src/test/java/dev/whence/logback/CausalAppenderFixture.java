package dev.whence.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** Base class of tests of {@link CausalAppender}: an appender that is not started, with a recording appender attached. */
abstract class CausalAppenderFixture {
    static {
        // Most of what the tests wait for is there within a millisecond or two.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(2));
    }

    final Logback logback = new Logback("");
    final Logger log = logback.logger();
    final CausalAppender appender = new CausalAppender();
    final RecordingAppender child = new RecordingAppender();

    /** Opened at the end of each test, or earlier by the test, for a child that hangs. */
    final CountDownLatch release = new CountDownLatch(1);

    CausalAppenderFixture() {
        appender.setContext(logback.context);
        appender.setName("CAUSAL");
        child.setContext(logback.context);
        child.setName("CHILD");
        child.start();
        appender.addAppender(child);
        log.setLevel(Level.TRACE);
        log.addAppender(appender);
    }

    @AfterEach
    void stop() {
        release.countDown();
        logback.close();
    }

    /** Starts the appender with a queue of this size. The attached appender hangs in the event "first". */
    void startHanging(int queueSize) throws InterruptedException {
        CountDownLatch hanging = child.hang(release);
        appender.setQueueSize(queueSize);
        appender.start();
        log.info("first");
        hanging.await();
    }

    void log(int count) {
        for (int i = 0; i < count; i++) {
            log.info("{}", i);
        }
    }

    static Thread start(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        return thread;
    }
}
