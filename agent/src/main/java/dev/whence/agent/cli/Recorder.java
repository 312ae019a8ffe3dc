package dev.whence.agent.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file to which the frames of {@code dump --watch} are appended, one a line. */
final class Recorder implements AutoCloseable {
    /** The first line, which tells what the file is. */
    static final String HEADER = "{\"whence\":\"watch\",\"format\":1}";

    private final OutputStream out;

    private Recorder(OutputStream out) {
        this.out = out;
    }

    /**
     * Begins a recording in a new file.
     *
     * @throws NotAttached if there is such a file already, or if it cannot be written
     */
    static Recorder to(Path file) throws NotAttached {
        try {
            Recorder recorder =
                    new Recorder(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            recorder.add(HEADER);
            return recorder;
        } catch (FileAlreadyExistsException e) {
            throw new NotAttached("the file " + file + " exists already; name a new one for the recording");
        } catch (IOException e) {
            throw new NotAttached("the recording cannot be written: " + e);
        }
    }

    /** Appends a line. It is written at once, so that a recording which is broken off has whole lines. */
    void add(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            // Each line was written when it was added.
        }
    }
}
