package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFile;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the server of a page answers, and what. */
class PageServerTest {
    private static final List<SimEvent> EVENTS = Simulation.events(1, 20, 0);

    private final Path log;
    private final PageServer server;
    private final URI address;

    PageServerTest(@TempDir Path folder) throws IOException {
        log = folder.resolve("live.jsonl");
        server = new PageServer("a <b> title", List.of(new LogFile("live", log)), 0, PageLog.MOST);
        address = server.address();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @DisplayName("the page has the policy that its header has, and no log in it")
    @Test
    void page() throws IOException {
        String answer = get(address.getPath());
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'sha256-")
                .contains("frame-ancestors 'none'", "connect-src 'self'", "<title>a &lt;b&gt; title</title>")
                .contains("id=\"log\"></script>")
                .doesNotContain(EVENTS.get(0).body());
    }

    @DisplayName("the log is sent when a file has changed, also before there is one")
    @Test
    void log() throws IOException {
        String data = address.getPath() + "log";
        assertThat(get(data + "?version=")).startsWith("HTTP/1.1 200").contains("\"n\":[]");
        assertThat(get(data + "?version=1")).startsWith("HTTP/1.1 204");
        Files.writeString(
                log, EVENTS.get(0).json() + "\n" + EVENTS.get(1).json().substring(0, 40));
        assertThat(get(data + "?version=1"))
                .containsIgnoringCase("Whence-Version: 2")
                .contains("\"n\":[1]");
        Files.writeString(log, EVENTS.get(1).json().substring(40) + "\n", StandardOpenOption.APPEND);
        assertThat(get(data + "?version=2")).contains(EVENTS.get(1).body());
        Files.delete(log);
        assertThat(get(data + "?version=3")).contains("\"n\":[]");
    }

    @DisplayName("a page gets what is new since the version that it has, and all if that is not known")
    @Test
    void onlyNew() throws IOException {
        String data = address.getPath() + "log?version=";
        append(0, 3);
        assertThat(get(data)).contains("\"from\":0", EVENTS.get(0).body());
        append(3, 4);
        assertThat(get(data + 1))
                .contains("\"from\":3", EVENTS.get(3).body())
                .doesNotContain(EVENTS.get(2).body());
        append(4, 6);
        assertThat(get(data + 2))
                .contains("\"from\":4", EVENTS.get(5).body())
                .doesNotContain(EVENTS.get(3).body());
        assertThat(get(data + 1))
                .contains("\"from\":3", EVENTS.get(3).body(), EVENTS.get(5).body());
        assertThat(get(data + 77)).contains("\"from\":0", EVENTS.get(0).body());
        Files.delete(log);
        append(2, 3);
        assertThat(get(data + 3))
                .contains("\"from\":0")
                .doesNotContain(EVENTS.get(3).body());
    }

    private void append(int from, int to) throws IOException {
        Files.write(
                log,
                EVENTS.subList(from, to).stream().map(SimEvent::json).toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @DisplayName("without the token there is nothing")
    @ParameterizedTest
    @ValueSource(strings = {"/", "/log", "//", "/0123456789abcdef0123456789abcdef/", "/favicon.ico", "/%2e%2e/", "/*"})
    void token(String path) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 40").doesNotContain("<title>");
    }

    @DisplayName("of the token every character counts")
    @Test
    void wholeToken() throws IOException {
        String path = address.getPath();
        assertThat(get(path.substring(0, path.length() - 2) + "/")).startsWith("HTTP/1.1 404");
        assertThat(get(path.replace("/", "") + "/")).startsWith("HTTP/1.1 40");
        assertThat(get(path + "other")).startsWith("HTTP/1.1 404");
        assertThat(get(path + "../" + path)).startsWith("HTTP/1.1 404");
    }

    @DisplayName("a browser that believes to talk to another host is refused, token or not")
    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:%d", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:%d.evil.example", ""})
    void host(String host) throws IOException {
        String header = host.replace("%d", "" + address.getPort());
        assertThat(send("GET", address.getPath(), "Host: " + header)).startsWith("HTTP/1.1 403");
    }

    @DisplayName("a script of another site is refused")
    @Test
    void origin() throws IOException {
        String host = "Host: 127.0.0.1:" + address.getPort();
        assertThat(send("GET", address.getPath() + "log", host + "\r\nOrigin: http://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(send("GET", address.getPath() + "log", host + "\r\nOrigin: null"))
                .startsWith("HTTP/1.1 403");
        assertThat(send("GET", address.getPath() + "log", host + "\r\nOrigin: http://127.0.0.1:" + address.getPort()))
                .startsWith("HTTP/1.1 200");
    }

    @DisplayName("only GET is allowed")
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"})
    void method(String method) throws IOException {
        assertThat(send(method, address.getPath(), "Host: 127.0.0.1:" + address.getPort()))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("Allow: GET");
    }

    @DisplayName("the server listens to the loopback interface only")
    @Test
    void loopback() {
        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(server.listensTo().isLoopbackAddress()).isTrue();
    }

    private String get(String path) throws IOException {
        return send("GET", path, "Host: 127.0.0.1:" + address.getPort());
    }

    /** An HTTP client would not send a wrong host. */
    private String send(String method, String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
