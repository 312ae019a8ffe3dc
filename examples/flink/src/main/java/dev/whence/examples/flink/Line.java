package dev.whence.examples.flink;

/**
 * A line of a log on its way through the job. Its fields are public for Flink's serializer of plain objects, by which a
 * savepoint can be read by a later version of the job too.
 */
public final class Line {
    /** The time of what says nothing about time. */
    static final long NO_TIME = Long.MIN_VALUE;

    /** The file, or the topic and its partition. */
    public String source = "";

    /** The number of the line in the file, from 1, or its offset in the partition. */
    public long number;

    /** The line, without its line end. */
    public byte[] text = {};

    /** The key of the operation that the line belongs to; empty if there is none. */
    public String operation = "";

    /** The stamp of the line as a time, or its timestamp if it has no stamp, in milliseconds since 1970. */
    public long time;

    /** What the line tells about the times of those that follow it in its source, or {@link #NO_TIME}. */
    public long progress = NO_TIME;

    /** Why the line cannot be read; empty if it can. */
    public String damage = "";

    String place() {
        return source + ":" + number;
    }
}
