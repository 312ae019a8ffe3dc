package dev.whence.runtime;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The part of task IDs that identifies this JVM: eight random hexadecimal digits, so that IDs do not collide in a
 * merge.
 */
final class Instance {
    static final String ID =
            HybridClock.hex(ThreadLocalRandom.current().nextLong()).substring(8);

    private Instance() {}
}
