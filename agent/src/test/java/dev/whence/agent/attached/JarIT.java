package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar, and so on the class path of every application that the agent is attached to. */
class JarIT {
    @Test
    void oneClassAndData() throws IOException {
        assertThat(files())
                .as("entries of the jar")
                .contains("META-INF/MANIFEST.MF", "dev/whence/agent/Agent.class")
                .allMatch(name -> name.startsWith("META-INF/")
                        || name.equals("dev/whence/agent/Agent.class")
                        || (name.startsWith("whence/") && !name.endsWith(".class")));
        assertThat(files()).noneMatch(name -> name.startsWith("META-INF/") && name.endsWith(".class"));
    }

    private static List<String> files() throws IOException {
        try (JarFile jar = new JarFile(JavaProcess.agentJar().toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    @Test
    void manifest() throws IOException {
        try (JarFile jar = new JarFile(JavaProcess.agentJar().toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            for (String name : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
                assertThat(attributes.getValue(name)).as(name).isEqualTo("dev.whence.agent.Agent");
            }
            assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(attributes.getValue("Implementation-Version")).isNotEmpty();
            assertThat(attributes.getValue("Automatic-Module-Name")).isEqualTo("dev.whence.agent");
            // It makes every start of a JVM print a warning, and turns class data sharing off.
            assertThat(attributes.getValue("Boot-Class-Path")).isNull();
        }
    }
}
