package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The headers of gRPC, over any transport. A call of the client takes the context along, and a call of the server begins
 * in it:
 *
 * <pre>{@code
 * public void start(Listener observer, Metadata headers) {       // of ClientCallImpl
 *     GrpcGlue.sending(headers);
 *     ...
 * }
 *
 * public void streamCreated(ServerStream stream, String methodName, Metadata headers) {
 *     try {
 *         GrpcGlue.arrived(stream, headers);
 *         ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 * }</pre>
 *
 * <p>What the server does later, on other threads, is carried in its listener: see the package {@code library}.
 *
 * <p>Checked with 1.40.0, 1.75.0 and 1.85.1.
 */
final class WovenGrpc {
    private static final String HOOK = "gRPC";
    private static final String GLUE = "GrpcGlue";
    private static final String CREATED = "(ServerStream,String,Metadata)";

    static List<WovenType> types() {
        return List.of(
                WovenType.of(HOOK, "io/grpc/internal/ClientCallImpl")
                        .glue(GLUE)
                        .at(Point.enter("start", "(Listener,Metadata)")
                                .load(2)
                                .callGlue(GLUE, "sending", "(Ljava/lang/Object;)V")),
                WovenType.of(HOOK, "io/grpc/internal/ServerImpl$ServerTransportListenerImpl")
                        .glue(GLUE)
                        .at(Point.enter("streamCreated", CREATED)
                                .load(1)
                                .load(3)
                                .callGlue(GLUE, "arrived", "(Ljava/lang/Object;Ljava/lang/Object;)V"))
                        .at(Point.atEnd("streamCreated", CREATED).call("http/ServerRequests", "left", "()V")));
    }

    private WovenGrpc() {}
}
