package dev.whence.log.page;

import java.util.Arrays;
import java.util.List;

/** A number for each row of a page that is another one if anything of the row is. */
final class RowPrints {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    static long[] of(PageLog log) {
        long[] prints = new long[log.size()];
        for (int row = 0; row < prints.length; row++) {
            prints[row] = print(log, row);
        }
        return prints;
    }

    private static long print(PageLog log, int row) {
        int event = log.event(row);
        List<Object> texts = List.of(
                log.shown(row),
                log.graph().id(event),
                log.graph().kinds(event),
                log.graph().missing(event));
        long print = log.begin();
        for (Object text : texts) {
            print = mixed(print, text.hashCode());
        }
        print = mixed(print, log.timeOf(row));
        print = mixed(print, log.stamp(row));
        print = mixed(print, Arrays.hashCode(log.causes(row)));
        return mixed(print, log.isIncomplete(row) ? 1 : 0);
    }

    private static long mixed(long print, long part) {
        long mixed = (print ^ part) * PRIME;
        return mixed ^ mixed >>> 32;
    }

    private RowPrints() {}
}
