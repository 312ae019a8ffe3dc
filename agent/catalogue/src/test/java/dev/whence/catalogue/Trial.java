package dev.whence.catalogue;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A run of a program in a JVM of its own. A program that hangs is ended as soon as enough is known of it. */
final class Trial implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 200;

    /** For how long a program without the bug goes on that would never end by itself. Most findings take three seconds. */
    private static final Duration OPEN = Duration.ofMillis(3_500);

    /** For how long a customer waits for an answer that will not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Entry entry;
    private final Jdk jdk;
    private final Path out;
    private final Path err;
    private final Process process;

    private Trial(Entry entry, Jdk jdk, String main, boolean hasAgent, Duration open, Duration patience) {
        this.entry = entry;
        this.jdk = jdk;
        JavaProcess java = JavaProcess.java(jdk)
                .options("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Duser.language=en")
                .options("-Dshop.open=" + open.toMillis(), "-Dcustomer.patience=" + patience.toMillis())
                .options(entry.bug().jvm())
                .options("-cp", JavaProcess.testClassPath());
        if (hasAgent) {
            java.agent(entry.bug().options());
        }
        try {
            out = Files.createTempFile("whence-catalogue", ".out");
            err = Files.createTempFile("whence-catalogue", ".err");
            process = java.arguments(main).start(out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what one sees without the agent. */
    static String without(Entry entry, Jdk jdk) {
        try (Trial trial = new Trial(entry, jdk, entry.brokenMain(), false, LONGEST, PATIENCE)) {
            String symptom = entry.bug().symptom();
            trial.await(text -> !symptom.isEmpty() && text.contains(symptom));
            return trial.output();
        }
    }

    /** Returns what one sees with the agent. */
    static String with(Entry entry, Jdk jdk) {
        try (Trial trial = new Trial(entry, jdk, entry.brokenMain(), true, LONGEST, PATIENCE)) {
            return switch (entry.bug().tool()) {
                case TRACE -> trial.toItsEnd();
                case FINDING -> trial.finding();
                case DUMP, SITES -> trial.command();
            };
        }
    }

    /** Returns what one sees with the agent if there is no bug. */
    static String mended(Entry entry, Jdk jdk) {
        try (Trial trial = new Trial(entry, jdk, entry.mendedMain(), true, OPEN, LONGEST)) {
            return trial.toItsEnd();
        }
    }

    private String toItsEnd() {
        await(text -> false);
        if (process.exitValue() != 0) {
            throw new AssertionError(entry + " ended with " + process.exitValue() + "\n" + output());
        }
        return output();
    }

    private String finding() {
        String sign = entry.bug().sign();
        await(text -> text.contains(sign + ": ") && text.contains("What to do: "));
        return output();
    }

    private String command() {
        await(text -> text.contains(entry.bug().symptom()));
        String[] said = {""};
        await(text -> {
            JavaProcess.Result result = JavaProcess.java(jdk)
                    .environment("LC_ALL", "C.UTF-8")
                    .options("-XX:TieredStopAtLevel=1")
                    .arguments(
                            "-jar",
                            JavaProcess.agentJar().toString(),
                            entry.bug().tool().command)
                    .arguments(process.pid() + "", "--width", "150")
                    .arguments(entry.bug().ask())
                    .run();
            said[0] = result.out() + result.err();
            return said[0].contains(entry.bug().sign()) && said[0].contains(entry.place());
        });
        return said[0];
    }

    /** Waits until the output is as wanted or the program has ended. */
    private void await(Predicate<String> isEnough) {
        long begin = System.nanoTime();
        try {
            while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) && !isEnough.test(output())) {
                if (System.nanoTime() - begin > LONGEST.toNanos()) {
                    throw new AssertionError(entry + " on " + jdk + " has said only\n" + output());
                }
                if (entry.bug().sign().endsWith("-failure")) {
                    collectGarbage();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is lost is told when it is collected, which would take a while in a program that does so little. */
    private void collectGarbage() {
        JavaProcess.tool(jdk, "jcmd").arguments(process.pid() + "", "GC.run").run();
    }

    private String output() {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
            Files.delete(out);
            Files.delete(err);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
