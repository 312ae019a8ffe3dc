package dev.whence.runtime.jdk;

import dev.whence.context.Correlation;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Who uses an asynchronous channel: one operation after the other, or several at the same time.
 *
 * <p>What a channel reads belongs to the operation that has started the read, as long as it is an answer to that
 * operation only. If another one has written in the meantime, nothing tells whom an answer is for: the channel is shared
 * for ever, and what it reads belongs to nobody. A connection from a pool is not shared: each operation writes, then
 * reads.
 */
final class ChannelUse {
    private static final AtomicReferenceFieldUpdater<ChannelUse, Now> NOW =
            AtomicReferenceFieldUpdater.newUpdater(ChannelUse.class, Now.class, "now");
    private static final Now SHARED = new Now(null, null, true);

    private volatile Now now = new Now(null, null, false);

    /** The buffer that was written last, by its identity. */
    private volatile int buffer;

    /**
     * A state.
     *
     * @param reader the operation of the read that is pending; null if none is
     * @param writer the operation that has written since the last read was started; null if none has
     */
    private record Now(
            @Nullable Correlation reader, @Nullable Correlation writer, boolean isShared) {
        Now reading(Correlation operation) {
            return isShared || isOther(writer, operation) ? SHARED : new Now(operation, null, false);
        }

        Now read() {
            return isShared ? this : new Now(null, writer, false);
        }

        Now writing(Correlation operation) {
            boolean isMixed = isShared || isOther(reader, operation) || isOther(writer, operation);
            return isMixed ? SHARED : new Now(reader, operation, false);
        }

        private static boolean isOther(@Nullable Correlation known, Correlation operation) {
            return known != null && known != operation && !known.id().equals(operation.id());
        }
    }

    /** Notes that an operation is going to read. */
    void reading(Correlation operation) {
        Now before;
        do {
            before = now;
        } while (!NOW.compareAndSet(this, before, before.reading(operation)));
    }

    /** Notes that a read is over. Returns whether what was read may be for several operations. */
    boolean read() {
        Now before;
        do {
            before = now;
        } while (!NOW.compareAndSet(this, before, before.read()));
        return before.isShared;
    }

    /** Notes that an operation is going to write. */
    void writing(Correlation operation) {
        Now before;
        do {
            before = now;
        } while (!NOW.compareAndSet(this, before, before.writing(operation)));
    }

    /** Notes that something is going to be written of which nobody knows whose it is. */
    void share() {
        now = SHARED;
    }

    /** Notes which buffer is written. Returns whether it is the same as before, of which a part was left. */
    boolean isSameBuffer(int identity) {
        boolean isSame = buffer == identity;
        buffer = identity;
        return isSame;
    }
}
