package dev.whence.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** A shutdown hook that writes what hops have cost into a file. */
final class ExitReport extends Thread {
    private static final String WRITER = "dev.whence.agent.live.ReportFile";

    private final File file;
    private final File jar;
    private final String version;
    private final Instrumentation instrumentation;

    private ExitReport(File file, File jar, String version, Instrumentation instrumentation) {
        super(null, null, "whence", 0, false);
        this.file = file;
        this.jar = jar;
        this.version = version;
        this.instrumentation = instrumentation;
    }

    /** Has the report written when the JVM ends. If that is not possible, this is told now. */
    static void into(String name, File jar, String version, Instrumentation instrumentation) {
        long pid = ProcessHandle.current().pid();
        File file = new File(name.replace("%p", Long.toString(pid))).getAbsoluteFile();
        String fault = fault(file, new File(file.getPath() + "." + pid + ".part"));
        if (fault == null) {
            Runtime.getRuntime().addShutdownHook(new ExitReport(file, jar, version, instrumentation));
        } else {
            System.err.println("whence: the report cannot be written: " + fault);
        }
    }

    /** Returns why a file cannot be written by way of another one; null if it can. */
    private static @Nullable String fault(File file, File part) {
        if (file.exists() && !file.isFile()) {
            return file + " is not a file";
        }
        try {
            if (!part.createNewFile()) {
                return part + " is there already";
            }
            return part.delete() ? null : part + " cannot be deleted";
        } catch (IOException e) {
            return file + ": " + e.getMessage();
        }
    }

    @Override
    public void run() {
        try {
            Runnable writer = (Runnable) new LiveLoader(jar, instrumentation)
                    .loadClass(WRITER)
                    .getConstructor(File.class, String.class)
                    .newInstance(file, version);
            writer.run();
        } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
            System.err.println("whence: the report is not written to " + file + ": " + e);
        }
    }
}
