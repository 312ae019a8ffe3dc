package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.OS;

/** The packaged market in processes of its own: the command, and the services that it starts. */
final class MarketRun implements AutoCloseable {
    private static final long SECONDS = 60;
    private static final Pattern ADDRESS = Pattern.compile("The page: (\\S+)");

    /** A build in the background ignores interrupts, and so would what it starts. */
    private static final List<String> HEEDING_SIGNALS = List.of("env", "--default-signal=INT");

    private final Path output;
    private final Process process;
    private List<ProcessHandle> services = List.of();

    private MarketRun(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Starts the market, and waits until it is open or has ended. */
    static MarketRun start(Jdk jdk, Path folder, String... options) throws IOException {
        Path output = folder.resolve("out");
        List<String> command = new ArrayList<>(OS.LINUX.isCurrentOs() ? HEEDING_SIGNALS : List.of());
        command.addAll(List.of(
                jdk.java().toString(),
                "-jar",
                DemoRun.jar("whence.demo"),
                "market",
                "--agent",
                DemoRun.jar("whence.agent"),
                "--services",
                DemoRun.jar("whence.market"),
                "--jdk",
                jdk.home().toString(),
                "--dir",
                folder.toString()));
        command.addAll(List.of(options));
        MarketRun run = new MarketRun(
                output,
                DemoRun.process(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
        DemoRun.await(() -> run.output().contains("Ctrl-C") || !run.process.isAlive());
        assertThat(run.output()).contains("Ctrl-C");
        run.services = run.process.children().toList();
        return run;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    URI page() throws IOException {
        Matcher address = ADDRESS.matcher(output());
        assertThat(address.find()).as(output()).isTrue();
        return URI.create(address.group(1));
    }

    List<ProcessHandle> services() {
        return services;
    }

    /** Returns the processes of the services and of the command. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(services);
        all.add(process.toHandle());
        assertThat(all).hasSize(4);
        return all;
    }

    /** Sends a signal to the command. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Lets the services notice what nobody can look at any more. */
    void collectGarbage(Jdk jdk) throws IOException, InterruptedException {
        String jcmd = jdk.home().resolve("bin").resolve("jcmd").toString();
        for (ProcessHandle service : services) {
            new ProcessBuilder(jcmd, Long.toString(service.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    int exitCode() throws IOException, InterruptedException {
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(output()).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        services.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
