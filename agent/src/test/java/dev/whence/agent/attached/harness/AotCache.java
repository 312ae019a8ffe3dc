package dev.whence.agent.attached.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes that an everyday program with the agent has used, for the JVM to load before it does anything else. */
public record AotCache(Path file) {
    /** The first JDK that makes a cache in one step. */
    public static final int SINCE = 25;

    private static final Map<Jdk, AotCache> CACHES = new HashMap<>();
    private static final Path FOLDER = folder();

    /** The cache for a JDK, made when it is first asked for. */
    public static synchronized AotCache of(Jdk jdk) {
        return CACHES.computeIfAbsent(jdk, AotCache::train);
    }

    private static AotCache train(Jdk jdk) {
        Path file = FOLDER.resolve(jdk.feature() + ".aot");
        JavaProcess.Result result = JavaProcess.java(jdk)
                .agent("quiet=true")
                .options("-XX:AOTCacheOutput=" + file, "-cp", trained())
                .main(Everyday.class)
                .run();
        if (result.exitCode() != 0 || !Files.exists(file)) {
            throw new IllegalStateException("No cache was made: " + result);
        }
        file.toFile().deleteOnExit();
        return new AotCache(file);
    }

    /** Lets a JVM use the cache, which it does only if its class path begins as that of the training. */
    public JavaProcess use(JavaProcess java) {
        return java.options("-XX:AOTCache=" + file);
    }

    /** A class path with which the cache can be used. */
    public static String before(String classPath) {
        return trained() + File.pathSeparator + classPath;
    }

    /** The class path of the training: neither caches nor archives hold classes that come from folders. */
    public static String trained() {
        return FOLDER.resolve("everyday.jar")
                + File.pathSeparator
                + Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.matches(".*(logback-classic|logback-core|slf4j-api)-[^/]*jar"))
                        .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("whence-aot");
            Path jar = folder.resolve("everyday.jar");
            String harness = AotCache.class.getPackageName().replace('.', '/');
            Path classes = Path.of(JavaProcess.bareClassPath(), harness);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.list(classes)) {
                for (Path file : (Iterable<Path>)
                        files.filter(each -> each.getFileName().toString().startsWith("Everyday"))::iterator) {
                    out.putNextEntry(new JarEntry(harness + "/" + file.getFileName()));
                    out.write(Files.readAllBytes(file));
                }
            }
            folder.toFile().deleteOnExit();
            jar.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
