package dev.whence.demo;

import dev.whence.demo.jvm.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the gateway that a command uses. */
final class GatewayOption {
    @Option(names = "--gateway", paramLabel = "URI", description = "a running gateway (default: starts one)")
    private @Nullable URI uri;

    /** Returns the named gateway, or starts one with these arguments. */
    GatewayProcess open(List<String> options) throws IOException {
        return uri == null ? GatewayProcess.startLikeThisJvm(options) : GatewayProcess.at(uri);
    }
}
