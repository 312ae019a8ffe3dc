package dev.whence.stores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A program for Node.js that answers one line with one line. It needs what {@code .ci/stores} installs. */
final class NodeProgram implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private NodeProgram(Process process) {
        this.process = process;
        this.out = process.inputReader();
        this.in = process.outputWriter();
    }

    /** Starts a program, or skips the test if there are no packages. */
    static NodeProgram start(String name) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("node_modules")), ".ci/stores was not run");
        return new NodeProgram(new ProcessBuilder("node", name)
                .directory(Path.of("src/test/js").toFile())
                .redirectError(Redirect.INHERIT)
                .start());
    }

    /** Returns what the program answers. */
    String ask(String question) throws IOException {
        in.write(JSON.writeValueAsString(question) + "\n");
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the program ended at " + question);
        }
        JsonNode answer = JSON.readTree(line);
        if (answer.has("error")) {
            throw new IOException(question + ": " + answer.path("error").asText());
        }
        return answer.path("out").asText();
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
