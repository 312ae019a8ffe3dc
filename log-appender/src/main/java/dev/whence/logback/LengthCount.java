package dev.whence.logback;

import ch.qos.logback.core.rolling.LengthCounter;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import org.jspecify.annotations.Nullable;

/** Tells a triggering policy how much was written, for policies that do not ask the file. */
final class LengthCount {
    private final @Nullable LengthCounter counter;

    private LengthCount(@Nullable LengthCounter counter) {
        this.counter = counter;
    }

    /** Returns the count of a policy, or null if this version of logback does not tell whether the policy has one. */
    static @Nullable LengthCount of(TriggeringPolicy<?> policy) {
        try {
            return new LengthCount(policy.getLengthCounter());
        } catch (LinkageError olderLogback) {
            return null;
        }
    }

    void add(int bytes) {
        if (counter != null) {
            counter.add(bytes);
        }
    }
}
