package dev.whence.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Measures the duration of a whole process that prints hello. */
final class Starts {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path folder;

    Starts() throws IOException {
        folder = Files.createTempDirectory("whence-benchmarks");
        Path program = folder.resolve(entry(Hello.class));
        Files.createDirectories(program.getParent());
        Files.write(program, code(Hello.class));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(emptyAgent()), manifest())) {
            jar.putNextEntry(new JarEntry(entry(EmptyAgent.class)));
            jar.write(code(EmptyAgent.class));
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
        return manifest;
    }

    /** Returns the jar of the agent that does nothing. */
    Path emptyAgent() {
        return folder.resolve("empty-agent.jar");
    }

    /** Returns the durations in milliseconds by agent. All agents run in turns. */
    Map<Subject, Sample> measure(Path java, Map<Subject, @Nullable Path> agents, int runs)
            throws IOException, InterruptedException {
        Map<Subject, Sample> samples = new EnumMap<>(Subject.class);
        for (int run = -1; run < runs; run++) {
            for (Map.Entry<Subject, @Nullable Path> agent : agents.entrySet()) {
                double millis = start(java, agent.getKey().options(agent.getValue()));
                if (run >= 0) {
                    samples.computeIfAbsent(agent.getKey(), any -> new Sample()).add(millis);
                }
            }
        }
        return samples;
    }

    private double start(Path java, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("-cp", folder.toString(), Hello.class.getName()));
        File output = folder.resolve("output").toFile();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectErrorStream(true)
                .start();
        int status = process.waitFor();
        long end = System.nanoTime();
        String printed = Files.readString(output.toPath());
        if (status != 0 || !printed.contains("hello")) {
            throw new IllegalStateException(command + " ended with " + status + ": " + printed);
        }
        return (end - start) / NANOS_PER_MILLI;
    }

    private static String entry(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] code(Class<?> type) throws IOException {
        try (InputStream in = Hello.class.getClassLoader().getResourceAsStream(entry(type))) {
            if (in == null) {
                throw new IllegalStateException(entry(type));
            }
            return in.readAllBytes();
        }
    }
}
