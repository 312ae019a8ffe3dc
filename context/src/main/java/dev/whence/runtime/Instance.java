package dev.whence.runtime;

import java.util.concurrent.ThreadLocalRandom;

/** The identity of this JVM in ids of tasks: eight random hexadecimal digits, so that ids do not collide in a merge. */
final class Instance {
    static final String ID =
            HybridClock.hex(ThreadLocalRandom.current().nextLong()).substring(8);

    private Instance() {}
}
