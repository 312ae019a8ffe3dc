package dev.whence.services.proof;

import java.util.List;

/** The kinds of requests, each for one path of a service. */
enum Route {
    WORK,
    ASYNC,
    ECHO,
    FAIL,
    SLOW,
    SLOW_ABORTED,
    CHUNKS,
    CHUNKS_ABORTED;

    private static final int CHUNKS_LENGTH = 24 * 4096;

    /** Returns the route of an order. A hundred consecutive orders use all routes. */
    static Route of(long order) {
        int turn = (int) (order % 100);
        if (turn < 8) {
            return ECHO;
        } else if (turn < 14) {
            return FAIL;
        } else if (turn < 16) {
            return SLOW;
        } else if (turn < 17) {
            return SLOW_ABORTED;
        } else if (turn < 19) {
            return CHUNKS;
        } else if (turn < 20) {
            return CHUNKS_ABORTED;
        }
        return turn < 45 ? ASYNC : WORK;
    }

    /** Returns the events that the service must log about an order, in any sequence. */
    List<String> events() {
        return switch (this) {
            case WORK, ASYNC -> List.of("begin", "priced", "end");
            case FAIL -> List.of("begin");
            case ECHO, SLOW, SLOW_ABORTED, CHUNKS, CHUNKS_ABORTED -> List.of("begin", "end");
        };
    }

    /** Returns the path and the query of a request. */
    String target(long order, List<String> ways) {
        String way = this == ASYNC ? "way=" + ways.get((int) (order % ways.size())) + "&" : "";
        return path() + "?" + way + "order=" + order;
    }

    private String path() {
        return switch (this) {
            case WORK -> "/work";
            case ASYNC -> "/async";
            case ECHO -> "/echo";
            case FAIL -> "/fail";
            case SLOW, SLOW_ABORTED -> "/slow";
            case CHUNKS, CHUNKS_ABORTED -> "/chunks";
        };
    }

    boolean isPost() {
        return this == ECHO;
    }

    boolean isAborted() {
        return this == SLOW_ABORTED || this == CHUNKS_ABORTED;
    }

    static String body(long order) {
        return "body of " + order;
    }

    boolean expects(long order, int status, String body) {
        return switch (this) {
            case WORK, ASYNC, SLOW -> status == 200 && body.equals("order " + order);
            case ECHO -> status == 200 && body.equals(body(order));
            case CHUNKS -> status == 200 && body.length() == CHUNKS_LENGTH;
            case FAIL -> status == 500;
            case SLOW_ABORTED, CHUNKS_ABORTED -> true;
        };
    }
}
