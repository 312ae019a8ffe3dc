package dev.whence.libraries;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.topic.ITopic;
import java.util.List;

/** A cluster of one member. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Hazel implements Library {
    @Override
    public void measure(Session session) {
        session.of("Hazelcast", Hazelcast.class)
                .row("map, topic", List.of("future", "topic"), Client::new, Client::use);
    }

    private static final class Client {
        private final IMap<String, String> map;
        private final ITopic<String> topic;

        Client() {
            Config config = new Config().setProperty("hazelcast.logging.type", "slf4j");
            config.setProperty("hazelcast.phone.home.enabled", "false");
            config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
            config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
            HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
            map = member.getMap("operations");
            topic = member.getTopic("operations");
            topic.addMessageListener(
                    message -> Operation.of(message.getMessageObject()).seen("topic"));
        }

        void use(Operation operation) {
            map.putAsync(operation.id(), "").thenRun(() -> operation.seen("future"));
            topic.publish(operation.id());
        }
    }
}
