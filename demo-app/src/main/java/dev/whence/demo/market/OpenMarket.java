package dev.whence.demo.market;

import dev.whence.log.LogFile;
import dev.whence.log.page.PageServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** The running market: its services, its customers, its page, and the page of its logs. */
public final class OpenMarket implements AutoCloseable {
    /** The pages that show so many events are fast enough to show them live. */
    private static final int SHOWN_EVENTS = 20_000;

    private final Services services;
    private final Traffic traffic;
    private final PageServer diagram;
    private final MarketPage page;

    private OpenMarket(Services services, Traffic traffic, PageServer diagram, MarketPage page) {
        this.services = services;
        this.traffic = traffic;
        this.diagram = diagram;
        this.page = page;
    }

    /**
     * Opens the market.
     *
     * @param port the port of the page, or 0 for any that is free
     * @throws IOException if a service does not start, or the port is not free; then nothing is left
     */
    public static OpenMarket open(MarketPlace place, int port) throws IOException, InterruptedException {
        Services services = Services.start(place);
        try {
            List<LogFile> logs = Stream.of(Role.values())
                    .map(role -> new LogFile(role.service(), place.log(role)))
                    .toList();
            PageServer diagram = new PageServer("shop, bank and stock", logs, 0, SHOWN_EVENTS);
            Traffic traffic = new Traffic(services.orders());
            MarketState state = new MarketState(services, traffic, diagram.address());
            return new OpenMarket(services, traffic, diagram, MarketPage.open(port, state));
        } catch (IOException e) {
            services.close();
            throw e;
        }
    }

    /** Returns the customers. */
    public Traffic traffic() {
        return traffic;
    }

    /** Returns the address of the page. */
    public URI address() {
        return page.address();
    }

    @Override
    public void close() {
        page.close();
        diagram.close();
        services.close();
    }
}
