package dev.whence.demo.jvm;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A service in a separate JVM, which says on its standard output where it is and answers questions, and ends when this JVM
 * ends, however that comes about.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final String READY = "ready ";
    private static final String ENDED = "ended";
    private static final long START_SECONDS = 90;
    private static final long ANSWER_SECONDS = 5;

    private final String name;
    private final DemoProcess process;
    private final Path errors;
    private final BufferedWriter questions;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private long asked;

    private ServiceProcess(String name, DemoProcess process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.questions = process.process().outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a service.
     *
     * @param arguments the arguments of the {@code java} launcher
     * @param errors the file of its standard error
     * @throws IOException if the JVM cannot be started
     */
    public static ServiceProcess start(String name, Jdk jdk, List<String> arguments, Path errors) throws IOException {
        return new ServiceProcess(
                name, DemoProcess.start(jdk, arguments, Redirect.PIPE, Redirect.to(errors.toFile())), errors);
    }

    private void read() {
        try (BufferedReader output = process.process().inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // The service was closed.
        } finally {
            lines.add(ENDED);
        }
    }

    /**
     * Waits for the service, and returns its addresses.
     *
     * @throws IOException if it does not start
     */
    public List<String> addresses() throws IOException, InterruptedException {
        @Nullable String line = lines.poll(START_SECONDS, TimeUnit.SECONDS);
        if (line == null || !line.startsWith(READY)) {
            throw new IOException("the service " + name + " has not started; " + errors + " tells why");
        }
        return List.of(line.substring(READY.length()).split(" ", -1));
    }

    /** Asks the service, and returns its answer, or nothing if it has ended or does not answer within seconds. */
    public synchronized Optional<String> ask(String question) throws InterruptedException {
        String begin = ++asked + " ";
        try {
            questions.write(begin + question + "\n");
            questions.flush();
        } catch (IOException e) {
            return Optional.empty();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (true) {
            @Nullable String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(ENDED)) {
                return Optional.empty();
            }
            // Another one is the late answer to an earlier question.
            if (line.startsWith(begin)) {
                return Optional.of(line.substring(begin.length()));
            }
        }
    }

    /** Returns the number of the process. */
    public long pid() {
        return process.process().pid();
    }

    /** Tells the service to end, without waiting for that. */
    public void end() {
        try {
            questions.close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
