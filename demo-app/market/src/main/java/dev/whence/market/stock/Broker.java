package dev.whence.market.stock;

import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;

/** A message broker, Artemis, in this process. It keeps nothing on disk. */
final class Broker {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ACCEPTOR = "tcp";

    private Broker() {}

    /** Starts the broker on any free port of the loopback interface, and returns its address. */
    static String start() throws Exception {
        TransportConfiguration anyPort = new TransportConfiguration(
                NettyAcceptorFactory.class.getName(),
                Map.of(TransportConstants.HOST_PROP_NAME, LOOPBACK, TransportConstants.PORT_PROP_NAME, 0),
                ACCEPTOR);
        ActiveMQServer server = ActiveMQServers.newActiveMQServer(
                new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .addAcceptorConfiguration(anyPort),
                false);
        server.start();
        NettyAcceptor acceptor = (NettyAcceptor) server.getRemotingService().getAcceptor(ACCEPTOR);
        return "tcp://" + LOOPBACK + ":" + acceptor.getActualPort();
    }
}
