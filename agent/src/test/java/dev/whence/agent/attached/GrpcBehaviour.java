package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An observer of gRPC is called in the correlation of the code that made the call. */
class GrpcBehaviour {
    private static final Marshaller<String> TEXT = new Marshaller<>() {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };
    private static final MethodDescriptor<String, String> UNARY = method(MethodType.UNARY, "unary");
    private static final MethodDescriptor<String, String> CHAT = method(MethodType.BIDI_STREAMING, "chat");

    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();
    /** The server has no MDC of the caller. */
    private final Seen served = new Seen(Vocabulary::correlationId);

    private Server server;
    private ManagedChannel channel;

    private static MethodDescriptor<String, String> method(MethodType type, String name) {
        return MethodDescriptor.newBuilder(TEXT, TEXT)
                .setType(type)
                .setFullMethodName("test/" + name)
                .build();
    }

    @BeforeEach
    void start() throws IOException {
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .executor(pools.single())
                .addService(service())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).executor(pools.single()).build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("test")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall(this::unary))
                .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(this::chat))
                .build();
    }

    private void unary(String request, StreamObserver<String> answer) {
        served.here();
        if (request.equals("fail")) {
            answer.onError(Status.INTERNAL.asException());
        } else {
            answer.onNext(request);
            answer.onCompleted();
        }
    }

    private StreamObserver<String> chat(StreamObserver<String> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String value) {
                served.here();
                answer.onNext(value);
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onCompleted() {
                served.here();
                answer.onCompleted();
            }
        };
    }

    /** Notes what each of its methods sees. */
    private record Noting(Seen seen, Supplier<String> look) implements StreamObserver<String> {
        @Override
        public void onNext(String value) {
            seen.note(value + " " + look.get());
        }

        @Override
        public void onError(Throwable thrown) {
            seen.note("failed " + look.get());
        }

        @Override
        public void onCompleted() {
            seen.note("completed " + look.get());
        }
    }

    private void call(String request, Supplier<String> look) {
        ClientCalls.asyncUnaryCall(channel.newCall(UNARY, CallOptions.DEFAULT), request, new Noting(seen, look));
    }

    private void call(String request) {
        call(request, Vocabulary::id);
    }

    @DisplayName("a single answer, and a failure")
    @Test
    void unary() {
        for (String caller : new String[] {"A", "", "B"}) {
            elsewhere(caller, () -> call("one"));
            assertThat(seen.next(2)).containsExactly("one " + caller, "completed " + caller);
            elsewhere(caller, () -> call("fail"));
            assertThat(seen.next()).isEqualTo("failed " + caller);
        }
    }

    @DisplayName("the server has the caller's, and another one for a call without")
    @Test
    void server() {
        in("A", () -> call("one"));
        assertThat(seen.next(2)).containsExactly("one A", "completed A");
        assertThat(served.next()).isEqualTo("A");
        StreamObserver<String> requests = in(
                "B",
                () -> ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(CHAT, CallOptions.DEFAULT), new Noting(seen, Vocabulary::id)));
        in("C", () -> requests.onNext("one"));
        in("D", requests::onCompleted);
        assertThat(seen.next(2)).containsExactly("one B", "completed B");
        assertThat(served.next(2)).containsExactly("B", "B");
        elsewhere("", () -> call("two"));
        assertThat(served.next()).isNotEmpty().isNotIn("A", "B");
    }

    @DisplayName("a stream that several operations write to")
    @Test
    void streaming() {
        StreamObserver<String> requests = in(
                "A",
                () -> ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(CHAT, CallOptions.DEFAULT), new Noting(seen, Vocabulary::id)));
        in("B", () -> requests.onNext("one"));
        assertThat(seen.next()).isEqualTo("one A");
        elsewhere("", () -> requests.onNext("two"));
        assertThat(seen.next()).isEqualTo("two A");
        in("C", requests::onCompleted);
        assertThat(seen.next()).isEqualTo("completed A");
    }

    @NoAgentNeeded
    @DisplayName("over Netty no exception is thrown inside, which would cost more than all the hooks")
    @Test
    void exceptions() throws IOException {
        Server overNetty = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service())
                .build()
                .start();
        ManagedChannel toNetty = NettyChannelBuilder.forAddress(
                        (InetSocketAddress) overNetty.getListenSockets().get(0))
                .usePlaintext()
                .build();
        try (Recording exceptions = new Recording()) {
            in("A", () -> ClientCalls.blockingUnaryCall(toNetty, UNARY, CallOptions.DEFAULT, "first"));
            exceptions.enable("jdk.JavaExceptionThrow").withStackTrace().with("throttle", "off");
            exceptions.start();
            in("A", () -> ClientCalls.blockingUnaryCall(toNetty, UNARY, CallOptions.DEFAULT, "second"));
            exceptions.stop();
            assertThat(thrown(exceptions)).noneMatch(method -> method.contains("io.grpc.netty."));
        } finally {
            toNetty.shutdownNow();
            overNetty.shutdownNow();
        }
    }

    /**
     * Returns the methods that have made the exceptions, with their callers. The places that Netty's leak detector
     * notes for one buffer in 128 are Throwables too.
     */
    private static List<String> thrown(Recording recording) throws IOException {
        Path file = Files.createTempFile("exceptions", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    // Findings of the agent about other behaviours may be recorded too.
                    .filter(event -> event.hasField("thrownClass"))
                    .filter(event ->
                            !event.getClass("thrownClass").getName().contains(".ResourceLeakDetector$TraceRecord"))
                    .flatMap(event -> event.getStackTrace().getFrames().stream().limit(5))
                    .map(frame -> frame.getMethod().getType().getName())
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the call")
    @Test
    void stack() {
        first();
        assertThat(seen.next(2)).allMatch(stack -> stack.contains("GrpcBehaviour.first"));
        second();
        assertThat(seen.next(2)).allMatch(stack -> stack.contains("GrpcBehaviour.second"));
    }

    private void first() {
        call("one", () -> LogicalStack.current().toString());
    }

    private void second() {
        call("two", () -> LogicalStack.current().toString());
    }
}
