package dev.whence.demo.jvm;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a load with a shop in one JVM and a gateway in another, and keeps their logs in a folder. */
public final class Recording {
    private static final long TIMEOUT_SECONDS = 120;

    private final Jdk jdk;
    private final Path folder;

    /** The log files of one run. */
    public record Logs(Path shop, Path gateway) {}

    /** Creates a recording that runs on this JDK and keeps its logs in this folder. */
    public Recording(Jdk jdk, Path folder) {
        this.jdk = jdk;
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Runs the load.
     *
     * @param name the prefix of the file names of the logs
     * @param shopOptions the JVM options of the shop
     * @param gatewayOptions the JVM options of the gateway
     * @param loadOptions the options of the command {@code load}
     * @param logOptions the log options of both commands
     * @return the logs
     * @throws IOException if a JVM fails; the message contains its output
     */
    public Logs make(
            String name,
            List<String> shopOptions,
            List<String> gatewayOptions,
            List<String> loadOptions,
            List<String> logOptions)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Logs logs = new Logs(folder.resolve(name + ".log"), folder.resolve(name + "-gateway.log"));
        Path output = folder.resolve(name + ".out");
        Redirect errors = Redirect.appendTo(output.toFile());
        Files.deleteIfExists(output);
        try (GatewayProcess gateway =
                        GatewayProcess.start(jdk, gatewayOptions, options(logs.gateway(), logOptions), errors);
                DemoProcess load = DemoProcess.start(
                        jdk, shopOptions, arguments(gateway, logs.shop(), loadOptions, logOptions), errors, errors)) {
            require(load.waitFor(TIMEOUT_SECONDS), "hung");
            require(load.exitCode() == 0, "ended with exit code " + load.exitCode());
        } catch (IOException e) {
            throw new IOException(
                    "the run " + name + " Whence: " + e.getMessage() + ". The output, in " + output + ":\n"
                            + Files.readString(output).strip(),
                    e);
        }
        return logs;
    }

    private static List<String> arguments(
            GatewayProcess gateway, Path log, List<String> options, List<String> logOptions) {
        List<String> arguments =
                new ArrayList<>(List.of("load", "--gateway", gateway.uri().toString()));
        arguments.addAll(options);
        arguments.addAll(options(log, logOptions));
        return arguments;
    }

    private static List<String> options(Path log, List<String> logOptions) {
        List<String> options = new ArrayList<>(List.of("--log", log.toString()));
        options.addAll(logOptions);
        return options;
    }

    private static void require(boolean fulfilled, String fault) throws IOException {
        if (!fulfilled) {
            throw new IOException("the load " + fault);
        }
    }
}
