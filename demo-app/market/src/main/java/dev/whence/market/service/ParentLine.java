package dev.whence.market.service;

import ch.qos.logback.classic.LoggerContext;
import dev.whence.context.Whence;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * The line to the process that has started a service: standard input and output. The service says where it can be
 * reached, answers what it is asked, and ends as soon as the other process has ended, however that came about.
 *
 * <p>A question is a line {@code NUMBER look} or {@code NUMBER fault NAME on}. The answer is a line with that number.
 */
public final class ParentLine {
    /** The first word of the line that tells where the service is. */
    private static final String READY = "ready";

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final List<Fault> faults;

    private ParentLine(List<Fault> faults) {
        this.faults = faults;
    }

    /** Starts a service. */
    public interface Start {
        /** Returns the addresses of the service. */
        List<String> start() throws Exception;
    }

    /** Starts a service, and listens to the parent process from the beginning. */
    public static void run(List<Fault> faults, Start service) {
        ParentLine line = new ParentLine(faults);
        // What a library prints is no answer.
        System.setOut(System.err);
        new Thread(line::listen, "parent").start();
        try {
            line.say(READY + " " + String.join(" ", service.start()));
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            end(1);
        }
    }

    private void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(answer(line.split(" ", -1)));
            }
        } catch (IOException e) {
            // The parent has ended.
        } finally {
            end(0);
        }
    }

    private String answer(String[] words) {
        if (words.length == 4) {
            faults.stream()
                    .filter(fault -> fault.name().equals(words[2]))
                    .forEach(fault -> fault.turn(words[3].equals("on")));
        }
        String all = faults.stream().map(Fault::json).collect(Collectors.joining(","));
        return words[0] + " {\"faults\":[" + all + "],\"dump\":" + Whence.dump().replace('\n', ' ') + "}";
    }

    private synchronized void say(String line) {
        out.println(line);
    }

    /** The service keeps nothing that an orderly end would save, and that could take long while it has a fault. */
    private static void end(int status) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            // So that the last line is whole.
            log.stop();
        }
        Runtime.getRuntime().halt(status);
    }
}
