package dev.whence.agent.attached.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that somebody may use together with ours. */
enum OtherAgent {
    OTEL(
            "",
            "-Dotel.traces.exporter=none -Dotel.metrics.exporter=none -Dotel.logs.exporter=none -D"
                    + NoTracingNeeded.PROPERTY + "=true") {
        @Override
        List<String> optionsIfFirst() {
            return List.of("-D" + FirstAgentNeeded.PROPERTY + "=true");
        }
    },

    /** It counts the branches of all classes, those of the JDK too. */
    JACOCO(
            "=output=none,inclbootstrapclasses=true,includes=java.util.concurrent.*:java.lang.Thread*:java.util.Timer*",
            ""),

    MOCKITO("", "-D" + MockitoNeeded.PROPERTY + "=true"),

    /** See {@link ShapeAgent}. */
    SHAPES("", "-D" + ShapesNeeded.PROPERTY + "=true") {
        @Override
        Path jar() {
            return shapeAgent();
        }
    },

    /** The same, and it uses the classes itself before {@code main}. */
    EAGER_SHAPES("=eager", "-D" + ShapesNeeded.PROPERTY + "=true") {
        @Override
        Path jar() {
            return shapeAgent();
        }

        @Override
        List<String> optionsIfFirst() {
            return List.of("-D" + FirstAgentNeeded.PROPERTY + "=true");
        }
    };

    private final String arguments;
    private final String options;

    /** The options are separated by blanks. */
    OtherAgent(String arguments, String options) {
        this.arguments = arguments;
        this.options = options;
    }

    /** By its name in the system property {@code whence.with}. */
    static OtherAgent named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Everything that it is started with, whether before or after ours. */
    List<String> options() {
        return options.isEmpty() ? List.of() : List.of(options.split(" "));
    }

    /** What else holds if it comes before ours. */
    List<String> optionsIfFirst() {
        return List.of();
    }

    String javaagent() {
        return "-javaagent:" + jar() + arguments;
    }

    Path jar() {
        Path jar = Path.of(System.getProperty("whence.peers", ""), name().toLowerCase(Locale.ROOT) + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run through 'mvn verify'");
        }
        return jar;
    }

    /** A jar with nothing but a manifest: the class itself is on the class path. */
    private static Path shapeAgent() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", ShapeAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        try {
            Path jar = Files.createTempFile("whence", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(jar)) {
                new JarOutputStream(out, manifest).close();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
