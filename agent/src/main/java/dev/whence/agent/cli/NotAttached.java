package dev.whence.agent.cli;

/** Thrown if the agent cannot be attached. The message says why, and what to do. */
class NotAttached extends Exception {
    private static final long serialVersionUID = 1;

    NotAttached(String message) {
        super(message);
    }
}
