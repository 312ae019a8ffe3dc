package dev.whence.demo.shop;

import dev.whence.demo.web.JsonServer;
import dev.whence.demo.web.Threads;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** A running shop with the HTTP resource {@code /orders}: {@code POST /orders} and {@code GET /orders/{id}}. */
public final class Shop implements AutoCloseable {
    private static final int POOL_SIZE = 4;

    private final ExecutorService requestThreads = Threads.perRequest("http");
    private final ExecutorService inventoryPool = Threads.pool("inventory", POOL_SIZE);
    private final ExecutorService paymentsPool = Threads.pool("payments", POOL_SIZE);
    private final Database database = Database.open();
    private final Outbox outbox = Outbox.start();
    private final JsonServer server;
    private final Restocking restocking;

    private Shop(JsonServer server, URI gateway) {
        this.server = server;
        Orders orders = new Orders(database);
        Inventory inventory = new Inventory(database);
        Payments payments = new Payments(gateway);
        Checkout checkout = new Checkout(orders, inventory, payments, outbox, inventoryPool, paymentsPool);
        OrderHandler handler = new OrderHandler(orders, checkout, inventoryPool, paymentsPool);
        server.start(OrderHandler.PATH, Map.of("POST", handler::post, "GET", handler::get), requestThreads);
        restocking = new Restocking(inventory);
    }

    /**
     * Opens the shop on the loopback interface.
     *
     * @param port the port, or 0 for any free port
     * @param gateway the address for payment authorizations
     * @throws IOException if the port cannot be opened
     */
    public static Shop open(int port, URI gateway) throws IOException {
        return new Shop(JsonServer.bind(port), gateway);
    }

    /** Returns the address for orders. */
    public URI orders() {
        return server.uri(OrderHandler.PATH);
    }

    /** Closes the server first, then the components that handle its requests. */
    @Override
    public void close() {
        server.close();
        Threads.shutDown(requestThreads);
        restocking.close();
        outbox.close();
        Threads.shutDown(paymentsPool);
        Threads.shutDown(inventoryPool);
        database.close();
    }
}
