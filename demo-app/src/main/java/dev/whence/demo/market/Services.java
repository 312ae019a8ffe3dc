package dev.whence.demo.market;

import dev.whence.demo.jvm.ServiceProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The running services, each in a JVM of its own with the agent and a clock of its own. */
final class Services implements AutoCloseable {
    /** The services belong together, so they believe each other's order of events. */
    private static final String AGENT_OPTIONS = "=quiet=true,trust=all,findings=all,stuck=5s";

    private final Map<Role, ServiceProcess> processes = new EnumMap<>(Role.class);
    private final MarketPlace place;
    private URI orders = URI.create("http://localhost/");

    private Services(MarketPlace place) {
        this.place = place;
    }

    /**
     * Starts all services.
     *
     * @throws IOException if one does not start; then none is left
     */
    static Services start(MarketPlace place) throws IOException, InterruptedException {
        Services services = new Services(place);
        try {
            services.start();
            return services;
        } catch (IOException | InterruptedException | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    private void start() throws IOException, InterruptedException {
        Files.createDirectories(place.folder());
        ServiceProcess stock = start(Role.STOCK, List.of());
        ServiceProcess bank = start(Role.BANK, List.of());
        List<String> addresses = new ArrayList<>(bank.addresses());
        addresses.addAll(stock.addresses());
        orders = URI.create(start(Role.SHOP, addresses).addresses().get(0));
    }

    private ServiceProcess start(Role role, List<String> addresses) throws IOException {
        Files.deleteIfExists(place.log(role));
        List<String> arguments = new ArrayList<>(List.of(
                "-javaagent:" + place.agent() + AGENT_OPTIONS + ",clock.offset=" + role.secondsFast,
                "-Xmx" + role.heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dspring.application.name=" + role.service(),
                // Logback could take a backslash for more than that.
                "-Dmarket.log=" + place.log(role).toString().replace(File.separatorChar, '/'),
                "-Dmarket.database=" + place.database(role),
                "-cp",
                place.code().toString(),
                role.mainClass));
        arguments.addAll(addresses);
        ServiceProcess process = ServiceProcess.start(role.service(), place.jdk(), arguments, place.errors(role));
        processes.put(role, process);
        return process;
    }

    ServiceProcess process(Role role) {
        ServiceProcess process = processes.get(role);
        if (process == null) {
            throw new IllegalStateException(role + " has not started");
        }
        return process;
    }

    /** Returns the address for orders. */
    URI orders() {
        return orders;
    }

    /** Ends all services at the same time. */
    @Override
    public void close() {
        processes.values().forEach(ServiceProcess::end);
        processes.values().forEach(ServiceProcess::close);
    }
}
