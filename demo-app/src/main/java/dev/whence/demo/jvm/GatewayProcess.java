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

/** The payment gateway in a JVM of its own, which ends when this one does. */
public final class GatewayProcess implements AutoCloseable {
    /** What the arguments prints before the address. */
    public static final String ADDRESS_PREFIX = "The gateway is open at ";

    /** Null if somebody else started it. */
    private final @Nullable DemoProcess process;

    private final URI uri;

    private GatewayProcess(@Nullable DemoProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** A gateway on the same JDK and with the same agents as this JVM; what it prints goes where this JVM prints. */
    public static GatewayProcess startLikeThisJvm(List<String> options) throws IOException {
        Jdk jdk = Jdk.at(Path.of(System.getProperty("java.home"))).orElseThrow();
        List<String> agents = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") || argument.startsWith("-Dwhence."))
                .toList();
        return start(jdk, agents, options, Redirect.INHERIT);
    }

    /** A gateway that runs already, and goes on. */
    public static GatewayProcess at(URI uri) {
        return new GatewayProcess(null, uri);
    }

    /** @throws IOException if the gateway does not open */
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

    /** The address of the resource of authorizations. */
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
