package dev.whence.libraries;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerMonitorListener;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** The thread with which MongoDB's driver watches a server. */
final class MongoMonitor implements Library {
    @Override
    public void measure(Session session) {
        MongoServer server = new MongoServer(new MemoryBackend());
        String address = server.bindAndGetConnectionString();
        session.of("MongoDB driver", MongoClient.class).row("heartbeat", () -> new Client(address), Client::await);
    }

    /** It has each heartbeat seen by an operation. */
    private static final class Client implements ServerMonitorListener {
        private final Queue<Operation> waiting = new ConcurrentLinkedQueue<>();
        private final MongoClient client;

        Client(String address) {
            client = MongoClients.create(MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(address))
                    .applyToServerSettings(settings -> settings.heartbeatFrequency(20, TimeUnit.MILLISECONDS)
                            .minHeartbeatFrequency(10, TimeUnit.MILLISECONDS)
                            .addServerMonitorListener(this))
                    .build());
        }

        void await(Operation operation) {
            client.getDatabase("operations").runCommand(new Document("ping", 1));
            waiting.add(operation);
        }

        @Override
        public void serverHeartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
            Operation operation = waiting.poll();
            if (operation != null) {
                operation.seen();
            }
        }
    }
}
