package dev.whence.agent.cli;

/** The agent cannot be attached; the message says why, and what to do. */
final class NotAttached extends Exception {
    private static final long serialVersionUID = 1;

    NotAttached(String message) {
        super(message);
    }
}
