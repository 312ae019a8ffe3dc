package dev.whence.demo.workshop.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A second service of an exercise, in a JVM of its own with the options of this one. It ends when this JVM ends, since
 * its standard input does.
 */
public final class Service implements AutoCloseable {
    private static final String SERVICE = "-Dspring.application.name=";

    private final Process process;
    private final URI uri;

    private Service(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts a service: a class whose main method calls {@link #ready}.
     *
     * @param secondsAhead how far its clock is ahead of that of this JVM
     */
    public static Service start(Class<?> main, int secondsAhead) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .map(option -> option.startsWith("-javaagent:") ? option + ",clock.offset=" + secondsAhead : option)
                .map(option -> option.startsWith(SERVICE) ? SERVICE + name(main) : option)
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        BufferedReader output = process.inputReader();
        String address = output.readLine();
        if (address == null || !address.startsWith("http:")) {
            process.destroyForcibly();
            throw new IOException(main.getName() + " did not start: " + address);
        }
        Thread lines = new Thread(() -> output.lines().forEach(System.out::println), name(main) + "-output");
        lines.setDaemon(true);
        lines.start();
        return new Service(process, URI.create(address));
    }

    private static String name(Class<?> main) {
        return main.getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Tells the JVM that has started this one where this service is, and ends this JVM together with that one. */
    public static void ready(URI address) {
        System.out.println(address);
        Thread end = new Thread(Service::endWithInput, "end");
        end.setDaemon(true);
        end.start();
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is sent.
            }
        } catch (IOException e) {
            // As at its end.
        }
        System.exit(0);
    }

    /** Returns where the service is. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
