package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;

import com.mysql.cj.jdbc.AbandonedConnectionCleanupThread;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 89: what a library does for everybody belongs to nobody's operation, also if it is begun inside of one. */
@NoAgentNeeded
class SharedWorkBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("a selector of Netty that was started under A serves connections in none")
    @Test
    void selectorOfNetty() throws Exception {
        EventLoopGroup loops = pools.with(new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()));
        Channel server = in("A", () -> listening(loops));
        for (int i = 0; i < 4; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(server.localAddress());
                socket.getOutputStream().write("hello".getBytes(US_ASCII));
                assertThat(seen.next()).isEmpty();
            }
        }
        server.close().syncUninterruptibly();
    }

    private Channel listening(EventLoopGroup loops) throws InterruptedException {
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

    @DisplayName("the threads of a group of asynchronous channels that was opened under A call handlers in none")
    @Test
    void asynchronousChannels() throws Exception {
        AsynchronousChannelGroup group = in("A", () -> AsynchronousChannelGroup.withFixedThreadPool(2, Thread::new));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (AsynchronousServerSocketChannel server =
                in("A", () -> AsynchronousServerSocketChannel.open(group).bind(any))) {
            for (int i = 0; i < 4; i++) {
                server.accept(null, noting());
                try (Socket socket = new Socket()) {
                    socket.connect(server.getLocalAddress());
                    assertThat(seen.next()).isEmpty();
                }
            }
        } finally {
            group.shutdownNow();
        }
    }

    private CompletionHandler<AsynchronousSocketChannel, Object> noting() {
        return new CompletionHandler<>() {
            @Override
            public void completed(AsynchronousSocketChannel channel, Object attachment) {
                seen.here();
            }

            @Override
            public void failed(Throwable failure, Object attachment) {
                seen.note("failed: " + failure);
            }
        };
    }

    @DisplayName("a thread of Jetty's pool that was started under A leaves nothing to what is not submitted")
    @Test
    void threadOfJetty() throws Exception {
        QueuedThreadPool pool = new QueuedThreadPool(4, 0) {
            @Override
            protected void runJob(Runnable job) {
                seen.here();
                super.runJob(job);
            }
        };
        pool.setReservedThreads(0);
        pool.setDaemon(true);
        pool.start();
        in("A", () -> pool.execute(() -> {}));
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("HikariCP, opened under A: the connections that its housekeeping adds are opened in none")
    @Test
    void housekeepingOfHikari() {
        System.setProperty("com.zaxxer.hikari.housekeeping.periodMs", "200");
        Thread opener = Thread.currentThread();
        HikariConfig configuration = new HikariConfig();
        configuration.setMinimumIdle(4);
        configuration.setMaximumPoolSize(4);
        configuration.setDataSource(watched(opener));
        try (HikariDataSource source = in("A", () -> new HikariDataSource(configuration))) {
            assertThat(seen.next(3)).containsExactly("", "", "");
        }
    }

    /** A database that notes in what correlation other threads than one connect to it. */
    private DataSource watched(Thread ignored) {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:");
        Class<?>[] types = {DataSource.class};
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), types, (proxy, method, arguments) -> {
            if (method.getName().equals("getConnection") && Thread.currentThread() != ignored) {
                seen.here();
            }
            return method.invoke(database, arguments);
        });
    }

    @DisplayName("shared work that is begun under A, in every way in which a task can be")
    @ParameterizedTest
    @MethodSource("hops")
    void begun(Hop hop) {
        begin(hop);
    }

    /** Those that are given the task itself. */
    static Stream<Hop> hops() {
        Set<String> wrapping = Set.of("fork", "invokeAll", "schedule, timer", "supplyAsync", "completeAsync");
        return Hop.all().filter(hop -> !wrapping.contains(hop.toString()));
    }

    @DisplayName("shared work that is begun under A on a virtual thread")
    @EnabledForJreRange(min = JAVA_21)
    @ParameterizedTest
    @MethodSource("hopsOfVirtualThreads")
    void begunOnVirtualThread(Hop hop) {
        begin(hop);
    }

    static Stream<Hop> hopsOfVirtualThreads() {
        return Hop.ofVirtualThreads().filter(hop -> !hop.toString().startsWith("submit"));
    }

    private void begin(Hop hop) {
        in("A", () -> hop.start(pools, new AbandonedConnectionCleanupThread(seen::here)));
        assertThat(seen.next()).isNotEqualTo("A");
    }

    @DisplayName("shared work that is submitted under A to an executor of the application")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#all")
    void submitted(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        in("A", () -> {
            executor.execute(new AbandonedConnectionCleanupThread(seen::here));
            assertThat(seen.next()).isEmpty();
            assertThat(id()).isEqualTo("A");
        });
    }
}
