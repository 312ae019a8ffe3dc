package dev.whence.runtime;

/** In what way a failure that nobody has observed may have got lost. */
public enum Loss {
    /** Work of the program has thrown, or a stage has passed the failure on, and nobody has asked for the result. */
    LOST,

    /** Code has completed a future with the failure, and nothing has ever depended on that future. */
    UNUSED,

    /** The future was complete when it was to fail. */
    TOO_LATE,

    /** The result of another future counted, since that one was first. */
    SLOWER,

    /** Another failure was passed on in its place, to what depends on both futures. */
    SECOND,

    /** Code has waited for the future with a time limit, and has given up. */
    GIVEN_UP,

    /** The work was one of those of {@code invokeAll}, which returns when all are done, however they have ended. */
    INVOKED_WITH_OTHERS,

    /** The work was one of those of {@code invokeAny} or of a completion service, which has not handed it out. */
    NOT_TAKEN,

    /** The work was interrupted. */
    INTERRUPTED,

    /** Only the message of the throwable was read. */
    ONLY_MESSAGE
}
