package dev.whence.demo;

import dev.whence.demo.jvm.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which gateway a story uses. */
final class GatewayOption {
    @Option(names = "--gateway", paramLabel = "URI", description = "a gateway that runs already (starts one)")
    private @Nullable URI uri;

    /** The gateway that was named, or a new one with these options. */
    GatewayProcess open(List<String> options) throws IOException {
        return uri == null ? GatewayProcess.startLikeThisJvm(options) : GatewayProcess.at(uri);
    }
}
