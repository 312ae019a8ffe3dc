package dev.whence.agent.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of {@code check}.
 *
 * <p>The check runs in a JVM of its own, with the agent, and prints a line for each hook. This class makes a table of
 * those lines.
 */
final class CheckReport {
    private final File jar;
    private final String classPath;
    private final String hooks;

    /** Creates the report for the agent of a jar, the libraries on a class path and a file of hooks. */
    CheckReport(File jar, String classPath, String hooks) {
        this.jar = jar;
        this.classPath = classPath;
        this.hooks = hooks;
    }

    /**
     * Prints the table. What libraries have printed is left out, unless the check breaks off.
     *
     * @return 0 if each hook works, else 1
     */
    int print(PrintStream out) throws IOException, InterruptedException {
        HookTable table = new HookTable(out, "not there, neither in the JDK nor on the class path");
        List<String> others = new ArrayList<>();
        Process probe = start();
        try (BufferedReader lines = probe.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!table.print(line)) {
                    others.add(line);
                }
            }
        }
        int exit = probe.waitFor();
        if (exit != 0 || table.rows("on") == 0) {
            others.forEach(out::println);
            out.println("The JVM with the agent ended with " + exit + " before all hooks were tried.");
            return 1;
        }
        out.println(summary(table));
        return table.rows("off") == 0 ? 0 : 1;
    }

    private String summary(HookTable table) {
        int off = table.rows("off");
        int absent = table.rows("waits");
        return (off == 0 ? "All hooks that were tried work." : off + (off == 1 ? " hook is off." : " hooks are off."))
                + (absent > 0 && classPath.isEmpty()
                        ? " To check libraries too, name their jars: check --class-path 'lib/*'"
                        : "");
    }

    private Process start() throws IOException {
        String java = new File(System.getProperty("java.home"), "bin/java").getPath();
        String path = jar + (classPath.isEmpty() ? "" : File.pathSeparator + classPath);
        String options = "=quiet=true" + (hooks.isEmpty() ? "" : ",hooks=" + hooks);
        return new ProcessBuilder(java, "-javaagent:" + jar + options, "-cp", path, "dev.whence.agent.Agent", "probe")
                .redirectErrorStream(true)
                .start();
    }
}
