package dev.whence.examples.flink;

import org.apache.flink.util.OutputTag;

/** Where the job puts lines that are in no operation. Each line of the input is in exactly one place. */
final class Outputs {
    /** Lines whose operation was closed before they came. */
    static final OutputTag<byte[]> LATE = new OutputTag<>("late") {
        private static final long serialVersionUID = 1;
    };

    /** Lines that cannot be read. */
    static final OutputTag<byte[]> MALFORMED = new OutputTag<>("malformed") {
        private static final long serialVersionUID = 1;
    };

    /** Lines of no operation: headers of files, announcements of dropped events, other programs' lines. */
    static final OutputTag<byte[]> OUTSIDE = new OutputTag<>("outside") {
        private static final long serialVersionUID = 1;
    };

    private Outputs() {}
}
