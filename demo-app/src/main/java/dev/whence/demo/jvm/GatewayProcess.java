package dev.whence.demo.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment gateway in a separate JVM, which ends when this JVM ends. */
public final class GatewayProcess implements AutoCloseable {
    /** The text that the command prints before the address. */
    public static final String ADDRESS_PREFIX = "The gateway is open at ";

    /** The process, or null if this JVM did not start the gateway. */
    private final @Nullable DemoProcess process;

    private final URI uri;

    private GatewayProcess(@Nullable DemoProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts a gateway on the JDK of this JVM and with its agents. The output of the gateway goes to the output of this
     * JVM.
     *
     * @throws IOException if the gateway does not start
     */
    public static GatewayProcess startLikeThisJvm(List<String> options) throws IOException {
        Jdk jdk = Jdk.at(Path.of(System.getProperty("java.home"))).orElseThrow();
        List<String> agents = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") || argument.startsWith("-Dwhence."))
                .toList();
        return start(jdk, agents, options, Redirect.INHERIT);
    }

    /** Returns a gateway that is already running. {@link #close} does not end it. */
    public static GatewayProcess at(URI uri) {
        return new GatewayProcess(null, uri);
    }

    /**
     * Starts a gateway.
     *
     * @throws IOException if the gateway does not start
     */
    static GatewayProcess start(Jdk jdk, List<String> jvmOptions, List<String> options, Redirect errors)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("gateway"));
        arguments.addAll(options);
        DemoProcess process = DemoProcess.start(jdk, jvmOptions, arguments, Redirect.PIPE, errors);
        BufferedReader output = process.output();
        @Nullable String line = output.readLine();
        if (line == null || !line.startsWith(ADDRESS_PREFIX)) {
            process.close();
            throw new IOException("the gateway did not open" + (line == null ? "" : ": " + line));
        }
        passOn(output);
        return new GatewayProcess(process, URI.create(line.substring(ADDRESS_PREFIX.length())));
    }

    private static void passOn(BufferedReader output) {
        Thread thread = new Thread(
                () -> {
                    try (output) {
                        output.lines().forEach(System.out::println);
                    } catch (IOException | UncheckedIOException e) {
                        // The gateway was closed.
                    }
                },
                "gateway-output");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the address for authorizations. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
