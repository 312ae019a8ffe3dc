package dev.whence.libraries;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

/** gRPC over its three transports. A message is the ID of an operation. */
final class Grpc implements Library {
    private static final List<String> POINTS = List.of("message", "completion", "server");

    static final MethodDescriptor<String, String> UNARY = method("unary", MethodType.UNARY);
    private static final MethodDescriptor<String, String> STREAMING = method("streaming", MethodType.BIDI_STREAMING);

    @Override
    public void measure(Session session) throws Exception {
        Server shaded = io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.forPort(0)
                .addService(service(Grpc::answer))
                .build()
                .start();
        Server netty = io.grpc.netty.NettyServerBuilder.forPort(0)
                .addService(service(Grpc::answer))
                .build()
                .start();
        InProcessServerBuilder.forName("operations")
                .addService(service(Grpc::answer))
                .build()
                .start();
        rows(
                session.of("gRPC netty-shaded", io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.class),
                () -> io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress("localhost", shaded.getPort())
                        .usePlaintext()
                        .build());
        rows(
                session.of("gRPC netty", io.grpc.netty.NettyChannelBuilder.class),
                () -> io.grpc.netty.NettyChannelBuilder.forAddress("localhost", netty.getPort())
                        .usePlaintext()
                        .build());
        rows(
                session.of("gRPC in-process", InProcessChannelBuilder.class),
                () -> InProcessChannelBuilder.forName("operations").build());
    }

    private static void rows(Rows rows, Callable<ManagedChannel> channel) {
        rows.row("unary", POINTS, () -> new Client(channel.call()), Client::unary);
        rows.row("streaming", POINTS, () -> new Client(channel.call()), Client::stream);
    }

    private record Client(ManagedChannel channel) {
        void unary(Operation operation) {
            ClientCalls.asyncUnaryCall(
                    channel.newCall(UNARY, CallOptions.DEFAULT), operation.id(), new Noting(operation));
        }

        void stream(Operation operation) {
            StreamObserver<String> requests = ClientCalls.asyncBidiStreamingCall(
                    channel.newCall(STREAMING, CallOptions.DEFAULT), new Noting(operation));
            requests.onNext(operation.id());
            requests.onNext(operation.id());
            requests.onCompleted();
        }
    }

    /** Returns a service that answers single messages. */
    static ServerServiceDefinition service(ServerCalls.UnaryMethod<String, String> unary) {
        return ServerServiceDefinition.builder("operations")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall(unary))
                .addMethod(STREAMING, ServerCalls.asyncBidiStreamingCall(Grpc::answers))
                .build();
    }

    private static void answer(String id, StreamObserver<String> responses) {
        Operation operation = Operation.of(id);
        operation.seen("server");
        operation.awaitAllStarted();
        responses.onNext(id);
        responses.onCompleted();
    }

    private static StreamObserver<String> answers(StreamObserver<String> responses) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String id) {
                Operation operation = Operation.of(id);
                operation.seen("server");
                operation.awaitAllStarted();
                responses.onNext(id);
            }

            @Override
            public void onError(Throwable failure) {
                responses.onError(failure);
            }

            @Override
            public void onCompleted() {
                responses.onCompleted();
            }
        };
    }

    private record Noting(Operation operation) implements StreamObserver<String> {
        @Override
        public void onNext(String value) {
            operation.seen("message");
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
        }

        @Override
        public void onCompleted() {
            operation.seen("completion");
        }
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder(new Text(), new Text())
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("operations", name))
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
