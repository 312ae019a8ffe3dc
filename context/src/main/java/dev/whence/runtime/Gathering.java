package dev.whence.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What several tasks that somebody waits for have logged, up to now. */
public final class Gathering extends AtomicReference<@Nullable Frontier> {
    private static final long serialVersionUID = 1;

    public void add(@Nullable Frontier part) {
        Frontier before;
        do {
            before = get();
        } while (part != before && part != null && !compareAndSet(before, Frontier.either(before, part)));
    }
}
