package dev.whence.services.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The headers by which a request names its correlation. Some of them are not valid. */
enum CorrelationHeaders {
    CORRELATION_ID {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation(id(order)));
        }

        @Override
        boolean accepts(long order, String id) {
            return id.equals(id(order));
        }
    },
    REQUEST_ID {
        @Override
        List<Header> headers(long order) {
            return List.of(request(id(order)));
        }

        @Override
        boolean accepts(long order, String id) {
            return id.equals(id(order));
        }
    },
    TRACEPARENT {
        @Override
        List<Header> headers(long order) {
            return List.of(traceparent(traceId(order)));
        }

        @Override
        boolean accepts(long order, String id) {
            return id.equals(traceId(order));
        }
    },
    ALL {
        @Override
        List<Header> headers(long order) {
            return List.of(traceparent(traceId(order)), request("other/" + order), correlation(id(order)));
        }

        @Override
        boolean accepts(long order, String id) {
            return id.equals(id(order));
        }
    },
    NONE {
        @Override
        List<Header> headers(long order) {
            return List.of();
        }
    },
    LONGEST {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation(longest(order)));
        }

        @Override
        boolean accepts(long order, String id) {
            return id.equals(longest(order));
        }

        private String longest(long order) {
            return id(order) + "=".repeat(128 - id(order).length());
        }
    },
    TOO_LONG {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation(id(order) + "=".repeat(200 - id(order).length())));
        }
    },
    EMPTY {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation(""));
        }
    },
    SPACES {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation("order " + order), request("order\t" + order));
        }
    },
    MARKUP {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation("<b>" + order + "</b>"), request("%0d%0aX-Injected:" + order));
        }
    },
    LETTERS {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation("Auftr\u00e4ge-" + order));
        }
    },
    INVALID_THEN_VALID {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation("not, valid"), request(id(order)));
        }

        @Override
        boolean accepts(long order, String id) {
            return id.equals(id(order));
        }
    },
    INVALID_TRACEPARENT {
        @Override
        List<Header> headers(long order) {
            return List.of(traceparent("0".repeat(32)));
        }
    },
    /** Two ids. A server may adopt the first or none, but never both or a part. */
    TWICE {
        @Override
        List<Header> headers(long order) {
            return List.of(correlation(id(order)), correlation("twice-" + order));
        }

        @Override
        boolean accepts(long order, String id) {
            return id.equals(id(order)) || isNew(id);
        }
    };

    static final String HEADER = "X-Correlation-ID";

    private static final Pattern NEW = Pattern.compile("[0-9a-f]{32}");

    /** A header of a request. */
    record Header(String name, String value) {}

    abstract List<Header> headers(long order);

    /** Returns whether an order with these headers may have this id. */
    boolean accepts(long order, String id) {
        return isNew(id);
    }

    /**
     * Returns the headers of a request. One half of all requests have valid headers; the others use all kinds in turn.
     */
    static CorrelationHeaders of(long turn) {
        return TURNS.get((int) (turn % TURNS.size()));
    }

    private static final List<CorrelationHeaders> TURNS = turns();

    private static List<CorrelationHeaders> turns() {
        List<CorrelationHeaders> turns = new ArrayList<>();
        for (CorrelationHeaders headers : values()) {
            turns.add(CORRELATION_ID);
            turns.add(headers);
        }
        return turns;
    }

    static boolean isNew(String id) {
        return NEW.matcher(id).matches();
    }

    private static String id(long order) {
        return "load-" + order;
    }

    private static String traceId(long order) {
        return "%032x".formatted(order);
    }

    private static Header correlation(String value) {
        return new Header(HEADER, value);
    }

    private static Header request(String value) {
        return new Header("X-Request-ID", value);
    }

    private static Header traceparent(String traceId) {
        return new Header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01");
    }
}
