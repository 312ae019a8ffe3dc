package dev.whence.log;

/**
 * A tracked edge from an earlier event.
 *
 * @param from the ID of the earlier event, {@code task:n}
 * @param via the kind of the edge, such as {@code fork}; empty if it is not known
 */
public record Edge(String from, String via) {}
