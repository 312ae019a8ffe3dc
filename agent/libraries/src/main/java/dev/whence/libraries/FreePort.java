package dev.whence.libraries;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports for servers that cannot choose one themselves. */
final class FreePort {
    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private FreePort() {}
}
