package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.nio.channels.AsynchronousSocketChannel} and {@link java.nio.channels.AsynchronousServerSocketChannel}.
 *
 * <p>The JDK hands the attachment of an operation on, by several ways and threads, to the one method that calls the
 * handler. So the context rides in an object in the place of the attachment, which is taken out again there:
 *
 * <pre>{@code
 * private Future read(boolean isScatteringRead, ..., Object att, CompletionHandler handler) {
 *     att = ChannelHooks.reading(this.whence$, att, handler);           // write is the same
 *     ...
 * }
 *
 * static void invokeUnchecked(CompletionHandler handler, Object attachment, Object value, Throwable exc) {  // of Invoker
 *     try {
 *         attachment = ChannelHooks.begin(attachment);
 *         ...
 *     } finally {
 *         ChannelHooks.end();
 *     }
 * }
 * }</pre>
 *
 * <p>If {@code Invoker} cannot be woven, nothing may be put in the place of an attachment. So one of its methods says that
 * it was woven, and each channel calls that method:
 *
 * <pre>{@code
 * static boolean isBoundToAnyGroup() {               // of Invoker
 *     ChannelHooks.woven();
 *     ...
 * }
 *
 * AsynchronousSocketChannelImpl(AsynchronousChannelGroupImpl group) {
 *     ...
 *     this.whence$ = ChannelHooks.opened(Invoker.isBoundToAnyGroup());
 * }
 * }</pre>
 *
 * <p>Operations on files are tasks of an executor, and so have their context.
 */
final class WovenAsynchronousChannels {
    private static final String HOOK = "asynchronous channels";
    private static final String HOOKS = "jdk/ChannelHooks";
    private static final String PACKAGE = "sun/nio/ch/";
    private static final String CHANNEL = PACKAGE + "AsynchronousSocketChannelImpl";
    private static final String INVOKER = PACKAGE + "Invoker";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String HANDLER = "Ljava/nio/channels/CompletionHandler;";
    private static final String BUFFERS =
            "(ZLjava/nio/ByteBuffer;[Ljava/nio/ByteBuffer;JLjava/util/concurrent/TimeUnit;" + OBJECT + HANDLER
                    + ")Ljava/util/concurrent/Future;";

    static List<WovenType> types() {
        return List.of(channel(), server(), invoker());
    }

    private static WovenType channel() {
        return WovenType.of(HOOK, CHANNEL)
                .field()
                .at(Point.exit("<init>", null)
                        .load(0)
                        .callStatic(INVOKER, "isBoundToAnyGroup", "()Z")
                        .call(HOOKS, "opened", "(Z)" + OBJECT)
                        .putInjected(CHANNEL))
                .at(Point.enter("connect", "(Ljava/net/SocketAddress;" + OBJECT + HANDLER + ")V")
                        .load(2)
                        .load(3)
                        .call(HOOKS, "connecting", "(" + OBJECT + OBJECT + ")" + OBJECT)
                        .store(2, "java/lang/Object"))
                .at(Point.enter("read", BUFFERS)
                        .load(0)
                        .getInjected(CHANNEL)
                        .load(7)
                        .load(8)
                        .call(HOOKS, "reading", "(" + OBJECT + OBJECT + OBJECT + ")" + OBJECT)
                        .store(7, "java/lang/Object"))
                .at(Point.enter("write", BUFFERS)
                        .load(0)
                        .getInjected(CHANNEL)
                        .load(7)
                        .load(8)
                        .load(2)
                        .load(3)
                        .call(HOOKS, "writing", "(" + OBJECT + OBJECT + OBJECT + OBJECT + "[" + OBJECT + ")" + OBJECT)
                        .store(7, "java/lang/Object"));
    }

    private static WovenType server() {
        return WovenType.of(HOOK, PACKAGE + "AsynchronousServerSocketChannelImpl")
                .at(Point.enter("accept", "(" + OBJECT + HANDLER + ")V")
                        .load(1)
                        .load(2)
                        .call(HOOKS, "accepting", "(" + OBJECT + OBJECT + ")" + OBJECT)
                        .store(1, "java/lang/Object"));
    }

    private static WovenType invoker() {
        String invoke = "(" + HANDLER + OBJECT + OBJECT + "Ljava/lang/Throwable;)V";
        return WovenType.of(HOOK, INVOKER)
                .at(Point.enter("isBoundToAnyGroup", "()Z").call(HOOKS, "woven", "()V"))
                .at(Point.enter("invokeUnchecked", invoke)
                        .load(1)
                        .call(HOOKS, "begin", "(" + OBJECT + ")" + OBJECT)
                        .store(1, "java/lang/Object"))
                .at(Point.atThrow("invokeUnchecked", invoke).dup().call(HOOKS, "thrown", "(Ljava/lang/Throwable;)V"))
                .at(Point.atEnd("invokeUnchecked", invoke).call(HOOKS, "end", "()V"));
    }

    private WovenAsynchronousChannels() {}
}
