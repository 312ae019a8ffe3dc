package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.concurrent.ExecutionContext;

/** A copy of a library that another jar carries under other names is hooked as the library itself is. */
@SuppressWarnings("FutureReturnValueIgnored")
class RelocatedBehaviour {
    @AutoClose("shutdownGracefully")
    private final EventLoopGroup loops = loops();

    private final Seen seen = new Seen();

    @SuppressWarnings("deprecation")
    private static EventLoopGroup loops() {
        return in("A", () -> new NioEventLoopGroup(1));
    }

    @DisplayName("gRPC's Netty: a listener and a submitted task are of who added and submitted them")
    @Test
    void copyOfGrpc() {
        Promise<String> promise = loops.next().newPromise();
        in("A", () -> promise.addListener(future -> seen.here()));
        elsewhere("B", () -> promise.setSuccess("value"));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> loops.submit(seen::here));
        assertThat(seen.next()).isEqualTo("C");
        in("D", () -> loops.schedule(seen::here, 1, TimeUnit.MILLISECONDS));
        assertThat(seen.next()).isEqualTo("D");
    }

    @NoAgentNeeded
    @DisplayName("gRPC's Netty: a selector that was started under A serves connections in none")
    @Test
    void selectorOfGrpc() throws Exception {
        Channel server = in("A", this::listening);
        for (int i = 0; i < 4; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(server.localAddress());
                socket.getOutputStream().write("hello".getBytes(US_ASCII));
                assertThat(seen.next()).isEmpty();
            }
        }
        server.close().syncUninterruptibly();
    }

    private Channel listening() throws InterruptedException {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                seen.here();
                            }
                        });
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    /** Registers a listener, and returns what completes its future. */
    public interface Use extends Function<Runnable, Runnable> {}

    public static final class OfGuava implements Use {
        @Override
        public Runnable apply(Runnable listener) {
            SettableFuture<String> future = SettableFuture.create();
            future.addListener(listener, MoreExecutors.directExecutor());
            return () -> future.set("value");
        }
    }

    public static final class OfNetty implements Use {
        @Override
        public Runnable apply(Runnable listener) {
            io.netty.util.concurrent.Promise<String> promise = ImmediateEventExecutor.INSTANCE.newPromise();
            promise.addListener(future -> listener.run());
            return () -> promise.setSuccess("value");
        }
    }

    public static final class OfScala implements Use {
        @Override
        public Runnable apply(Runnable listener) {
            scala.concurrent.Promise<String> promise = scala.concurrent.Promise$.MODULE$.apply();
            promise.future()
                    .foreach(
                            value -> {
                                listener.run();
                                return value;
                            },
                            ExecutionContext.parasitic$.MODULE$);
            return () -> promise.success("value");
        }
    }

    @DisplayName("whatever precedes the names, and what replaces their beginning after a word that marks copies")
    @CsvSource({
        "OfGuava, com/google/common/, com/acme/com/google/common/",
        "OfGuava, com/google/common/, com/acme/shaded/com/google/common/",
        "OfGuava, com/google/common/, com/acme/internal/shaded/guava/",
        "OfGuava, com/google/, com/acme/driver/shaded/guava/",
        "OfNetty, io/netty/, com/acme/thirdparty/io/netty/",
        "OfNetty, io/netty/, acme_spark/io/netty/",
        "OfNetty, io/netty/, com/acme/driver/shaded/netty/",
        "OfScala, scala/, com/acme/repackaged/scala/",
    })
    @ParameterizedTest
    void copies(String use, String original, String copy) throws Exception {
        String name = RelocatedBehaviour.class.getName() + "$" + use;
        Class<?> relocated = new Copies(original, copy, name).loadClass(name);
        Use client = (Use) relocated.getDeclaredConstructor().newInstance();
        Runnable completer = in("A", () -> client.apply(seen::here));
        elsewhere("B", completer::run);
        assertThat(seen.next()).isEqualTo("A");
    }

    /** A class loader of a client whose library is relocated. */
    private static final class Copies extends ClassLoader {
        private final String original;
        private final String copy;
        private final String client;

        Copies(String original, String copy, String client) {
            super(RelocatedBehaviour.class.getClassLoader());
            this.original = original;
            this.copy = copy;
            this.client = client;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                String internal = name.replace('.', '/');
                if (internal.startsWith(copy)) {
                    return relocated(name, original + internal.substring(copy.length()));
                }
                return name.equals(client) ? relocated(name, internal) : super.loadClass(name, resolve);
            }
        }

        private Class<?> relocated(String name, String source) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(source + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                ClassWriter writer = new ClassWriter(0);
                new ClassReader(in.readAllBytes()).accept(new ClassRemapper(writer, names()), 0);
                byte[] bytes = writer.toByteArray();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        private Remapper names() {
            return new Remapper(Opcodes.ASM9) {
                @Override
                public String map(String type) {
                    return type.startsWith(original) ? copy + type.substring(original.length()) : type;
                }
            };
        }
    }
}
