package dev.whence.runtime;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A walk over the top of the stack that finds the site of a hop. The JVM fetches frames in batches, as they are asked
 * for, so the walk stops as early as it can.
 *
 * <p>The walk begins inside the JDK or a library. The last frame there, before the first one of the program, gives the
 * name of the hop. Then up to {@value #FRAMES} frames of the program are collected, until the frames that dispatched
 * the task. Frames of the JDK that only call a function for the task, such as those of a stage that is complete, do not
 * end the walk. A fork/join task is dispatched unless the frame that executes it was called by one that invokes it.
 *
 * <p>A reader needs the lines of the application. So of known libraries and generated classes the walk only takes a
 * frame if it comes first, as the one that made the hop; the next frame of the program is added after it. An unknown
 * library looks like the program. So if all {@value #FRAMES} frames are of one root package, the walk goes on. The
 * first later frame of another root package, or of another part of the same one, takes the place of the last frames,
 * and the first {@value #KEPT_OF_CALLED} stay. The parts are distinguished because a framework of the application's own
 * may have the root package of the application.
 *
 * <p>With {@code stacks=full} up to {@value #ALL_FRAMES} frames are kept, those of libraries too.
 */
final class SiteWalk implements Function<Stream<StackWalker.StackFrame>, Site> {
    /** The maximum number of frames of a walk. */
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

    /**
     * Returns the site of the current hop.
     *
     * @param inExecute whether the top frame is the {@code execute} of an executor, which names the hop but is not
     *     shown
     */
    static Site here(boolean inExecute) {
        SiteWalk[] walks = Settings.stacks == Settings.STACKS_FULL ? FULL_WALK : WALK;
        return WALKER.walk(walks[inExecute ? 1 : 0]);
    }

    @Override
    public Site apply(Stream<StackWalker.StackFrame> stack) {
        Chosen chosen = new Chosen(wanted);
        String api = Site.UNKNOWN.api;
        boolean isExecute = inExecute;
        boolean isForked = false;
        boolean isOver = false;
        int walks = 0;
        Iterator<StackWalker.StackFrame> frame = stack.limit(LIMIT).iterator();
        while (!isOver && frame.hasNext()) {
            StackWalker.StackFrame walked = frame.next();
            String name = walked.getClassName();
            walks++;
            if (!isExecute && !Frames.isMachinery(name)) {
                isOver = isForked || chosen.isEnough(walked, name);
            } else if (chosen.length > 0) {
                boolean callsPart = Frames.callsPart(name, walked);
                boolean executesFork = Frames.executesFork(name, walked);
                isOver = Frames.isDispatch(name) && !callsPart && !executesFork;
                isForked = executesFork || (isForked && !callsPart);
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

    /** The frames of the program that the walk keeps. */
    private static final class Chosen {
        final StackWalker.StackFrame[] frames;
        int length;

        /** Whether frames of the program were dropped. */
        boolean hasMore;

        /** Whether all kept frames belong to a library. */
        private boolean isOfLibrary;

        /** Whether a kept frame has another root package than the first one. */
        private boolean hasOther;

        /** The index of the first kept frame of another part than that of the first frame; 0 if there is none. */
        private int otherPart;

        Chosen(int wanted) {
            frames = new StackWalker.StackFrame[wanted];
        }

        /** Keeps or drops a frame. Returns whether the walk is complete. */
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
