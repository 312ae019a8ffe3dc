package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.freshId;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** Helidon's client, and what its server does by HTTP/2 and in pieces. The rest of the server is in {@link HttpServerBehaviour}. */
@EnabledForJreRange(min = JAVA_21)
class HelidonBehaviour {
    private static final String ID = "X-Correlation-ID";

    private final Seen seen = new Seen();
    private HttpPeer peer;
    private Object server;

    @BeforeEach
    void start() throws Exception {
        peer = new HttpPeer();
        server = Helidon.server((request, response) -> {
            seen.note(freshId());
            try (OutputStream pieces = Helidon.stream(response)) {
                pieces.write('a');
                pieces.flush();
                pieces.write('b');
            }
        });
    }

    @AfterEach
    void stop() {
        peer.close();
        Helidon.stop(server);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + Helidon.port(server) + "/");
    }

    @DisplayName("a request carries the correlation of the code that sends it, also after a redirect")
    @Test
    void sent() throws Exception {
        peer.answer("/moved", exchange -> HttpPeer.reply(exchange, 302, "Location", "/"));
        Object client = Helidon.client();
        for (String id : new String[] {"A", "", "B"}) {
            assertThat(in(id, () -> Helidon.body(Helidon.get(client, peer.uri("/moved")))))
                    .isEqualTo("ok");
            assertThat(peer.next().correlation()).isEqualTo(id);
            assertThat(peer.next().correlation()).isEqualTo(id);
        }
    }

    @DisplayName("a request object that is sent again carries the correlation of now")
    @Test
    void again() throws Exception {
        Object request = Helidon.get(Helidon.client(), peer.uri("/"));
        for (String id : new String[] {"A", "B", ""}) {
            in(id, () -> Helidon.body(request));
            assertThat(peer.next().correlation()).isEqualTo(id);
        }
    }

    @NoAgentNeeded
    @DisplayName("a header of the program is the only one")
    @Test
    void own() throws Exception {
        in("A", () -> Helidon.body(Helidon.get(Helidon.client(), peer.uri("/"), "x-correlation-id", "own")));
        assertThat(peer.next().values(ID)).containsExactly("own");
    }

    @TrustNeeded
    @DisplayName("what the answer tells of was before what follows")
    @Test
    void answer(@TempDir Path folder) throws Exception {
        peer.answer("/", peer::replyWithEvent);
        CausalLog log = new CausalLog(folder.resolve("log"));
        elsewhere("A", () -> {
            Helidon.body(Helidon.get(Helidon.client(), peer.uri("/")));
            log.write(0);
        });
        assertThat(log.end().get(0).after()).contains(peer.event);
    }

    @DisplayName("a response in pieces has the id of its request, by HTTP/1.1")
    @Test
    void pieces() {
        roundTrips(Helidon.client());
    }

    @DisplayName("requests and responses of HTTP/2 by one connection have each their own")
    @Test
    void http2() throws Exception {
        roundTrips(Helidon.http2Client());
    }

    private void roundTrips(Object client) {
        for (String id : new String[] {"A", "B"}) {
            assertThat(in(id, () -> Helidon.header(Helidon.get(client, uri()), ID)))
                    .isEqualTo(id);
            assertThat(seen.next()).isEqualTo(id);
        }
        in("A", () -> Helidon.body(Helidon.get(client, uri(), ID, "own")));
        assertThat(seen.next()).isEqualTo("own");
        String created = in("", () -> Helidon.header(Helidon.get(client, uri()), ID));
        assertThat(seen.next()).isEqualTo(created).matches("[0-9a-f]{32}");
    }
}
