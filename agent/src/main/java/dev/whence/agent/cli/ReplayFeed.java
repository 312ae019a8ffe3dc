package dev.whence.agent.cli;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The frames of a recording. They play by themselves, and keys move to others. */
final class ReplayFeed implements Feed {
    private static final String KEYS = "q: quit  left, right: step  [ ]: 10 steps  home, end  space: play, pause"
            + "  tab: table  s: sort  /: filter";
    private static final int LEAP = 10;

    private final Recording recording;
    private long everyMillis;

    /** The frame that is shown. */
    private int shown;

    private boolean isPlaying = true;

    /** Whether the frame was not returned yet. */
    private boolean isNew = true;

    private long since = System.nanoTime();

    ReplayFeed(Recording recording, long everyMillis) {
        this.recording = recording;
        this.everyMillis = everyMillis;
    }

    @Override
    public @Nullable JsonTree next(long millis) throws NotAttached, InterruptedException {
        if (!isNew) {
            await(millis);
        }
        if (!isNew) {
            return null;
        }
        isNew = false;
        since = System.nanoTime();
        return recording.frame(shown);
    }

    /** Waits until it is time for the next frame, but not for longer than some milliseconds. */
    private void await(long millis) throws InterruptedException {
        long left = everyMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        TimeUnit.MILLISECONDS.sleep(isPlaying ? Math.max(0, Math.min(millis, left)) : millis);
        if (isPlaying && left <= millis) {
            go(shown + 1);
            isPlaying = isNew;
        }
    }

    @Override
    public boolean isFor(String key) {
        switch (key) {
            case Keys.RIGHT -> step(shown + 1);
            case Keys.LEFT -> step(shown - 1);
            case "]" -> step(shown + LEAP);
            case "[" -> step(shown - LEAP);
            case Keys.HOME -> step(0);
            case Keys.END -> step(recording.size() - 1);
            case " " -> isPlaying = !isPlaying;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void step(int frame) {
        isPlaying = false;
        go(frame);
    }

    private void go(int frame) {
        int bounded = Math.max(0, Math.min(frame, recording.size() - 1));
        isNew |= bounded != shown;
        shown = bounded;
    }

    @Override
    public void hurry() {
        everyMillis = 0;
    }

    @Override
    public boolean isOver() {
        return !isNew && shown == recording.size() - 1;
    }

    @Override
    public String status() {
        return "frame " + (shown + 1) + " of " + recording.size() + (isPlaying ? "  " : ", paused  ") + KEYS;
    }

    @Override
    public void close() {
        recording.close();
    }
}
