package dev.whence.services.proof;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service under test: a server with one kind of threads.
 *
 * @param virtual whether requests are handled on virtual threads
 * @param program the arguments of {@code java}
 * @param ways the names of the asynchronous responses that the service supports
 * @param respondsToFailures whether there is a response to a request whose handler throws
 */
record Service(String name, boolean virtual, List<String> program, List<String> ways, boolean respondsToFailures) {
    private static final List<String> SERVLET_WAYS = List.of("complete", "dispatch", "start");
    private static final List<String> SPRING_WAYS =
            List.of("callable", "deferred", "future", "background", "timeout", "cancellation", "elsewhere", "database");
    private static final List<String> WEBFLUX_WAYS = List.of("database", "grpc", "kafka", "request", "all");
    private static final List<String> NETTY_WAYS =
            List.of("future", "timeout", "cancellation", "elsewhere", "schedule");

    /** Returns the services whose names match the system property {@code whence.services.only}. */
    static Stream<Service> wanted() {
        String only = System.getProperty("whence.services.only", ".*");
        List<Service> wanted =
                all().filter(service -> service.name.matches(only)).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("no service is called '" + only + "': the names are "
                    + all().map(service -> service.name).distinct().toList());
        }
        return wanted.stream();
    }

    /** Returns the service of a name. */
    static Service named(String name) {
        return all().filter(service -> service.name.equals(name)).findFirst().orElseThrow();
    }

    /** Returns a version of Spring Boot on platform threads. */
    static Service boot(int version) {
        return spring("Spring Boot " + version, false, "spring-boot-" + version);
    }

    /** Returns Spring Boot 3 with Micrometer Tracing, which puts the ids of a trace into the MDC. */
    static Service tracing() {
        return spring("Micrometer Tracing", false, "micrometer-tracing");
    }

    /** Returns Spring Boot 3 with Log4j 2 in the place of logback. */
    static Service log4j() {
        return spring("Log4j 2", false, "log4j");
    }

    private static Stream<Service> all() {
        return Stream.of(
                servlets("Tomcat 9", false, "tomcat-9", "Tomcat", "-javax"),
                servlets("Tomcat 10", false, "tomcat-10", "Tomcat", ""),
                servlets("Tomcat 10", true, "tomcat-10", "Tomcat", ""),
                servlets("Tomcat 11", false, "tomcat-11", "Tomcat", ""),
                servlets("Tomcat 11", true, "tomcat-11", "Tomcat", ""),
                servlets("Jetty 12", false, "jetty", "Jetty", ""),
                servlets("Jetty 12", true, "jetty", "Jetty", ""),
                servlets("Undertow", false, "undertow", "Undertow", ""),
                jdk(false),
                jdk(true),
                netty(),
                spring("Spring Boot 3", false, "spring-boot-3"),
                spring("Spring Boot 3", true, "spring-boot-3"),
                spring("Spring Boot 4", false, "spring-boot-4"),
                spring("Spring Boot 4", true, "spring-boot-4"),
                spring("Spring WebFlux", false, "webflux", WEBFLUX_WAYS));
    }

    private static Service servlets(String name, boolean virtual, String server, String main, String variant) {
        String classPath = String.join(
                File.pathSeparator,
                file("orders/target/whence-services-orders.jar"),
                inFolder("orders/target/libraries"),
                file("servlet/target/whence-services-servlet" + variant + ".jar"),
                inFolder("servlet/target/servers/" + server));
        String mainClass = "dev.whence.services.servlet." + main + "Service";
        return new Service(
                name(name, virtual), virtual, List.of("-cp", classPath, mainClass, kind(virtual)), SERVLET_WAYS, true);
    }

    private static Service jdk(boolean virtual) {
        String classPath = String.join(
                File.pathSeparator,
                file("orders/target/whence-services-orders.jar"),
                inFolder("orders/target/libraries"));
        return new Service(
                name("JDK server", virtual),
                virtual,
                List.of("-cp", classPath, "dev.whence.services.JdkService", kind(virtual)),
                List.of("complete"),
                false);
    }

    private static Service netty() {
        String classPath = String.join(
                File.pathSeparator,
                file("orders/target/whence-services-orders.jar"),
                file("netty/target/whence-services-netty.jar"),
                inFolder("netty/target/libraries"));
        return new Service(
                "Netty", false, List.of("-cp", classPath, "dev.whence.services.netty.NettyService"), NETTY_WAYS, true);
    }

    private static Service spring(String name, boolean virtual, String module) {
        return spring(name, virtual, module, SPRING_WAYS);
    }

    private static Service spring(String name, boolean virtual, String module, List<String> ways) {
        String jar = file(module + "/target/whence-services-" + module + "-fat.jar");
        return new Service(
                name(name, virtual),
                virtual,
                List.of("-jar", jar, "--server.port=0", "--spring.threads.virtual.enabled=" + virtual),
                ways,
                true);
    }

    private static String name(String name, boolean virtual) {
        return virtual ? name + ", virtual threads" : name;
    }

    private static String kind(boolean virtual) {
        return virtual ? "virtual" : "platform";
    }

    private static String inFolder(String folder) {
        return services().resolve(folder).resolve("*").toString();
    }

    private static String file(String path) {
        Path file = services().resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(file + " is missing: run through 'mvn verify'");
        }
        return file.toString();
    }

    private static Path services() {
        return Path.of(System.getProperty("whence.services", ""));
    }

    /** Returns whether the service has scheduled jobs. */
    boolean schedules() {
        return ways == SPRING_WAYS;
    }

    private boolean isSpring() {
        return ways == SPRING_WAYS || ways == WEBFLUX_WAYS;
    }

    boolean runsOn(Jdk jdk) {
        return !virtual || jdk.feature() >= 21;
    }

    /** Returns a process that logs by the pattern that the checks read. */
    JavaProcess process(Jdk jdk, Path log) {
        String pattern = "orders-logback.xml";
        JavaProcess process = plainProcess(jdk, log);
        return isSpring()
                ? process.arguments("--logging.config=classpath:" + pattern)
                : process.options("-Dlogback.configurationFile=" + pattern);
    }

    /** Returns a process with the default log of the framework. */
    JavaProcess plainProcess(Jdk jdk, Path log) {
        return JavaProcess.java(jdk)
                .options("-Xmx512m", "-Djava.io.tmpdir=" + log.getParent(), "-Dlog=" + log)
                .arguments(program.toArray(String[]::new));
    }

    /** Returns a process of Spring Boot with the default log, and with more jars on its class path. */
    JavaProcess bootProcess(Jdk jdk, String jars) {
        List<String> arguments = program.subList(2, program.size());
        return JavaProcess.java(jdk)
                .options("-Xmx512m", "-Dloader.path=" + jars)
                .arguments("-cp", program.get(1), "org.springframework.boot.loader.launch.PropertiesLauncher")
                .arguments(arguments.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return name;
    }
}
