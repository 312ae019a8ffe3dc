package dev.whence.services.opentelemetry;

import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An OTLP receiver: a server that takes log records and spans as protobuf over HTTP, and keeps them. */
final class OtlpReceiver implements AutoCloseable {
    private static final String PROTOBUF = "application/x-protobuf";

    private final HttpServer server;
    private final List<OtlpRecord> records = new CopyOnWriteArrayList<>();
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/logs", exchange -> {
            addRecords(ExportLogsServiceRequest.parseFrom(body(exchange)));
            respond(exchange, ExportLogsServiceResponse.getDefaultInstance());
        });
        server.createContext("/v1/traces", exchange -> {
            addSpans(ExportTraceServiceRequest.parseFrom(body(exchange)));
            respond(exchange, ExportTraceServiceResponse.getDefaultInstance());
        });
        server.start();
    }

    private void addRecords(ExportLogsServiceRequest request) {
        request.getResourceLogsList().forEach(resource -> {
            String service = service(resource.getResource());
            resource.getScopeLogsList().forEach(scope -> scope.getLogRecordsList()
                    .forEach(received -> records.add(new OtlpRecord(service, received))));
        });
    }

    private void addSpans(ExportTraceServiceRequest request) {
        request.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
    }

    private static String service(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!PROTOBUF.equals(type)) {
            throw new IOException("no protobuf: " + type);
        }
        boolean isZipped = Objects.equals(exchange.getRequestHeaders().getFirst("Content-Encoding"), "gzip");
        return isZipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    private static void respond(HttpExchange exchange, MessageLite response) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
        byte[] body = response.toByteArray();
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Returns the address that exporters are told. */
    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns the log records that have arrived, in the order of their arrival. */
    List<OtlpRecord> records() {
        return List.copyOf(records);
    }

    /** Returns the spans that have arrived. */
    List<Span> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
