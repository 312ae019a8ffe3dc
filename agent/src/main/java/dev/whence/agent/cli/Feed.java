package dev.whence.agent.cli;

import org.jspecify.annotations.Nullable;

/** Where the frames of {@code dump --watch} come from. */
interface Feed extends AutoCloseable {
    /**
     * Returns a frame that was not returned before, as soon as there is one. Null if there is none in time.
     *
     * @throws NotAttached if there will be no more frames
     */
    @Nullable JsonTree next(long millis) throws NotAttached, InterruptedException;

    /** Does what a key says. Returns false if the key says nothing here. */
    boolean isFor(String key);

    /** Whether all frames there will ever be were returned. */
    boolean isOver();

    /** Lets frames follow at once that would only be shown one after the other. */
    void hurry();

    /** Returns what the last line of the screen says. */
    String status();

    @Override
    void close();
}
