package dev.whence.catalogue.eventloop;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Bug(
        title = "A handler of Netty that blocks its event loop",
        kind = Kind.LOAD,
        source = "https://github.com/netty/netty/issues/7498",
        story = "An event loop of Netty serves many connections with one thread. A handler asks the database and "
                + "waits for the answer. Meanwhile no other connection of this event loop is served.",
        mend = "The handler answers when the database has answered, and does not wait.",
        tool = Tool.DUMP,
        sign = "waits in FutureTask.get",
        symptom = "when do you close: no answer")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private final ExecutorService customers = Executors.newCachedThreadPool(Threads.named("customer"));
    private final ExecutorService database = Executors.newFixedThreadPool(2, Threads.named("database"));

    /** Answers the questions of customers, each of which is a line. */
    private final class Answers extends SimpleChannelInboundHandler<String> {
        @Override
        protected void channelRead0(ChannelHandlerContext customer, String question) throws Exception {
            if (question.equals("price")) {
                customer.writeAndFlush(database.submit(() -> readPrice()).get()); // the bug
            } else {
                customer.writeAndFlush("open until six\n");
            }
        }
    }

    public static void main(String[] args) throws Exception {
        new Broken().open();
    }

    private void open() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LineBasedFrameDecoder(80), new StringDecoder());
                        channel.pipeline().addLast(new StringEncoder(), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        Customer.asks("the price", customers.submit(() -> ask(port, "price")));
        Customer.asks("when do you close", customers.submit(() -> ask(port, "hours")));
        customers.shutdown();
        database.shutdown();
        loops.shutdownGracefully();
    }

    private static String readPrice() throws InterruptedException {
        Shop.isOpen();
        return "21 EUR\n";
    }

    private static String ask(int port, String question) throws IOException {
        try (Socket shop = new Socket(InetAddress.getLoopbackAddress(), port)) {
            shop.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(shop.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
    }
}
