package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A request that a thread has sent, and whose response it reads, as another thread can see it.
 *
 * @param method the method of the request
 * @param target what is requested: a path, or a whole address
 * @param host the host and its port, or null if they are not known, or are part of the target
 * @param since what {@link Ticks} showed when the request was sent
 */
public record OutgoingCall(
        String method, String target, @Nullable String host, int since) {}
