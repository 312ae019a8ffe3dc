package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;

/** An application that was undeployed can be unloaded: nothing of ours refers to what its class loader has loaded. */
@Tag("full")
class UndeployIT {
    private static final int DEPLOYMENTS = Integer.getInteger("whence.deployments", 3);

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("the class loader of an application is collected once it is undeployed")
    @ParameterizedTest
    @MethodSource("jdks")
    void collected(Jdk jdk) {
        JavaProcess.Result result = server(jdk).agent().run();
        assertThat(result.out().lines()).as(result.err()).hasSize(DEPLOYMENTS).allMatch("collected"::equals);
    }

    @DisplayName("so it is if hops have spans")
    @Test
    void collectedWithSpans() {
        JavaProcess.Result result =
                server(Jdks.newest()).agent("otel.spans=hops").run();
        assertThat(result.out().lines()).as(result.err()).hasSize(DEPLOYMENTS).allMatch("collected"::equals);
    }

    /** Else the test would say nothing about us. */
    @DisplayName("so it is without the agent")
    @ParameterizedTest
    @MethodSource("jdks")
    void collectedWithoutAgent(Jdk jdk) {
        JavaProcess.Result result = server(jdk).run();
        assertThat(result.out().lines()).as(result.err()).hasSize(DEPLOYMENTS).allMatch("collected"::equals);
    }

    @DisplayName("the class loader of an application with pending futures is collected 3 seconds after its last hop")
    @ParameterizedTest
    @MethodSource("jdks")
    void collectedSoon(Jdk jdk) {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath(), "-Xmx64m")
                .agent("quiet=true")
                .main(ForgottenApp.class)
                .run();
        long slack = 1_000; // for the collector
        assertThat(Long.parseLong(result.out().strip())).as(result.err()).isLessThan(3_000 + slack);
    }

    private static JavaProcess server(Jdk jdk) {
        return JavaProcess.java(jdk)
                .options("-cp", classPath(), "-Xmx256m")
                .main(Server.class, "" + DEPLOYMENTS)
                .timeout(Duration.ofMinutes(10));
    }

    /** Without the service provider that the application's OpenTelemetry would find, and does not know. */
    private static String classPath() {
        return Stream.of(JavaProcess.testClassPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("opentelemetry-sdk-testing"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The server, which goes on. */
    static final class Server {
        private static final List<ExecutorService> POOLS = List.of(
                Executors.newFixedThreadPool(1),
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(100)),
                ProgramThreads.HAVE_VIRTUAL
                        ? Jdk21.newVirtualThreadPerTaskExecutor()
                        : Executors.newFixedThreadPool(1));

        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final Tomcat tomcat = new Tomcat();
        private final HttpClient client = HttpClient.newHttpClient();
        private final Path application = application();

        Server() throws Exception {
            tomcat.setBaseDir(Files.createTempDirectory("whence-tomcat").toString());
            tomcat.setPort(0);
            tomcat.getHost();
            tomcat.getConnector();
            tomcat.start();
        }

        /** Argument: how often to deploy the application. */
        public static void main(String[] args) throws Exception {
            try {
                startThreads();
                Server server = new Server();
                for (int deployment = 0; deployment < Integer.parseInt(args[0]); deployment++) {
                    System.out.println(isCollected(server.deployed()) ? "collected" : "LEFT BEHIND");
                }
            } catch (Throwable e) {
                System.err.println(e);
            } finally {
                System.exit(0);
            }
        }

        /** The JDK's threads keep the class loader of whoever needs them first. */
        private static void startThreads() {
            for (ExecutorService pool : POOLS) {
                CompletableFuture.runAsync(() -> {}, pool).join();
            }
            CompletableFuture.runAsync(() -> {}).join();
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
                    .join();
        }

        private static Path application() {
            try {
                Path folder = Files.createTempDirectory("whence-application");
                Path libraries = Files.createDirectories(folder.resolve("WEB-INF/lib"));
                for (Class<?> type : List.of(
                        Logger.class,
                        ch.qos.logback.classic.Logger.class,
                        ch.qos.logback.core.Appender.class,
                        Context.class,
                        Span.class,
                        ComponentLoader.class,
                        Resource.class,
                        SdkTracerProvider.class)) {
                    Path jar = codeOf(type);
                    Files.copy(jar, libraries.resolve(jar.getFileName()));
                }
                copyOwnClasses(codeOf(UndeployedApp.class), folder.resolve("WEB-INF/classes"));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void copyOwnClasses(Path classes, Path into) throws IOException {
            Path folder = Path.of(UndeployedApp.class.getPackageName().replace('.', '/'));
            Files.createDirectories(into.resolve(folder));
            String pattern = UndeployedApp.class.getSimpleName() + "*.class";
            try (DirectoryStream<Path> files = Files.newDirectoryStream(classes.resolve(folder), pattern)) {
                for (Path file : files) {
                    Files.copy(file, into.resolve(folder).resolve(file.getFileName()));
                }
            }
        }

        private static Path codeOf(Class<?> type) {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().getPath());
        }

        /** The class loader of the application, which was deployed, used and undeployed. */
        private WeakReference<ClassLoader> deployed() throws Exception {
            StandardContext context = new StandardContext();
            context.setPath("/app");
            context.setDocBase(application.toString());
            context.setIgnoreAnnotations(true); // Their types are not there.
            context.addLifecycleListener(new Tomcat.FixContextListener());
            tomcat.getHost().addChild(context);
            Tomcat.addServlet(context, "app", UndeployedApp.class.getName()).addMapping("/*");
            context.getServletContext().setAttribute("pools", POOLS);
            WeakReference<ClassLoader> loader =
                    new WeakReference<>(context.getLoader().getClassLoader());
            use();
            tomcat.getHost().removeChild(context);
            return loader;
        }

        private void use() throws IOException, InterruptedException {
            String uri = "http://localhost:" + tomcat.getConnector().getLocalPort() + "/app/";
            for (String request : List.of(uri, uri, uri + "?last")) {
                HttpResponse<String> response =
                        client.send(HttpRequest.newBuilder(URI.create(request)).build(), BodyHandlers.ofString());
                assertThat(response.body()).isEqualTo("ParallelWebappClassLoader");
            }
        }

        private static boolean isCollected(WeakReference<ClassLoader> loader) {
            try {
                await().atMost(PATIENCE).until(() -> {
                    System.gc();
                    return loader.refersTo(null);
                });
                return true;
            } catch (org.awaitility.core.ConditionTimeoutException e) {
                return false;
            }
        }
    }
}
