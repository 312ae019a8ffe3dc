package dev.whence.agent.cli;

import java.util.List;

/**
 * A table of {@code dump --watch}.
 *
 * @param rows the member of a frame that has the rows
 * @param columns the columns
 * @param sorted the column by which the rows are sorted at first
 */
record WatchTable(String rows, List<WatchColumn> columns, int sorted) {
    /** How wide a terminal is at least that shows all columns. */
    private static final int WIDE = 80;

    private static final WatchTable POOLS = new WatchTable(
            "pools",
            List.of(
                    WatchColumn.text("POOL", 0, pool -> pool.text("name")),
                    new WatchColumn(
                            "ACTIVE",
                            12,
                            0,
                            pool -> pool.number("active") + " of " + pool.number("threads"),
                            pool -> pool.number("active")),
                    WatchColumn.number("QUEUED", 0, pool -> pool.number("queued")),
                    WatchColumn.time("WAIT P50", pool -> pool.object("waits").number("p50Millis")),
                    WatchColumn.time("WAIT P99", pool -> pool.object("waits").number("p99Millis"))),
            2);

    private static final WatchTable SITES = new WatchTable(
            "sites",
            List.of(
                    WatchColumn.number("ALL", 0, WatchTable::all),
                    WatchColumn.number("PENDING", WIDE, site -> site.number("pending")),
                    WatchColumn.number("QUEUED", 0, site -> site.number("queued")),
                    WatchColumn.number("DUE", WIDE, site -> site.number("delayed")),
                    WatchColumn.time("OLDEST", site -> site.number("oldestMillis")),
                    WatchColumn.text("SITE", 0, WatchTable::made)),
            0);

    private static final WatchTable OPERATIONS = new WatchTable(
            "operations",
            List.of(
                    WatchColumn.time("AGE", row -> row.number("ageMillis")),
                    WatchColumn.text("OPERATION", 20, WatchTable::operation),
                    WatchColumn.text("WAITS", 0, WatchTable::waits)),
            0);

    private static final WatchTable THREADS = new WatchTable(
            "threads",
            List.of(
                    WatchColumn.time("BLOCKED", row -> row.number("waitsMillis")),
                    WatchColumn.text("THREAD", 20, WatchTable::thread),
                    new WatchColumn("OPERATION", 16, WIDE, row -> row.text("operation"), null),
                    WatchColumn.text("IN", 0, row -> row.text("waitsIn") + at(row))),
            0);

    private static final WatchTable HOPS = new WatchTable(
            "hops",
            List.of(
                    new WatchColumn(
                            "HOPS", 8, 0, row -> SitesText.count(row.number("hops")), row -> row.number("hops")),
                    WatchColumn.measured("WAIT P50", WIDE, "waitNanos", "p50"),
                    WatchColumn.measured("P99", 0, "waitNanos", "p99"),
                    WatchColumn.measured("RUN P50", WIDE, "runNanos", "p50"),
                    WatchColumn.measured("P99", 0, "runNanos", "p99"),
                    WatchColumn.text("FROM", 0, row -> row.text("at").isEmpty() ? "unknown source lines" : made(row))),
            0);

    /** All tables, from the top to the bottom. */
    static final List<WatchTable> ALL = List.of(POOLS, SITES, OPERATIONS, THREADS, HOPS);

    private static long all(JsonTree site) {
        return site.number("pending") + site.number("queued") + site.number("delayed");
    }

    /** Returns how work was made. */
    private static String made(JsonTree row) {
        return row.text("what") + at(row);
    }

    private static String at(JsonTree row) {
        return row.text("at").isEmpty() ? "" : " at " + row.text("at");
    }

    private static String operation(JsonTree row) {
        String id = row.text("operation");
        return id.isEmpty() ? "(" + row.number("roots") + " without)" : id;
    }

    private static String waits(JsonTree row) {
        return switch (row.text("state")) {
            case "waiting" -> thread(row) + " in " + row.text("waitsIn") + at(row);
            case "running" -> thread(row) + " runs" + at(row);
            case "queued" -> "queued in " + row.text("pool") + ": " + made(row);
            case "delayed" -> "due in " + Span.text(row.number("delayMillis")) + ": " + made(row);
            default -> made(row);
        };
    }

    private static String thread(JsonTree row) {
        JsonTree thread = row.object("thread");
        String name = thread.text("name");
        return name.isEmpty() ? "#" + thread.number("id") : name;
    }
}
