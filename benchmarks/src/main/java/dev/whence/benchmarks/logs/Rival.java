package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.Collector;
import dev.whence.benchmarks.MeasuredJvm;
import dev.whence.benchmarks.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JVM of an entrant. It does nothing between its turns. If a turn fails, the JVM makes no further turns. */
final class Rival implements AutoCloseable {
    private static final long LIMIT_SECONDS = 180;
    private static final ScheduledExecutorService LIMITS = Executors.newScheduledThreadPool(1, action -> {
        Thread thread = new Thread(action, "limits");
        thread.setDaemon(true);
        return thread;
    });

    private final Entrant entrant;
    private final Process process;
    private final BufferedReader answers;

    private Rival(Entrant entrant, Process process) {
        this.entrant = entrant;
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Rival start(Entrant entrant, Format format, MeasuredJvm jvm, Collector collector, Path folder)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(jvm.executable().toString()));
        command.addAll(collector.jvmOptions());
        command.addAll(entrant.agent().options(entrant.agent() == Subject.WHENCE ? jvm.agent() : null));
        command.addAll(entrant.contender().jvmOptions());
        command.addAll(
                List.of(LogProcess.class.getName(), entrant.contender().name(), format.name(), folder.toString()));
        return new Rival(
                entrant,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    Entrant entrant() {
        return entrant;
    }

    /** Makes a turn. Returns null if the JVM has ended or did not answer in time. */
    @Nullable Measures turn(Load load) throws IOException {
        if (!process.isAlive()) {
            return null;
        }
        ScheduledFuture<?> limit = LIMITS.schedule(process::destroyForcibly, LIMIT_SECONDS, TimeUnit.SECONDS);
        try {
            process.getOutputStream().write((load.command() + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return answer();
        } finally {
            limit.cancel(false);
        }
    }

    private @Nullable Measures answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(LogProcess.ANSWER)) {
                return Measures.parse(line.substring(LogProcess.ANSWER.length()));
            }
            System.err.println(entrant.contender().label + ": " + line);
        }
        System.err.println(entrant + " ended in its turn; it is left out from here on");
        return null;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
