package dev.whence.libraries;

import java.util.ArrayList;
import java.util.List;

/** One measurement of all libraries in this JVM. */
final class Session {
    /** How a client comes to exist. */
    enum Start {
        /** It is made and used before the operations, and outside of any. */
        EAGER,

        /** The first operation makes it and is the first to use it, as with most singletons. */
        LAZY
    }

    final Start start;
    final Tracing tracing;
    final Order order = new Order();

    private final List<Row> rows = new ArrayList<>();
    private final List<Object> clients = new ArrayList<>();

    Session(Start start, Tracing tracing) {
        this.start = start;
        this.tracing = tracing;
    }

    /**
     * Returns the rows of a library, which are empty yet.
     *
     * @param type a class in the library's jar, whose name tells the version
     */
    Rows of(String library, Class<?> type) {
        return new Rows(this, library, Version.of(type));
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Keeps a client until the end. Some complain if they are garbage without having been closed. */
    void keep(Object client) {
        clients.add(client);
    }

    List<Row> rows() {
        return rows;
    }
}
