package dev.whence.logback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The machine or container that this JVM runs on. */
final class Host {
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    /**
     * Returns the name of the host, or null. {@code InetAddress.getLocalHost} is not asked: it may wait for a name
     * server.
     */
    static @Nullable String name() {
        try {
            for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
                String name = System.getenv(variable);
                if (name != null && !name.isBlank()) {
                    return name;
                }
            }
            return Files.readString(LINUX).strip();
        } catch (IOException | RuntimeException unknown) {
            return null;
        }
    }

    private Host() {}
}
