package dev.whence.log.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of these commands. */
final class LogsVersion implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (InputStream in = LogsVersion.class.getResourceAsStream("version")) {
            String version = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return new String[] {"whence logs " + version};
        }
    }
}
