package dev.whence.runtime;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the top of the stack. Six frames, counting those of the JDK, are what the JVM fetches in one batch; only
 * where these do not show the program's own line, or with {@code stacks=full}, is more asked for.
 *
 * <p>The line that people need is the one of the application. So of a library that was called, and of what is generated
 * around it, only the first frame counts, which made the hop; where it is not known what is a library, the first two of
 * the calling package leave room for those of another.
 */
final class SiteWalk implements Function<Stream<StackWalker.StackFrame>, @Nullable Site> {
    private static final int SHORT = 6;
    private static final int LONG = 64;
    private static final int FRAMES = 4;
    private static final int ALL_FRAMES = 48;
    private static final int KEPT_OF_CALLED = 2;
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final SiteWalk[] SHORT_WALK = walks(SHORT, FRAMES);
    private static final SiteWalk[] LONG_WALK = walks(LONG, FRAMES);
    private static final SiteWalk[] FULL_WALK = walks(LONG, ALL_FRAMES);

    private final int limit;
    private final int wanted;
    private final boolean inExecute;

    private SiteWalk(int limit, int wanted, boolean inExecute) {
        this.limit = limit;
        this.wanted = wanted;
        this.inExecute = inExecute;
    }

    private static SiteWalk[] walks(int limit, int wanted) {
        return new SiteWalk[] {new SiteWalk(limit, wanted, false), new SiteWalk(limit, wanted, true)};
    }

    static Site here(boolean inExecute) {
        int which = inExecute ? 1 : 0;
        if (Settings.stacks == Settings.STACKS_FULL) {
            return orUnknown(WALKER.walk(FULL_WALK[which]));
        }
        Site site = WALKER.walk(SHORT_WALK[which]);
        return site != null ? site : orUnknown(WALKER.walk(LONG_WALK[which]));
    }

    private static Site orUnknown(@Nullable Site site) {
        return site == null ? Site.UNKNOWN : site;
    }

    @Override
    public @Nullable Site apply(Stream<StackWalker.StackFrame> stack) {
        Chosen chosen = new Chosen(wanted);
        String api = Site.UNKNOWN.api;
        boolean isExecute = inExecute;
        boolean isOver = false;
        int walks = 0;
        Iterator<StackWalker.StackFrame> frame = stack.limit(limit).iterator();
        while (!isOver && frame.hasNext()) {
            StackWalker.StackFrame walked = frame.next();
            String name = walked.getClassName();
            walks++;
            if (!isExecute && !Frames.isMachinery(name)) {
                isOver = chosen.isEnough(walked, name);
            } else if (chosen.length > 0) {
                isOver = Frames.isDispatch(name);
            } else if (Frames.completes(name, walked.getMethodName())) {
                isOver = true;
            } else if (!Frames.isOurs(name)) {
                isExecute = false;
                api = walked.getMethodName();
            }
        }
        boolean isCut = chosen.hasMore || (!isOver && walks == limit);
        return chosen.length == 0 || (isCut && limit == SHORT && chosen.isOfLibrary)
                ? null
                : InternedSite.of(api, chosen.frames, chosen.length, isCut);
    }

    /** The frames that are kept. */
    private static final class Chosen {
        final StackWalker.StackFrame[] frames;
        int length;

        /** Whether there are others that are not. */
        boolean hasMore;

        /** Whether none of them is the program's. */
        boolean isOfLibrary;

        /** Whether frames of the package that was called have given way to those of another. */
        private boolean hasTurned;

        Chosen(int wanted) {
            frames = new StackWalker.StackFrame[wanted];
        }

        /** Takes a frame, or not; whether there is nothing more to look for. */
        boolean isEnough(StackWalker.StackFrame walked, String name) {
            if (frames.length < ALL_FRAMES && Frames.isPassedOver(name)) {
                isOfLibrary |= length == 0;
                hasMore |= length > 0 && !isOfLibrary;
                return length == 0 && add(walked);
            }
            isOfLibrary = false;
            if (length < frames.length) {
                return add(walked);
            }
            hasMore = true;
            if (frames.length < ALL_FRAMES && !hasTurned && !Frames.isOfSameRoot(name, frames[0].getClassName())) {
                hasTurned = true;
                length = KEPT_OF_CALLED;
                return add(walked);
            }
            return hasTurned || frames.length == ALL_FRAMES;
        }

        private boolean add(StackWalker.StackFrame walked) {
            frames[length++] = walked;
            return false;
        }
    }
}
