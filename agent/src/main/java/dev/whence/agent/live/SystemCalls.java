package dev.whence.agent.live;

import dev.whence.runtime.OutgoingCall;
import dev.whence.runtime.State;
import dev.whence.runtime.Ticks;
import dev.whence.runtime.jdk.InFlight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the operating system in which threads wait for other processes. The JVM takes such a thread for one that
 * runs, so that only its stack tells.
 */
final class SystemCalls {
    private static final Set<String> SOCKETS = Set.of(
            "sun.nio.ch.NioSocketImpl",
            "sun.nio.ch.SocketChannelImpl",
            "sun.nio.ch.ServerSocketChannelImpl",
            "sun.nio.ch.DatagramChannelImpl");

    private static final Set<String> FILES = Set.of(
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.RandomAccessFile",
            "sun.nio.ch.FileChannelImpl");

    /** What a thread waits for, by what the names of methods of sockets have in them. */
    private static final Map<String, String> BY_METHOD = Map.of(
            "ead", "a read from a socket",
            "eceive", "a read from a socket",
            "rite", "a write to a socket",
            "send", "a write to a socket",
            "onnect", "a connection to a socket",
            "ccept", "a connection from outside");

    private static final Map<String, String> OTHERS =
            Map.of("lookupAllHostAddr", "the address of a host", "waitForProcessExit0", "the end of a process");

    /** The methods of clients that read the response to the last request of their thread. */
    private static final Map<String, String> READERS = Map.of(
            "HttpClient", "parseHTTP",
            "BridgeInterceptor", "intercept",
            "HttpRequestExecutor", "execute");

    /** Returns what a thread with this stack waits for, or null if it is in no such call. */
    static @Nullable String of(List<StackTraceElement> frames) {
        if (frames.isEmpty() || !isBlocking(frames.get(0))) {
            return null;
        }
        for (StackTraceElement frame : frames) {
            if (!Sighting.isOfJdk(frame.getClassName())) {
                return null;
            }
            String known = OTHERS.get(frame.getMethodName());
            if (known != null) {
                return known;
            }
            if (SOCKETS.contains(frame.getClassName())) {
                String call = call(frame.getMethodName());
                if (call != null) {
                    return call;
                }
            }
        }
        return null;
    }

    /** As {@link #of}, or a file, or a sleep: what a thread does that should do nothing but compute. */
    static @Nullable String ofAnyKind(List<StackTraceElement> frames) {
        String call = of(frames);
        for (int i = 0; call == null && i < frames.size(); i++) {
            StackTraceElement frame = frames.get(i);
            if (!Sighting.isOfJdk(frame.getClassName())) {
                return null;
            }
            if (frame.getClassName().equals("java.lang.Thread")
                    && frame.getMethodName().startsWith("sleep")) {
                return "the end of a sleep";
            }
            if (FILES.contains(frame.getClassName()) && isBlocking(frames.get(0))) {
                return "a file";
            }
        }
        return call;
    }

    /** Whether a thread may wait in its innermost frame. A virtual thread is parked by code of the JDK. */
    private static boolean isBlocking(StackTraceElement innermost) {
        return innermost.isNativeMethod() || innermost.getClassName().startsWith("java.lang.VirtualThread");
    }

    private static @Nullable String call(String method) {
        for (Map.Entry<String, String> known : BY_METHOD.entrySet()) {
            if (method.contains(known.getKey())) {
                return known.getValue();
            }
        }
        return null;
    }

    /** Adds what a thread waits for in such a call: its request, if it is known. */
    static void add(Graph graph, Node node, Thread thread, String call, List<StackTraceElement> frames) {
        State state = InFlight.state(thread);
        OutgoingCall sent = state == null || !isReading(frames) ? null : state.call;
        Node remote = graph.of(sent == null ? new Object() : sent);
        if (sent == null) {
            remote.is(new Remote(call + statement(frames), null));
        } else {
            remote.is(Remote.request(sent.method(), sent.target(), sent.host()));
            remote.seconds = (int) (Ticks.millisSince(sent.since()) / 1_000);
        }
        node.waitsFor(remote);
    }

    private static boolean isReading(List<StackTraceElement> frames) {
        return frames.stream()
                .anyMatch(frame -> frame.getMethodName().equals(READERS.get(simpleName(frame.getClassName()))));
    }

    /** Returns which statement of a database a thread executes, as far as the names in its stack tell. */
    private static String statement(List<StackTraceElement> frames) {
        for (StackTraceElement frame : frames) {
            String type = simpleName(frame.getClassName());
            if (type.endsWith("Statement") && frame.getMethodName().startsWith("execute")) {
                return ", for " + type + "." + frame.getMethodName();
            }
        }
        return "";
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private SystemCalls() {}
}
