package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
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
 * <p>The headers are read and written by public methods, of which only the names are needed.
 */
final class Messages {
    private static final String HOOKS = "library/MessageHooks";
    private static final String OF_MESSAGE = "(Ljava/lang/Object;I)V";

    private final String hook;
    private final String headers;
    private final String getter;
    private final String setter;
    private final String remover;

    private Messages(String hook, String headers, String getter, String setter, String remover) {
        this.hook = hook;
        this.headers = headers;
        this.getter = getter;
        this.setter = setter;
        this.remover = remover;
    }

    /**
     * Messages whose method {@code headers} returns their headers; empty if a message has the other methods itself.
     * {@code remover} is empty if the setter replaces a header.
     */
    static Messages of(String hook, String headers, String getter, String setter, String remover) {
        return new Messages(hook, headers, getter, setter, remover);
    }

    /** A method that sends a message, which is an argument. */
    WovenType sentBy(Written method, String argument) {
        return type(method)
                .at(Point.enter(method.name, method.parameters)
                        .loadArgument(argument)
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
                .at(Point.atEnd(method.name, method.parameters)
                        .push(number(method))
                        .call(HOOKS, "end", "(I)V"));
    }

    private WovenType type(Written method) {
        return WovenType.of(hook, method.owner.replace('.', '/'));
    }

    private int number(Written method) {
        return HookedMethod.number(hook, method.fullName(), headers, getter, setter, remover);
    }
}
