package dev.whence.runtime;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One walk over the top of the stack, as far as is needed to show the program's own line; the JVM fetches the frames in
 * batches as they are asked for.
 *
 * <p>The line that people need is the one of the application. So of a library that was called, and of what is generated
 * around it, only the first frame counts, which made the hop; where it is not known what is a library, the first two of
 * the calling package leave room for those of another, which a framework of the application's own may be part of as well.
 */
final class SiteWalk implements Function<Stream<StackWalker.StackFrame>, Site> {
    private static final int LIMIT = 64;
    private static final int FRAMES = 4;
    private static final int ALL_FRAMES = 48;
    private static final int KEPT_OF_CALLED = 2;
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final SiteWalk[] WALK = walks(FRAMES);
    private static final SiteWalk[] FULL_WALK = walks(ALL_FRAMES);

    private final int wanted;
    private final boolean inExecute;

    private SiteWalk(int wanted, boolean inExecute) {
        this.wanted = wanted;
        this.inExecute = inExecute;
    }

    private static SiteWalk[] walks(int wanted) {
        return new SiteWalk[] {new SiteWalk(wanted, false), new SiteWalk(wanted, true)};
    }

    static Site here(boolean inExecute) {
        SiteWalk[] walks = Settings.stacks == Settings.STACKS_FULL ? FULL_WALK : WALK;
        return WALKER.walk(walks[inExecute ? 1 : 0]);
    }

    @Override
    public Site apply(Stream<StackWalker.StackFrame> stack) {
        Chosen chosen = new Chosen(wanted);
        String api = Site.UNKNOWN.api;
        boolean isExecute = inExecute;
        boolean isOver = false;
        int walks = 0;
        Iterator<StackWalker.StackFrame> frame = stack.limit(LIMIT).iterator();
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
        boolean isCut = chosen.hasMore || (!isOver && walks == LIMIT);
        return chosen.length == 0 ? Site.UNKNOWN : InternedSite.of(api, chosen.frames, chosen.length, isCut);
    }

    /** The frames that are kept. */
    private static final class Chosen {
        final StackWalker.StackFrame[] frames;
        int length;

        /** Whether there are others that are not. */
        boolean hasMore;

        /** Whether none of them is the program's. */
        private boolean isOfLibrary;

        /** Whether there is one of another program or library than the first. */
        private boolean hasOther;

        /** Which is the first of another part of the same; 0 if there is none. */
        private int otherPart;

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
            if (hasOther || frames.length == ALL_FRAMES) {
                return true;
            }
            if (isOther(name)) {
                length = KEPT_OF_CALLED;
                if (otherPart >= KEPT_OF_CALLED) {
                    frames[length++] = frames[otherPart];
                }
                return add(walked);
            }
            if (otherPart == 0 && isOfOtherPart(name)) {
                length = KEPT_OF_CALLED;
                return add(walked);
            }
            return false;
        }

        private boolean add(StackWalker.StackFrame walked) {
            if (length > 0) {
                String name = walked.getClassName();
                hasOther |= isOther(name);
                otherPart = otherPart == 0 && isOfOtherPart(name) ? length : otherPart;
            }
            frames[length++] = walked;
            return false;
        }

        private boolean isOfOtherPart(String name) {
            return !Frames.isOfSamePart(name, frames[0].getClassName());
        }

        private boolean isOther(String name) {
            return !Frames.isOfSameRoot(name, frames[0].getClassName());
        }
    }
}
