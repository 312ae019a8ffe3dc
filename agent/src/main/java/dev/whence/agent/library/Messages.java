package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HeaderNames;
import dev.whence.runtime.library.HookedMethod;

/**
 * Messages of a library that have headers. The context goes out with a message, and a method that handles one runs in
 * the operation that the message names:
 *
 * <pre>{@code
 * Future doSend(ProducerRecord record, Callback callback) {
 *     MessageHooks.sending(record, 20);
 *     ...
 * }
 *
 * void doInvokeRecordListener(ConsumerRecord record, ...) {
 *     try {
 *         MessageHooks.received(record, 21);
 *         ...
 *     } finally {
 *         MessageHooks.end(21);
 *     }
 * }
 * }</pre>
 *
 * <p>Of a message that cannot be changed, a copy goes out:
 *
 * <pre>{@code
 * void basicPublish(String exchange, ..., BasicProperties props, byte[] body) {
 *     props = (BasicProperties) MessageHooks.sendingCopy(props, BasicProperties.class, 22);
 *     ...
 * }
 * }</pre>
 *
 * <p>The program may fetch messages in batches, and iterate over them:
 *
 * <pre>{@code
 * ConsumerRecords poll(Duration timeout) {
 *     BatchHooks.fetching(this, 23);
 *     ...
 *     BatchHooks.fetching(this, 23);
 *     return records;
 * }
 *
 * Iterator<ConsumerRecord> iterator() {
 *     ...
 *     return BatchHooks.iterating(iterator, 24);
 * }
 * }</pre>
 *
 * <p>The headers are read and written by public methods, of which only the names are needed.
 */
final class Messages {
    private static final String HOOKS = "library/MessageHooks";
    private static final String BATCH_HOOKS = "library/BatchHooks";
    private static final String OF_MESSAGE = "(Ljava/lang/Object;I)V";
    private static final String OF_COPY = "(Ljava/lang/Object;Ljava/lang/Class;I)Ljava/lang/Object;";

    private final String hook;
    private final HeaderNames headers;

    private Messages(String hook, HeaderNames headers) {
        this.hook = hook;
        this.headers = headers;
    }

    /** Messages whose headers are read and written by methods of these names. */
    static Messages of(String hook, HeaderNames headers) {
        return new Messages(hook, headers);
    }

    /** A method that sends a message, which is an argument. */
    WovenType sentBy(Written method, String argument) {
        return type(method).at(sent(method, argument, false));
    }

    /** As {@link #sentBy}, where null stands for a message without headers, and methods differ by version. */
    WovenType sentByEither(String argument, Written... methods) {
        Point[] points = new Point[methods.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = sent(methods[i], argument, true);
        }
        return type(methods[0]).either(points);
    }

    private Point sent(Written method, String argument, boolean mayBeNull) {
        Point point = Point.enter(method.name, method.parameters).loadArgument(argument);
        if (headers.copy().isEmpty()) {
            return point.push(number(method)).call(HOOKS, "sending", OF_MESSAGE);
        }
        return (mayBeNull ? point.loadTypeOfArgument(argument) : point.loadNull())
                .push(number(method))
                .call(HOOKS, "sendingCopy", OF_COPY)
                .storeArgument(argument);
    }

    /** A method that sends a message, of which it calls a method just before. */
    WovenType sentAfter(Written method, String called) {
        return type(method)
                .at(Point.beforeCall(method.name, method.parameters, called)
                        .dup()
                        .push(number(method))
                        .call(HOOKS, "sending", OF_MESSAGE));
    }

    /** A method that handles a message, which is an argument. */
    WovenType handledBy(Written method, String argument) {
        return type(method)
                .at(Point.enter(method.name, method.parameters)
                        .loadArgument(argument)
                        .push(number(method))
                        .call(HOOKS, "received", OF_MESSAGE))
                .at(end(method));
    }

    /** A method that handles a message from a place on, where the message is the value on the stack. */
    WovenType handledFrom(Written method, Point place) {
        return type(method)
                .at(place.dup().push(number(method)).call(HOOKS, "receivedIfAny", OF_MESSAGE))
                .at(end(method));
    }

    /** A method that hands messages to another one, whose last argument they are, one after the other. */
    WovenType handledInCalls(Written method, String called) {
        return handledFrom(method, Point.beforeCall(method.name, method.parameters, called))
                .at(Point.afterCall(method.name, method.parameters, called)
                        .push(number(method))
                        .call(HOOKS, "end", "(I)V"));
    }

    private Point end(Written method) {
        return Point.atEnd(method.name, method.parameters).push(number(method)).call(HOOKS, "end", "(I)V");
    }

    /** A class from which the program fetches batches of messages. Calls of other methods end the last message. */
    WovenType fetchedBy(String source, String fetch, String... others) {
        Written fetching = Written.of(source, fetch);
        WovenType type = type(fetching)
                .at(ofSource(Point.enter(fetch, "(*)"), fetching, "fetching"))
                .at(ofSource(Point.exit(fetch, "(*)"), fetching, "fetching"));
        for (String other : others) {
            Written method = Written.of(source, other);
            type.at(ofSource(Point.enter(other, "(*)"), method, "called"));
        }
        return type;
    }

    private Point ofSource(Point point, Written method, String called) {
        return point.load(0).push(number(method)).call(BATCH_HOOKS, called, OF_MESSAGE);
    }

    /** A method that returns an iterator over the messages of a batch. */
    WovenType iteratedBy(Written method) {
        return returned(method, "iterating", "Ljava/util/Iterator;");
    }

    /** A method that returns a list of messages of a batch. */
    WovenType listedBy(Written method) {
        return returned(method, "listing", "Ljava/util/List;");
    }

    private WovenType returned(Written method, String called, String result) {
        return type(method)
                .at(Point.exit(method.name, method.parameters)
                        .push(number(method))
                        .call(BATCH_HOOKS, called, "(" + result + "I)" + result));
    }

    private WovenType type(Written method) {
        return WovenType.of(hook, method.owner.replace('.', '/'));
    }

    private int number(Written method) {
        return HookedMethod.number(hook, method.fullName(), headers);
    }
}
