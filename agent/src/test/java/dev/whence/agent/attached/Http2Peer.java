package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;

/** Another process that speaks HTTP/2. Its answers are the correlations that it was told. */
final class Http2Peer implements AutoCloseable {
    private final HttpAsyncServer server;
    private final URI uri;

    /** A server without encryption. */
    Http2Peer() throws Exception {
        this(H2ServerBootstrap.bootstrap().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2), URIScheme.HTTP);
    }

    /** A server with encryption, as clients need it that ask for HTTP/2 by ALPN. */
    Http2Peer(SSLContext certificate) throws Exception {
        this(H2ServerBootstrap.bootstrap().setTlsStrategy(new H2ServerTlsStrategy(certificate)), URIScheme.HTTPS);
    }

    private Http2Peer(H2ServerBootstrap bootstrap, URIScheme scheme) throws Exception {
        server = bootstrap.register("*", new Echo()).create();

        server.start();
        InetSocketAddress address = (InetSocketAddress) server.listen(new InetSocketAddress("localhost", 0), scheme)
                .get(SECONDS, TimeUnit.SECONDS)
                .getAddress();
        uri = URI.create(scheme.id + "://localhost:" + address.getPort() + "/");
    }

    URI uri() {
        return uri;
    }

    private static final class Echo implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {
        @Override
        public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
                HttpRequest request, EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new DiscardingEntityConsumer<>());
        }

        @Override
        public void handle(Message<HttpRequest, Void> message, ResponseTrigger response, HttpContext context)
                throws java.io.IOException, org.apache.hc.core5.http.HttpException {
            StringBuilder told =
                    new StringBuilder(message.getHead().getVersion().toString());
            for (Header header : message.getHead().getHeaders("X-Correlation-ID")) {
                told.append(' ').append(header.getValue());
            }
            response.submitResponse(
                    AsyncResponseBuilder.create(200).setEntity(told.toString()).build(), context);
        }
    }

    /** A certificate for this machine, and the trust in it. */
    static SSLContext certificate(Path folder) throws Exception {
        Path file = folder.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "password")
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "password".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "password".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }
}
