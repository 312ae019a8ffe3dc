package dev.whence.demo.workshop;

import dev.whence.demo.jvm.DemoCode;
import dev.whence.demo.jvm.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that runs code of an exercise.
 *
 * @param agent the value of the option {@code -javaagent}, or an empty text for a JVM without the agent
 * @param classes the folder of the compiled code
 * @param logs the folder for the log
 */
record CodeJvm(String agent, Path classes, Path logs) {
    /** The settings of the log: lines of text for people, and lines of JSON for the commands. */
    private static final String LOGGING = "workshop-logback.xml";

    /** Returns the command that runs a class. The JVM of the exercise is that of this command. */
    List<String> command(String service, List<String> properties, List<String> main) throws IOException {
        Jdk jdk = Jdk.at(Path.of(System.getProperty("java.home")))
                .orElseThrow(() -> new IOException("this is no JDK: " + System.getProperty("java.home")));
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        if (!agent.isEmpty()) {
            command.add("-javaagent:" + agent);
        }
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dlogback.configurationFile=" + LOGGING);
        command.add("-Dworkshop.logs=" + logs.toAbsolutePath());
        command.add("-Dspring.application.name=" + service.toLowerCase(Locale.ROOT));
        command.addAll(properties);
        command.addAll(List.of("-cp", classes + File.pathSeparator + DemoCode.classPath()));
        command.addAll(main);
        return command;
    }

    /** Returns a process, of which the environment of this one does not change anything. */
    static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("WHENCE_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
        return builder;
    }

    /** Waits for a process, which does not survive this one, and returns whether it has ended in time. */
    static boolean await(Process process, long seconds) throws InterruptedException {
        Thread end = new Thread(() -> destroy(process), "end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } finally {
            destroy(process);
            leave(end);
        }
    }

    private static void leave(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // This JVM is ending already, and runs the hook.
        }
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
