package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** The record of one measured hop in a recording of the JVM. It lasts from the hop until its work has ended. */
public abstract class HopRecord {
    /** Makes the records; null unless somebody records. */
    private static @Nullable HopRecord maker;

    /** Sets the record of which others are made. */
    public static void make(HopRecord prototype) {
        maker = prototype;
    }

    /** Returns a record of a hop that is made now, or null if nobody records. */
    static @Nullable HopRecord begun() {
        HopRecord known = maker;
        try {
            return known == null ? null : known.begin();
        } catch (RuntimeException | Error e) {
            stop(e);
            return null;
        }
    }

    /** As {@link #restart}, for hooks. */
    final void restarts() {
        try {
            restart();
        } catch (RuntimeException | Error e) {
            stop(e);
        }
    }

    /** As {@link #ended}, for hooks. */
    final void ends(Ended work) {
        try {
            ended(work);
        } catch (RuntimeException | Error e) {
            stop(e);
        }
    }

    /** Makes no more records: what is wrong with a recording must not reach the hooks. */
    private static void stop(Throwable wrong) {
        HookSwitch.passOn(wrong);
        maker = null;
    }

    /** Returns a record that begins now, or null if it is not wanted at present. */
    protected abstract @Nullable HopRecord begin();

    /** Called when the hop that was made earlier is made again now. */
    protected abstract void restart();

    /** Called when the work has ended. The wait is negative if the work was in no queue. */
    protected abstract void ended(Ended work);

    /**
     * What is known when the work has ended.
     *
     * @param correlation the ID of the work's correlation; empty if it has none, or nobody has read it
     * @param hop the last hop that led to the work; null if it is not known any more
     * @param from the pool that has made the hop
     * @param to the pool in which the work ran
     * @param waitNanos the time in the queue; negative if there was none
     * @param runNanos the time of the run
     * @param hasFailed whether the work has thrown
     */
    public record Ended(
            String correlation,
            @Nullable Hop hop,
            String from,
            String to,
            long waitNanos,
            long runNanos,
            boolean hasFailed) {
        /** Returns the source line that has made the hop, or an empty text if it is not known. */
        public String site() {
            String text = hop == null ? null : hop.site.text();
            return text == null ? "" : text;
        }

        /** Returns the logical stack that led to the work, as lines of a stack trace. */
        public String stack() {
            StringBuilder lines = new StringBuilder();
            for (StackTraceElement frame : Stitcher.frames(hop)) {
                lines.append(lines.length() == 0 ? "" : "\n").append("at ").append(frame);
            }
            return lines.toString();
        }
    }
}
