package dev.whence.libraries;

import com.github.fppt.jedismock.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;

final class Redis implements Library {
    @Override
    public void measure(Session session) throws IOException {
        RedisServer server = RedisServer.newRedisServer().start();
        session.of("Lettuce", RedisClient.class)
                .row("future", () -> new Client(server), (client, operation) -> client.connection
                        .async()
                        .get("key")
                        .thenRun(operation::seen))
                .row("reactive", () -> new Client(server), (client, operation) -> client.connection
                        .reactive()
                        .ping()
                        .subscribe(value -> operation.seen()));
    }

    private static final class Client {
        private final RedisClient client;
        final StatefulRedisConnection<String, String> connection;

        Client(RedisServer server) {
            client = RedisClient.create(RedisURI.create(server.getHost(), server.getBindPort()));
            connection = client.connect();
        }
    }
}
