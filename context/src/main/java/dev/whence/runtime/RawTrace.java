package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a throwable as they were when it was made. Frame 0 is the bottom of the stack.
 *
 * <p>The JVM records the class, method and bytecode index of each frame in arrays of the throwable, topmost frame
 * first. Making stack trace elements of them takes ten times as long as comparing them. The elements also say less: two
 * calls in one line are equal elements, but have different bytecode indexes.
 *
 * <p>The layout of the arrays is that of JDK 17 to 27. It is verified once, on a throwable of this class's own. Where
 * it does not match, the stack trace elements are compared instead.
 */
final class RawTrace {
    /** The positions of the arrays in one chunk of the JVM's. */
    private static final int METHODS = 0;

    private static final int POSITIONS = 1;
    private static final int CLASSES = 2;
    private static final int FIRST_OF_OTHERS = 4;

    private static final int CHUNK_LENGTH = 32;

    private static final @Nullable VarHandle BACKTRACE =
            InjectedField.handle(Throwable.class, "backtrace", Object.class);
    private static final @Nullable VarHandle DEPTH = InjectedField.handle(Throwable.class, "depth", int.class);
    private static final boolean IS_READABLE = isReadable();

    /** The number of frames that count. */
    final int depth;

    /** The number of all frames. Those above {@link #depth} are Whence's own. */
    private final int length;

    private final Object[][] chunks;
    private final StackTraceElement[] elements;

    private RawTrace(int depth, int length, Object[][] chunks, StackTraceElement[] elements) {
        this.depth = depth;
        this.length = length;
        this.chunks = chunks;
        this.elements = elements;
    }

    /** Returns the frames of the current thread, without Whence's own frames at the top. */
    static RawTrace here() {
        RawTrace whole = of(new Throwable());
        int depth = whole.length;
        while (depth > 0 && Frames.isWhence(whole.className(depth - 1))) {
            depth--;
        }
        return new RawTrace(depth, whole.length, whole.chunks, whole.elements);
    }

    /** Returns the frames of a throwable. */
    static RawTrace of(Throwable throwable) {
        return IS_READABLE ? read(throwable) : ofElements(throwable.getStackTrace());
    }

    private static RawTrace ofElements(StackTraceElement[] elements) {
        return new RawTrace(elements.length, elements.length, new Object[0][], elements);
    }

    /** Returns what the JVM has noted of the stack of a throwable; null if it has noted nothing. */
    static @Nullable Object backtrace(Throwable throwable) {
        return BACKTRACE == null ? null : BACKTRACE.get(throwable);
    }

    /** Returns the number of frames of a throwable. */
    static int depth(Throwable throwable) {
        return DEPTH == null ? 0 : (int) DEPTH.get(throwable);
    }

    /** Returns the frames that the JVM has noted for a throwable which need not exist any more. */
    static StackTraceElement[] elements(@Nullable Object backtrace, int depth) {
        if (backtrace == null || BACKTRACE == null || DEPTH == null) {
            return new StackTraceElement[0];
        }
        Throwable holder = new Throwable();
        BACKTRACE.set(holder, backtrace);
        DEPTH.set(holder, depth);
        return holder.getStackTrace();
    }

    private static RawTrace read(Throwable throwable) {
        Object first = BACKTRACE == null ? null : BACKTRACE.get(throwable);
        if (DEPTH == null || !(first instanceof Object[] chunk)) {
            return ofElements(new StackTraceElement[0]);
        }
        int depth = (int) DEPTH.get(throwable);
        Object[][] chunks = new Object[(depth + CHUNK_LENGTH - 1) / CHUNK_LENGTH][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = chunk;
            chunk = next(chunk);
        }
        return new RawTrace(depth, depth, chunks, new StackTraceElement[0]);
    }

    /**
     * Returns the next chunk. It is the only element of a chunk with the same type and length as the chunk itself. The
     * last chunk is returned again, as there is no next one.
     */
    private static Object[] next(Object[] chunk) {
        for (int i = FIRST_OF_OTHERS; i < chunk.length; i++) {
            if (chunk[i] instanceof Object[] next && next.length == chunk.length) {
                return next;
            }
        }
        return chunk;
    }

    /** Whether the arrays of the JVM have the known layout. */
    private static boolean isReadable() {
        try {
            Throwable probe = new Throwable();
            RawTrace trace = read(probe);
            return trace.depth > 0
                    && trace.depth == probe.getStackTrace().length
                    && trace.className(trace.depth - 1).equals(RawTrace.class.getName())
                    && trace.common(read(probe)) == trace.depth;
        } catch (Throwable e) {
            return false;
        }
    }

    /**
     * Returns a number that changes when the frames of a throwable are filled in again, since the JVM makes new arrays
     * then. If the arrays cannot be read, it is always 0.
     */
    static int identity(Throwable throwable) {
        return IS_READABLE && BACKTRACE != null ? System.identityHashCode(BACKTRACE.get(throwable)) : 0;
    }

    /**
     * Returns the number of frames, from the bottom, that are the same in both traces: the same call in the same
     * method.
     */
    int common(RawTrace other) {
        int limit = Math.min(depth, other.depth);
        int common = 0;
        while (common < limit && isSame(common, other)) {
            common++;
        }
        return common;
    }

    private boolean isSame(int frame, RawTrace other) {
        if (chunks.length == 0) {
            return element(frame).equals(other.element(frame));
        }
        return isOfMethod(frame, other) && position(frame) == other.position(frame);
    }

    /** Whether a frame belongs to the same method in both traces, at whatever instruction. */
    boolean isOfMethod(int frame, RawTrace other) {
        if (frame >= depth || frame >= other.depth) {
            return false;
        }
        if (chunks.length == 0) {
            return element(frame).getMethodName().equals(other.element(frame).getMethodName())
                    && className(frame).equals(other.className(frame));
        }
        return method(frame) == other.method(frame) && type(frame) == other.type(frame);
    }

    /**
     * Whether the given number of lowest frames are the same in both traces. In the last of them, the one that called
     * the frames above, the method may have reached another instruction in the other trace.
     */
    boolean isAbove(RawTrace other, int frames) {
        return frames == 0 || (common(other) >= frames - 1 && isOfMethod(frames - 1, other));
    }

    /** Returns the name of the class of a frame, or the empty string if it is not known. */
    String className(int frame) {
        if (chunks.length == 0) {
            return element(frame).getClassName();
        }
        Class<?> type = type(frame);
        return type == null ? "" : type.getName();
    }

    /** Returns the class of a frame, or null if only its name is known. */
    @Nullable Class<?> type(int frame) {
        return chunks.length > 0 && ((Object[]) chunk(frame)[CLASSES])[offset(frame)] instanceof Class<?> type
                ? type
                : null;
    }

    private StackTraceElement element(int frame) {
        return elements[length - 1 - frame];
    }

    private short method(int frame) {
        return ((short[]) chunk(frame)[METHODS])[offset(frame)];
    }

    private int position(int frame) {
        return ((int[]) chunk(frame)[POSITIONS])[offset(frame)];
    }

    private Object[] chunk(int frame) {
        return chunks[(length - 1 - frame) / CHUNK_LENGTH];
    }

    private int offset(int frame) {
        return (length - 1 - frame) % CHUNK_LENGTH;
    }
}
