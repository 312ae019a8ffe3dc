package dev.whence.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Set;

/**
 * The thread that looks for what is wrong in the program, and tells of it. What it needs is loaded by itself, a second
 * after the start, so that programs that end soon do not pay for it.
 *
 * <p>It is not the one that sweeps: to tell of something is to log it, and a logger may hang.
 */
final class FindingsThread extends AgentThread {
    private static final String FINDINGS = "dev.whence.agent.findings.Findings";

    private final File jar;
    private final Instrumentation instrumentation;
    private final Set<String> wanted;
    private final PresentOptions options;

    FindingsThread(File jar, Instrumentation instrumentation, Set<String> wanted, PresentOptions options) {
        this.jar = jar;
        this.instrumentation = instrumentation;
        this.wanted = wanted;
        this.options = options;
    }

    @Override
    public void run() {
        try {
            findings().run();
        } catch (ReflectiveOperationException | IOException | RuntimeException | Error e) {
            System.err.println("whence: nothing is looked for in the program: " + e);
        }
    }

    private Runnable findings() throws ReflectiveOperationException, IOException {
        LiveLoader loader = new LiveLoader(jar, instrumentation);
        return (Runnable) loader.loadClass(FINDINGS)
                .getConstructor(Set.class, PresentOptions.class)
                .newInstance(wanted, options);
    }
}
