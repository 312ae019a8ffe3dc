package dev.whence.agent.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipFile;

/** The table of {@code check}: hook, state, why. */
final class CheckReport {
    private final File jar;

    CheckReport(File jar) {
        this.jar = jar;
    }

    /** Prints the table; the result is 0 if each hook works, else 1. */
    int print(PrintStream out) throws IOException, InterruptedException {
        out.println("whence " + version(jar) + ", JDK " + Runtime.version());
        HookTable table = new HookTable(out);
        Process probe = start();
        int hooks = 0;
        int off = 0;
        try (BufferedReader lines = probe.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (table.print(line)) {
                    hooks++;
                    off += line.contains("\toff\t") ? 1 : 0;
                } else {
                    out.println(line);
                }
            }
        }
        int exit = probe.waitFor();
        if (exit != 0 || hooks == 0) {
            out.println("The JVM with the agent ended with " + exit + " before all hooks were tried");
            return 1;
        }
        return off == 0 ? 0 : 1;
    }

    private Process start() throws IOException {
        String java = new File(System.getProperty("java.home"), "bin/java").getPath();
        return new ProcessBuilder(java, "-javaagent:" + jar + "=quiet=true", "-jar", jar.getPath(), "probe")
                .redirectErrorStream(true)
                .start();
    }

    static String version(File jar) throws IOException {
        try (ZipFile open = new ZipFile(jar);
                InputStream in = open.getInputStream(open.getEntry("whence/version"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
