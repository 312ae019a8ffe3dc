package dev.whence.runtime;

import dev.whence.Async;
import org.jspecify.annotations.Nullable;

/**
 * The source line at which a hop was made, with a few frames below it on the stack and the method that made the hop,
 * such as {@code thenApply}.
 *
 * <p>A site consists of strings and numbers only, so it keeps no class and no class loader alive. Sites are interned:
 * two hops at one place have the same site.
 */
final class Site {
    /** The site of a hop for which no frame was found. */
    static final Site UNKNOWN = new Site("async", new StackTraceElement[0], new int[0], false);

    /** The site of a hop for which the stack was not read. */
    static final Site UNSEEN = new Site(Async.UNSEEN, new StackTraceElement[0], new int[0], false);

    /** The method of the JDK or of a library that makes the hop. */
    final String api;

    /** The frames of the program nearest to the hop, innermost first, at most down to the bottom of the task. */
    final StackTraceElement[] frames;

    /** Whether there were more such frames. */
    final boolean isCut;

    private final int[] bytecodeIndexes;

    /**
     * The last hops made here. The same chain often leads to the same site again, and then the same node can be used.
     */
    private final @Nullable Hop[] known = new Hop[4];

    private int next;

    /** What was measured of the hops of this line; null before the first one. Races are harmless: there is one. */
    @Nullable Boundary boundary;

    /** The {@link #text}, once it was asked for. Races are harmless: all threads make the same text. */
    private @Nullable String text;

    Site(String api, StackTraceElement[] frames, int[] bytecodeIndexes, boolean isCut) {
        this.api = api;
        this.frames = frames;
        this.bytecodeIndexes = bytecodeIndexes;
        this.isCut = isCut;
    }

    /** Returns the source line as in a stack trace, without the names of loader and module; null if it is not known. */
    @Nullable String text() {
        if (text == null && frames.length > 0) {
            text = text(frames[0]);
        }
        return text;
    }

    /** Returns the {@link #text}, and the source line that has called that one, if it is one of the program. */
    @Nullable String textWithCaller() {
        String line = text();
        boolean hasCaller = frames.length > 1 && !isOfTestFramework(frames[1].getClassName());
        return line == null || !hasCaller ? line : line.concat(", called at ").concat(text(frames[1]));
    }

    private static boolean isOfTestFramework(String type) {
        return type.startsWith("org.junit.") || type.startsWith("java.") || type.startsWith("jdk.");
    }

    private static String text(StackTraceElement line) {
        return new StackTraceElement(
                        line.getClassName(), line.getMethodName(), line.getFileName(), line.getLineNumber())
                .toString();
    }

    /** Whether this site has the given frames. */
    boolean isAt(String api, StackWalker.StackFrame[] walked, int length, boolean cut) {
        if (frames.length != length || isCut != cut || !this.api.equals(api)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (walked[i].getByteCodeIndex() != bytecodeIndexes[i]
                    || !walked[i].getMethodName().equals(frames[i].getMethodName())
                    || !walked[i].getClassName().equals(frames[i].getClassName())) {
                return false;
            }
        }
        return true;
    }

    /** Returns a remembered hop with the given parent, or null if there is none. */
    @Nullable Hop knownHop(@Nullable Hop parent, boolean approximate) {
        for (Hop hop : known) {
            if (hop != null && hop.parent == parent && hop.approximate == approximate) {
                return hop;
            }
        }
        return null;
    }

    /** Remembers a hop. Races are harmless: a hop is immutable, and one that gets lost is made again. */
    void remember(Hop hop) {
        int slot = next & 3;
        next = slot + 1;
        known[slot] = hop;
    }
}
