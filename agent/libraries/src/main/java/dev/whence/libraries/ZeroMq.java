package dev.whence.libraries;

import java.nio.charset.StandardCharsets;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZLoop;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.PollItem;

final class ZeroMq implements Library {
    @Override
    public void measure(Session session) {
        session.of("JeroMQ", ZMQ.class).row("push, pull in a loop", Client::new, Client::push);
    }

    private static final class Client {
        private final ZContext context = new ZContext();
        private final ZMQ.Socket sender = context.createSocket(SocketType.PUSH);

        Client() {
            ZMQ.Socket receiver = context.createSocket(SocketType.PULL);
            receiver.bind("inproc://operations");
            sender.connect("inproc://operations");
            ZLoop loop = new ZLoop(context);
            loop.addPoller(new PollItem(receiver, ZMQ.Poller.POLLIN), Client::receive, null);
            new Thread(loop::start, "loop").start();
        }

        private static int receive(ZLoop loop, PollItem item, Object argument) {
            Operation.of(new String(item.getSocket().recv(), StandardCharsets.UTF_8))
                    .seen();
            return 0;
        }

        void push(Operation operation) {
            sender.send(operation.id());
        }
    }
}
