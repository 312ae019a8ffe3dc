package dev.whence.libraries;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is expected of a row. The file expectations.txt lists all rows. */
enum Expectation {
    /** All operations have their own ID and MDC, and are known to have begun before. */
    RIGHT {
        @Override
        boolean isMetBy(Row row) {
            return ID.isMetBy(row) && isAllRight(row.mdcs()) && row.orders() == Operations.COUNT;
        }
    },

    /** All operations have their own ID, but perhaps no MDC, because it does not travel with messages. */
    ID {
        @Override
        boolean isMetBy(Row row) {
            return NONE.isMetBy(row) && isAllRight(row.ids());
        }
    },

    /** No operation has the ID or the MDC of another one. */
    NONE {
        @Override
        boolean isMetBy(Row row) {
            return row.ids().wrong() == 0 && row.mdcs().wrong() == 0;
        }
    },

    /** A known fault. When it is mended, the file has to say so. */
    WRONG {
        @Override
        boolean isMetBy(Row row) {
            return !NONE.isMetBy(row);
        }
    },

    /** A known fault that does not always show. */
    UNSTEADY {
        @Override
        boolean isMetBy(Row row) {
            return true;
        }
    };

    private static final char SINCE = '@';

    abstract boolean isMetBy(Row row);

    private static boolean isAllRight(Counts counts) {
        return counts.right() == Operations.COUNT;
    }

    /** Returns the expectations on a JDK, by the names of the rows. */
    static Map<String, Expectation> all(Session.Start start, int jdk) throws IOException {
        Map<String, Expectation> expectations = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Expectation.class.getResourceAsStream("/expectations.txt"), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] fields = line.split(" +", 3);
                String expected = start == Session.Start.EAGER ? fields[0] : fields[1];
                int since = expected.indexOf(SINCE);
                if (since < 0 || Integer.parseInt(expected.substring(since + 1)) <= jdk) {
                    String name = since < 0 ? expected : expected.substring(0, since);
                    expectations.put(fields[2], valueOf(name.toUpperCase(Locale.ROOT)));
                }
            });
        }
        return expectations;
    }
}
