package dev.whence.services.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A script of valid and invalid requests. Each is sent byte by byte on a separate connection. */
final class Script {
    /** Headers that differ between two runs of a service, or that the agent adds. */
    private static final Pattern HEADERS =
            Pattern.compile("(?im)^(Date|" + CorrelationHeaders.HEADER + "|whence-causal): [^\r\n]*\r\n");

    private static final Pattern TIMES = Pattern.compile("\"timestamp\":\"[^\"]*\"");
    /** The names that WebFlux gives to requests. */
    private static final Pattern REQUESTS = Pattern.compile("\"requestId\":\"[^\"]*\"");

    private static final Pattern PORTS = Pattern.compile("localhost:\\d+");
    /** The lines of a stack trace in an error page. The agent stitches it, which other tests check. */
    private static final Pattern FRAMES = Pattern.compile("(?m)^\\t.*\\R");

    private static final Pattern LENGTH = Pattern.compile("(?m)^Content-Length: .*\\R");
    private static final Pattern ID = Pattern.compile("(?im)^" + CorrelationHeaders.HEADER + ": *([^\r\n]*)\r\n");

    private static final long FIRST_ORDER = 1_000_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, String> requests = new LinkedHashMap<>();
    private long order = FIRST_ORDER;

    private Script(Service service) {
        routes(service);
        names();
        methods();
        bodies();
        oddities();
    }

    /** Sends all requests to a service, and returns the responses by the names of the requests. */
    static Map<String, String> play(Service service, int port) {
        Map<String, String> responses = new LinkedHashMap<>();
        new Script(service).requests.forEach((name, request) -> responses.put(name, response(port, request)));
        return responses;
    }

