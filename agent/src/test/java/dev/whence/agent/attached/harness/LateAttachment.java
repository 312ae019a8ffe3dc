package dev.whence.agent.attached.harness;

import dev.whence.agent.WovenGlue;
import dev.whence.agent.jdk.WovenJdk;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Attaches the agent to the JVM that runs the tests, when that has loaded and used all that is woven. */
final class LateAttachment {
    private static final String JAR = "whence.late.jar";
    private static final String OPTIONS = "whence.late.options";
    private static final String CLASSES = "whence.late.classes";

    /** The options of a JVM that is to attach the agent later. */
    static String[] jvmOptions(String... agentOptions) {
        String classes = Stream.concat(WovenJdk.types(Start.LATE, true).stream(), WovenGlue.types(Start.LATE).stream())
                .map(WovenType::name)
                .distinct()
                .collect(Collectors.joining(","));
        return new String[] {
            "-XX:+EnableDynamicAgentLoading",
            "-D" + JAR + "=" + JavaProcess.agentJar(),
            "-D" + OPTIONS + "=" + String.join(",", agentOptions),
            "-D" + CLASSES + "=" + classes
        };
    }

    /** Attaches the agent if this JVM is to. */
    static void attachIfLate() throws IOException, InterruptedException {
        String jar = System.getProperty(JAR);
        if (jar != null) {
            Stream.of(System.getProperty(CLASSES).split(",")).forEach(LateAttachment::load);
            Everyday.use();
            attach(jar, System.getProperty(OPTIONS));
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name.replace('/', '.'), false, LateAttachment.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Not each library is there in each version.
        }
    }

    private static void attach(String jar, String options) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String pid = Long.toString(ProcessHandle.current().pid());
        File said = File.createTempFile("whence", ".attach");
        int exitCode = new ProcessBuilder(java, "-jar", jar, "attach", pid, options)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("The agent could not be attached: " + Files.readString(said.toPath()));
        }
        Files.delete(said.toPath());
    }

    private LateAttachment() {}
}
