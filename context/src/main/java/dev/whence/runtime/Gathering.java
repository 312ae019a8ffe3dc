package dev.whence.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The frontiers of several tasks that another one waits for, united so far. */
public final class Gathering extends AtomicReference<@Nullable Frontier> {
    private static final long serialVersionUID = 1;

    /** Adds the frontier of one task. */
    public void add(@Nullable Frontier part) {
        Frontier before;
        do {
            before = get();
        } while (part != before && part != null && !compareAndSet(before, Frontier.either(before, part)));
    }
}