    private static String response(int port, String request) {
        try (RawConnection connection = RawConnection.to(port, TIMEOUT)) {
            return connection.send(request).receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes everything that differs between two runs of a service, or that the agent adds. */
    static Map<String, String> comparable(Map<String, String> responses) {
        Map<String, String> comparable = new LinkedHashMap<>();
        responses.forEach((name, response) -> comparable.put(name, comparable(response)));
        return comparable;
    }

    private static String comparable(String response) {
        String rest = HEADERS.matcher(response).replaceAll("");
        rest = TIMES.matcher(rest).replaceAll("\"timestamp\":\"\"");
        rest = REQUESTS.matcher(rest).replaceAll("\"requestId\":\"\"");
        rest = PORTS.matcher(rest).replaceAll("localhost");
        return FRAMES.matcher(rest).find()
                ? LENGTH.matcher(FRAMES.matcher(rest).replaceAll("")).replaceAll("")
                : rest;
    }

    /** Returns whether an order belongs to the script and not to a load. */
    static boolean isOrder(long order) {
        return order >= FIRST_ORDER;
    }

    /** Returns the correlation ids in a response. */
    static List<String> ids(String response) {
        return ID.matcher(response).results().map(match -> match.group(1)).toList();
    }

    private void routes(Service service) {
        get("work", "/work?order=#");
        service.ways().forEach(way -> get("async " + way, "/async?way=" + way + "&order=#"));
        get("fail", "/fail?order=#");
        get("slow", "/slow?order=#");
        get("chunks", "/chunks?order=#");
        get("no such route", "/nowhere?order=#");
        get("no order", "/work");
        get("no number", "/work?order=none");
        get("encoded", "/%77ork?order=#");
        get("dots", "/../work?order=#");
        get("parameter in path", "/work;v=1?order=#");
    }

    private void names() {
        get("named", "/work?order=#", "X-Correlation-ID: script-1");
        get("named in lower case", "/work?order=#", "x-correlation-id: script-2");
        get("named by request id", "/work?order=#", "X-Request-ID: script-3");
        get("named by trace", "/work?order=#", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        get("wrong trace", "/work?order=#", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736");
        get("wrong version", "/work?order=#", "traceparent: ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        get("two names", "/work?order=#", "X-Correlation-ID: script-4", "X-Correlation-ID: script-5");
        get("empty name", "/work?order=#", "X-Correlation-ID:");
        get("spaces in name", "/work?order=#", "X-Correlation-ID: a b c");
        get("spaces about name", "/work?order=#", "X-Correlation-ID:   \t script-6 \t ");
        get("long name", "/work?order=#", "X-Correlation-ID: " + "a".repeat(200));
        get("very long name", "/work?order=#", "X-Correlation-ID: " + "a".repeat(4000));
        get("UTF-8 in name", "/work?order=#", "X-Correlation-ID: Auftr\u00c3\u00a4ge");
        get("zero in name", "/work?order=#", "X-Correlation-ID: a\u0000b");
        get("folded name", "/work?order=#", "X-Correlation-ID: a\r\n b");
        get("carriage return in name", "/work?order=#", "X-Correlation-ID: a\rb");
        get("line feed in name", "/work?order=#", "X-Correlation-ID: a\nX-Injected: b");
        get("name of a failure", "/fail?order=#", "X-Correlation-ID: script-7");
        get("name of nothing", "/nowhere", "X-Correlation-ID: script-8");
    }

    private void methods() {
        add("HEAD", "HEAD /work?order=# HTTP/1.1");
        add("HEAD of nothing", "HEAD /nowhere HTTP/1.1");
        add("OPTIONS", "OPTIONS /work?order=# HTTP/1.1");
        add("TRACE", "TRACE /work?order=# HTTP/1.1");
        add("DELETE", "DELETE /work?order=# HTTP/1.1");
        add("unknown method", "BREW /work?order=# HTTP/1.1");
        add("POST to what is read", "POST /work?order=# HTTP/1.1", "Content-Length: 0");
        add("HTTP/1.0", "GET /work?order=# HTTP/1.0");
        add("HTTP/1.0, failing", "GET /fail?order=# HTTP/1.0");
        add("HTTP/1.0 in chunks", "GET /chunks?order=# HTTP/1.0");
    }

    private void bodies() {
        post("echo", "Content-Type: text/plain", "Content-Length: 5", "", "hello");
        post("echo of nothing", "Content-Length: 0", "", "");
        post("echo of JSON", "Content-Type: application/json", "Accept: */*", "Content-Length: 7", "", "{\"a\":1}");
        post("echo of chunks", "Transfer-Encoding: chunked", "", "5\r\nhello\r\n3\r\n, w\r\n0\r\n\r\n");
        post("echo of much", "Content-Length: 300000", "", "much".repeat(75_000));
        post("wrong length", "Content-Length: five", "", "hello");
    }

    private void oddities() {
        raw("no HTTP", "hello\r\n\r\n");
        raw("wrong version of HTTP", "GET /work HTTP/7.0\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        raw("no host", "GET /work?order=" + order++ + " HTTP/1.1\r\nConnection: close\r\n\r\n");
        raw("space in header", "GET /work HTTP/1.1\r\nHost: localhost\r\nX Y: z\r\nConnection: close\r\n\r\n");
        raw(
                "long target",
                "GET /work?order=" + order++ + "&" + "a".repeat(20_000)
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        raw(
                "two on one connection",
                "GET /work?order=" + order++ + " HTTP/1.1\r\nHost: localhost\r\n\r\nGET /work?order=" + order++
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private void get(String name, String target, String... headers) {
        add(name, "GET " + target + " HTTP/1.1", headers);
    }

    private void add(String name, String line, String... headers) {
        raw(name, head(line, headers) + "\r\n");
    }

    /** Adds a POST request. The last string is the body, and the string before it is empty. */
    private void post(String name, String... headersAndBody) {
        raw(name, head("POST /echo?order=# HTTP/1.1", headersAndBody).replaceFirst("\r\n$", ""));
    }

    private String head(String line, String... headers) {
        String numbered = line.replace("#", Long.toString(order++));
        return numbered + "\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join(
                        "", List.of(headers).stream().map("%s\r\n"::formatted).toList());
    }

    private void raw(String name, String bytes) {
        if (requests.put(name, bytes) != null) {
            throw new IllegalArgumentException("twice: " + name);
        }
    }
}
