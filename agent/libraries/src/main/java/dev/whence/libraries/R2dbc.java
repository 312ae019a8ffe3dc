package dev.whence.libraries;

import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A pool of connections that has fewer than there are operations. */
final class R2dbc implements Library {
    @Override
    public void measure(Session session) {
        session.of("r2dbc-pool", ConnectionPool.class)
                .row("acquire from a pool of 2", List.of("connection", "result"), Client::new, Client::query);
    }

    private static final class Client {
        private final ConnectionPool pool =
                new ConnectionPool(ConnectionPoolConfiguration.builder(H2ConnectionFactory.inMemory("operations"))
                        .maxSize(2)
                        .build());

        void query(Operation operation) {
            Flux.usingWhen(
                            pool.create().doOnNext(connection -> operation.seen("connection")),
                            connection -> Mono.from(connection
                                            .createStatement("select 1")
                                            .execute())
                                    .flatMapMany(result -> result.map((row, metadata) -> 1))
                                    .delayUntil(value -> allStarted(operation)),
                            connection -> connection.close())
                    .subscribe(value -> operation.seen("result"));
        }

        /** The first ones keep their connections until the last one has asked for one. */
        private static Mono<Boolean> allStarted(Operation operation) {
            return Mono.create(sink -> operation.whenAllStarted(() -> sink.success(true)));
        }
    }
}
