package dev.whence.agent;

import dev.whence.runtime.HopRecord;
import org.jspecify.annotations.Nullable;

/**
 * The slow hops in the flight recordings of the JVM.
 *
 * <p>The first use of such an event loads some hundred classes of the JDK. So this class is used only once the
 * application itself has begun a recording.
 */
final class SlowHops extends HopRecord {
    private final SlowHop event;

    private SlowHops(SlowHop event) {
        this.event = event;
    }

    /** Has the runtime record slow hops from now on. The classes for that are loaded here, and not in a hook. */
    static void record() {
        SlowHop first = new SlowHop();
        first.begin();
        first.end();
        if (first.isEnabled()) {
            first.shouldCommit();
        }
        make(new SlowHops(first));
    }

    @Override
    protected @Nullable HopRecord begin() {
        SlowHop begun = new SlowHop();
        if (!begun.isEnabled()) {
            return null;
        }
        begun.begin();
        return new SlowHops(begun);
    }

    @Override
    protected void restart() {
        event.begin();
    }

    @Override
    protected void ended(Ended work) {
        event.end();
        if (event.shouldCommit()) {
            event.correlation = work.correlation();
            event.site = work.site();
            event.from = work.from();
            event.to = work.to();
            event.queueDelay = Math.max(0, work.waitNanos());
            event.runTime = work.runNanos();
            event.failed = work.hasFailed();
            event.logicalStack = work.stack();
            event.commit();
        }
    }
}
