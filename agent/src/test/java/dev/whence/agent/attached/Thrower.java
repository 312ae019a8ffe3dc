package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/** Code that fails. */
final class Thrower implements Runnable {
    private final Gate thrown = new Gate();
    private Throwable failure;
    private Thread thread;

    @Override
    public void run() {
        IllegalStateException exception = new IllegalStateException("thrown");
        failure = exception;
        thread = Thread.currentThread();
        thread.setUncaughtExceptionHandler((dead, seenAlready) -> {});
        thrown.open();
        throw exception;
    }

    /** For where a value is expected. */
    String fail() {
        run();
        return "never";
    }

    /** What was thrown; it may not have left its task yet. */
    Throwable thrown() {
        thrown.pass();
        return failure;
    }

    /** What was thrown, after the thread on which that happened has ended. */
    Throwable thrownOnThreadThatEnds(Pools pools) throws InterruptedException {
        thrown.pass();
        pools.shutdown();
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(thread.isAlive()).isFalse();
        return failure;
    }
}
