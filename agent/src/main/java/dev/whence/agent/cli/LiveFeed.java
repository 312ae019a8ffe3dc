package dev.whence.agent.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The frames of a running JVM. A thread asks for them, so that keys are answered even if the JVM is not. */
final class LiveFeed implements Feed, Runnable {
    private static final String KEYS = "q: quit  tab: table  s: sort  /: filter  space: pause";
    private static final long PATIENCE_MILLIS = 2_000;

    private final ProcessHandle process;

    /** Whether the system tells what the process runs. It tells that no more as soon as the process has ended. */
    private final boolean isKnown;

    private final LiveConnection connection;
    private final long everyMillis;
    private final @Nullable Recorder recorder;
    private final Thread asking = new Thread(this, "whence-watch");

    /** Frames, and the exception that tells why there will be no more. */
    private final SynchronousQueue<Object> answers = new SynchronousQueue<>();

    /** When the last frame has come. Only the thread that shows frames uses this. */
    private long last = System.nanoTime();

    /** A recorder of null records nothing. */
    LiveFeed(Target target, long everyMillis, @Nullable Recorder recorder) throws NotAttached {
        this.process = ProcessHandle.of(target.pid()).orElseThrow(() -> new Ended(target.pid()));
        this.isKnown = process.info().command().isPresent();
        this.connection = new LiveConnection(target);
        this.everyMillis = everyMillis;
        this.recorder = recorder;
    }

    /** Begins to ask. */
    void start() {
        asking.setDaemon(true);
        asking.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                long begin = System.nanoTime();
                answers.put(ask());
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                TimeUnit.MILLISECONDS.sleep(Math.max(0, everyMillis - took));
            }
        } catch (InterruptedException closed) {
            // Nobody wants more frames.
        }
    }

    /** Returns a frame, or the exception that tells why there is none. */
    private Object ask() throws InterruptedException {
        try {
            if (hasEnded()) {
                return new Ended(process.pid());
            }
            LiveAnswer answer = connection.ask("watch", Map.of());
            if (recorder != null) {
                recorder.add(answer.json());
            }
            return answer.tree();
        } catch (NotAttached e) {
            return ends() ? new Ended(process.pid()) : e;
        } catch (IOException e) {
            return new NotAttached("the recording cannot be written: " + e.getMessage());
        }
    }

    /** Whether the JVM is ending. One that ends stops to answer a little earlier. */
    private boolean ends() throws InterruptedException {
        try {
            process.onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return hasEnded();
        }
        return true;
    }

    /** Whether the JVM has ended. Its process may be there for longer, if the one that has started it takes no notice. */
    private boolean hasEnded() {
        return !process.isAlive() || (isKnown && process.info().command().isEmpty());
    }

    @Override
    public @Nullable JsonTree next(long millis) throws NotAttached, InterruptedException {
        Object answer = answers.poll(millis, TimeUnit.MILLISECONDS);
        if (answer instanceof NotAttached why) {
            throw why;
        }
        last = answer == null ? last : System.nanoTime();
        return (JsonTree) answer;
    }

    @Override
    public boolean isFor(String key) {
        // A running JVM does not go back.
        return false;
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public void hurry() {
        // The JVM is asked as often as the user wants.
    }

    @Override
    public String status() {
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
        return (since > everyMillis + PATIENCE_MILLIS ? "no answer for " + Span.text(since) + "  " : "") + KEYS;
    }

    @Override
    public void close() {
        asking.interrupt();
    }
}
