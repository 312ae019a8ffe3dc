package dev.whence.libraries;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An operation that makes a hop. */
final class Operation {
    private static final Map<String, Operation> BY_ID = new ConcurrentHashMap<>();

    private final Operations all;
    private final String id;

    Operation(Operations all, String id) {
        this.all = all;
        this.id = id;
        BY_ID.put(id, this);
    }

    /** Returns the operation of an ID, which came as a part of a message. */
    static Operation of(String id) {
        Operation operation = BY_ID.get(id);
        if (operation == null) {
            throw new IllegalArgumentException("there is no operation '" + id + "'");
        }
        return operation;
    }

    static boolean isId(@Nullable String id) {
        return id != null && BY_ID.containsKey(id);
    }

    String id() {
        return id;
    }

    /** Notes what the callback of this operation sees. It is the last one. */
    void seen() {
        seen("");
    }

    /** Notes what the callback of this operation sees at a point. A point that the row does not have is ignored. */
    void seen(String point) {
        all.seen(this, point, true);
    }

    /** Notes what one of several callbacks sees. */
    void sees() {
        all.seen(this, "", false);
    }

    /** Waits until all operations have made their hops, so that none ends before. */
    void awaitAllStarted() {
        all.awaitStarted();
    }

    /** Has an action run when all operations have made their hops. It is not part of any operation. */
    void whenAllStarted(Runnable action) {
        all.whenStarted(action);
    }

    @Override
    public String toString() {
        return id;
    }
}
