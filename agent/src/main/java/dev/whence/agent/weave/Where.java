package dev.whence.agent.weave;

/** The kinds of places of a {@link Point}. */
enum Where {
    /** At the beginning of the method. */
    ENTER,

    /** Before each return instruction. The value to be returned is on the stack. */
    EXIT,

    /** Before each call of a method by its name. The receiver and the arguments are on the stack. */
    BEFORE_CALL,

    /** After each call of a method by its name. The result is on the stack. */
    AFTER_CALL,

    /** In the place of each call of a method by its name. The receiver and the arguments are on the stack. */
    INSTEAD_OF_CALL,

    /**
     * Before each write of a field that the woven class declares. The object and the new value are on the stack.
     */
    BEFORE_PUT,

    /** After the first read of a field by its name, of whichever object. The value is on the stack. */
    AFTER_FIRST_GET,

    /** At the beginning of each handler for {@link Throwable}. The throwable is on the stack. */
    CATCH,

    /** At the end of the method by a throwable, which is on the stack. No local variable can be loaded there. */
    THROW,

    /**
     * At each end of the method, by a return or by a throwable. No local variable can be loaded there, not even
     * {@code this}.
     */
    FINALLY
}
