package dev.whence.runtime;

import dev.whence.Async;
import org.jspecify.annotations.Nullable;

/**
 * The source line at which a hop was made, the few frames above it, and the method that made it ({@code thenApply}).
 *
 * <p>It consists of strings and numbers only: a site keeps no class and no class loader alive. Sites are interned, so
 * that two hops at one place have the same one.
 */
final class Site {
    static final Site UNKNOWN = new Site("async", new StackTraceElement[0], new int[0], false);

    /** The site of a hop that was not looked at. */
    static final Site UNSEEN = new Site(Async.UNSEEN, new StackTraceElement[0], new int[0], false);

    /** The JDK or library method that makes the hop. */
    final String api;

    /** From the frame that made the hop outwards, the nearest of the user's frames up to the end of its task. */
    final StackTraceElement[] frames;

    /** Whether there were more of them. */
    final boolean isCut;

    private final int[] bytecodeIndexes;

    /** The hops last made here: most often the same way leads to the same site, and the same node can serve. */
    private final @Nullable Hop[] known = new Hop[4];

    private int next;

    Site(String api, StackTraceElement[] frames, int[] bytecodeIndexes, boolean isCut) {
        this.api = api;
        this.frames = frames;
        this.bytecodeIndexes = bytecodeIndexes;
        this.isCut = isCut;
    }

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

    @Nullable Hop knownHop(@Nullable Hop parent, boolean approximate) {
        for (Hop hop : known) {
            if (hop != null && hop.parent == parent && hop.approximate == approximate) {
                return hop;
            }
        }
        return null;
    }

    /** Races are harmless here: a hop is immutable, and one that gets lost is made anew. */
    void remember(Hop hop) {
        int slot = next & 3;
        next = slot + 1;
        known[slot] = hop;
    }
}
