package dev.whence.demo.workshop;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a participant has done so far. It is kept in a file, so that the workshop can be resumed. */
final class Progress {
    private static final String CURRENT = "current";

    private final Path file;

    Progress(Path file) {
        this.file = file;
    }

    boolean isDone(Exercise exercise) throws IOException {
        return read().containsKey("done." + exercise.name());
    }

    void done(Exercise exercise, boolean isDone) throws IOException {
        set("done." + exercise.name(), isDone ? "true" : "");
    }

    /** Returns how many hints are open. */
    int hints(Exercise exercise) throws IOException {
        String count = read().getProperty("hints." + exercise.name(), "0");
        return count.matches("\\d{1,3}") ? Integer.parseInt(count) : 0;
    }

    void hints(Exercise exercise, int open) throws IOException {
        set("hints." + exercise.name(), open == 0 ? "" : "" + open);
    }

    /** Returns the name of the exercise that the participant works at, or an empty text before the first one. */
    String current() throws IOException {
        return read().getProperty(CURRENT, "");
    }

    void current(Exercise exercise) throws IOException {
        set(CURRENT, exercise.name());
    }

    private void set(String key, String value) throws IOException {
        Properties all = read();
        if (value.isEmpty()) {
            all.remove(key);
        } else {
            all.setProperty(key, value);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            all.store(writer, "The progress in the workshop");
        }
    }

    private Properties read() throws IOException {
        Properties all = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                all.load(reader);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " is damaged: delete it to begin anew", e);
            }
        }
        return all;
    }
}
