package dev.whence.demo;

import dev.whence.demo.clocks.Verdict;
import dev.whence.demo.market.MarketCode;
import dev.whence.demo.market.MarketPlace;
import dev.whence.demo.market.OpenMarket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that runs three services, sends them orders, and merges their logs in the end. */
@Command(
        name = "market",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a shop, a bank and a stock, whose clocks are five minutes apart, and sends them orders.",
            "Shows them on a page with buttons for faults. Ctrl-C ends all, and merges their logs."
        })
final class Market implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(25);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--services",
            paramLabel = "JAR",
            description = "the services (default: demo-app/market/target/whence-market.jar)")
    private @Nullable Path services;

    @Option(
            names = "--orders",
            paramLabel = "N",
            description = "ends after so many orders (default: goes on until Ctrl-C)")
    private long orders;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port of the page, 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "the JDBC URL of an H2 or PostgreSQL that all services use (default: each has an H2 of its own)")
    private @Nullable String database;

    private final AtomicBoolean isEnded = new AtomicBoolean();

    @Override
    public Integer call() throws Exception {
        MarketPlace place = new MarketPlace(
                options.jdk(),
                options.agent(),
                services(),
                options.folder().resolve("market").toAbsolutePath(),
                database);
        OpenMarket market = OpenMarket.open(place, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(market, place), "end"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("A shop, a bank whose clock is 5 minutes slow, and a stock whose clock is 5 minutes fast, on Java "
                + place.jdk().version() + ".");
        out.println("The page: " + market.address() + "   Ctrl-C ends all.");
        boolean isEndless = orders < 1;
        market.traffic().place(isEndless ? Long.MAX_VALUE : orders, isEndless ? PAUSE : SHORT_PAUSE);
        return end(market, place) ? 0 : 1;
    }

    private Path services() {
        Optional<Path> found = services == null
                ? MarketCode.find()
                : Optional.of(services).filter(MarketCode::isWhole).map(Path::toAbsolutePath);
        return found.orElseThrow(() -> new ParameterException(
                spec.commandLine(),
                "there are no services" + (services == null ? "" : " at " + services)
                        + ". Build them with: mvn -DskipTests package (or give --services)"));
    }

    /** Closes the market, and prints the verdict, which is returned. A second call does nothing. */
    private boolean end(OpenMarket market, MarketPlace place) {
        if (isEnded.getAndSet(true)) {
            return true;
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            market.traffic().awaitParcels();
            out.println(market.traffic());
            market.close();
            Path merged = place.folder().resolve("merged.jsonl");
            Verdict verdict = Verdict.of(place.logs(), merged);
            out.println(verdict);
            out.println("Logs: " + place.folder());
            return verdict.isGood();
        } catch (IOException | UncheckedIOException e) {
            spec.commandLine().getErr().println("The logs cannot be merged: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
