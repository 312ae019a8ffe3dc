package dev.whence.agent.library;

import java.util.List;

/**
 * Clients for web sockets. What the listener of a socket is called for belongs to the code that has opened the socket, as
 * long as nobody else uses it. Once another operation has sent something, or asked for more, nothing tells whom a message
 * is for.
 *
 * <p>The clients themselves answer pings and close sockets by other methods than the program.
 */
final class WebSockets {
    static List<Carried> all() {
        return List.of(ofJdk(), okHttp());
    }

    /** Web sockets of {@code java.net.http}. One inner class calls the listener, on any thread, also on that of a sender. */
    private static Carried ofJdk() {
        return Carried.in("WebSocket", "jdk.internal.net.http.websocket.WebSocketImpl")
                .made("Listener")
                .usedBy("sendText", "sendBinary", "sendPing", "sendPong", "sendClose", "request")
                .resumedInInner(
                        "ReceiveTask",
                        "processOpen",
                        "processText",
                        "processBinary",
                        "processPing",
                        "processPong",
                        "processClose",
                        "processError");
    }

    /**
     * Web sockets of OkHttp. They read in the callback of the call that has opened them, which calls {@code onOpen} itself.
     * The end is told by the reader, or by whoever writes.
     *
     * <p>Checked with 3.14.9, 4.12.0, 5.1.0 and 5.5.1.
     */
    private static Carried okHttp() {
        return Carried.in("OkHttp web sockets", "okhttp3.internal.ws.RealWebSocket")
                .made("WebSocketListener")
                .usedBy("send(String)", "send(ByteString)", "close(int,String)")
                .resumedIn("onReadMessage", "failWebSocket")
                .resumedInSome("onReadClose", "finishReader")
                .resumedInSome("writeOneFrame", "writeOneFrame$okhttp");
    }

    private WebSockets() {}
}
