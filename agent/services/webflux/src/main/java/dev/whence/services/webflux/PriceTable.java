package dev.whence.services.webflux;

import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The prices in a database. It has fewer connections than there are requests at a time, so most wait for one. */
@Component
class PriceTable {
    private static final int CONNECTIONS = 4;

    private final ConnectionPool connections =
            new ConnectionPool(ConnectionPoolConfiguration.builder(H2ConnectionFactory.inMemory("orders"))
                    .maxSize(CONNECTIONS)
                    .build());

    PriceTable() {
        Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection
                                        .createBatch()
                                        .add("create table price (id bigint primary key, amount bigint not null)")
                                        .add("insert into price select x, x * 100 from system_range(0, 99)")
                                        .execute())
                                .flatMap(Result::getRowsUpdated),
                        Connection::close)
                .blockLast();
    }

    /** Finds the price of an order. */
    Mono<Long> find(long order) {
        return Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection
                                        .createStatement("select amount from price where id = $1")
                                        .bind("$1", order % 100)
                                        .execute())
                                .flatMap(result -> result.map((row, metadata) -> row.get("amount", Long.class))),
                        Connection::close)
                .single();
    }
}
