package dev.whence.services.webflux;

import dev.whence.services.Orders;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** A second service for prices by gRPC, and a client of it. A message is the number of an order. */
@Component
class PriceServer {
    private static final MethodDescriptor<Long, Long> PRICE = MethodDescriptor.newBuilder(
                    new OrderNumber(), new OrderNumber())
            .setType(MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName("prices", "price"))
            .build();

    private final Orders orders;
    private final ManagedChannel channel;

    PriceServer(Orders orders) throws IOException {
        this.orders = orders;
        Server server = NettyServerBuilder.forPort(0)
                .addService(ServerServiceDefinition.builder("prices")
                        .addMethod(PRICE, ServerCalls.asyncUnaryCall(this::respond))
                        .build())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
    }

    private void respond(long order, StreamObserver<Long> responses) {
        orders.priced(order);
        responses.onNext(order);
        responses.onCompleted();
    }

    /** Asks for the price of an order. */
    Mono<Long> price(long order) {
        return Mono.create(price ->
                ClientCalls.asyncUnaryCall(channel.newCall(PRICE, CallOptions.DEFAULT), order, new Received(price)));
    }

    private record Received(MonoSink<Long> price) implements StreamObserver<Long> {
        @Override
        public void onNext(Long value) {
            price.success(value);
        }

        @Override
        public void onError(Throwable failure) {
            price.error(failure);
        }

        @Override
        public void onCompleted() {
            // The price has come before.
        }
    }

    private static final class OrderNumber implements MethodDescriptor.Marshaller<Long> {
        @Override
        public InputStream stream(Long number) {
            return new ByteArrayInputStream(
                    ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        }

        @Override
        public Long parse(InputStream stream) {
            try {
                return ByteBuffer.wrap(stream.readAllBytes()).getLong();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
