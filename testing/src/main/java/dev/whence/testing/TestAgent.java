package dev.whence.testing;

import dev.whence.runtime.LogSink;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The agent in the JVM of the tests. If the JVM was started without it, it is attached now, by another process: a JVM may
 * not attach to itself.
 */
final class TestAgent {
    private static final String MAIN = "dev.whence.agent.Agent";
    private static final String RUNTIME = "dev.whence.runtime.LogSink";
    /** A test makes few hops, so each stack can be read. */
    private static final String OPTIONS = "quiet=true,stacks=full";

    private static final long PATIENCE_SECONDS = 60;

    private static final @Nullable String FAULT = attach();

    /**
     * Makes sure that this JVM has the agent.
     *
     * @throws ExtensionConfigurationException if it has not, and cannot be given it
     */
    static void need() {
        if (FAULT != null) {
            throw new ExtensionConfigurationException("this test needs the agent of Whence, but " + FAULT
                    + ". Start the JVM of the tests with -javaagent:whence-agent.jar");
        }
    }

    private static @Nullable String attach() {
        try {
            String said = isAttached() ? "" : attach(jar());
            if (!isAttached()) {
                return "it cannot be attached: " + said;
            }
            return usesIt() ? null : "the tests have loaded whence-context before it was attached";
        } catch (IOException e) {
            return "it cannot be attached: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "this thread was interrupted while it was attached";
        }
    }

    /** Returns whether the boot loader has the runtime. Another loader must not be asked, as it would load its own. */
    private static boolean isAttached() {
        try {
            return Class.forName(RUNTIME, false, null) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean usesIt() {
        return LogSink.class.getClassLoader() == null;
    }

    private static File jar() throws IOException {
        try {
            CodeSource source = Class.forName(MAIN, false, TestAgent.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            URL place = source.getLocation();
            File jar = new File(place.toURI());
            if (jar.isFile()) {
                return jar;
            }
            throw new IOException(jar + " is not the jar of the agent");
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IOException("whence-agent.jar is not on the class path", e);
        }
    }

    private static String attach(File jar) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process attaching = new ProcessBuilder(
                        java.toString(),
                        "-jar",
                        jar.getPath(),
                        "attach",
                        Long.toString(ProcessHandle.current().pid()),
                        OPTIONS)
                .redirectErrorStream(true)
                .start();
        attaching.getOutputStream().close();
        String said = new String(attaching.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!attaching.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            attaching.destroyForcibly();
        }
        return said.strip();
    }

    private TestAgent() {}
}
