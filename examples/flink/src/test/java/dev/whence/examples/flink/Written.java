package dev.whence.examples.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a job has written and committed. */
final class Written {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    Written(Path folder) {
        this.folder = folder;
    }

    /** Returns the objects of one output, sorted as text, since their order depends on the slots. */
    List<JsonNode> of(String output) {
        Path files = folder.resolve(output);
        if (!Files.exists(files)) {
            return List.of();
        }
        try {
            List<String> lines = new ArrayList<>();
            for (Path file : committed(files)) {
                lines.addAll(Files.readAllLines(file));
            }
            List<JsonNode> objects = new ArrayList<>();
            for (String line : lines.stream().sorted().toList()) {
                objects.add(JSON.readTree(line));
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the files that are committed. Others may come and go at the same time. */
    private static List<Path> committed(Path output) throws IOException {
        List<Path> committed = new ArrayList<>();
        try (Stream<Path> hours = Files.list(output)) {
            for (Path hour : hours.toList()) {
                try (Stream<Path> files = Files.list(hour)) {
                    files.filter(Written::isCommitted).forEach(committed::add);
                }
            }
        }
        return committed;
    }

    /** Flink's name for a file that is not committed begins with a point. */
    private static boolean isCommitted(Path file) {
        return !file.getFileName().toString().startsWith(".");
    }

    List<JsonNode> operations() {
        return of("operations");
    }

    /** Returns the operation with a correlation. */
    JsonNode operation(String correlation) {
        List<JsonNode> found = operations().stream()
                .filter(operation -> operation.path("correlation").asText().equals(correlation))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(correlation + " was written " + found.size() + " times");
        }
        return found.get(0);
    }

    /** Returns the places of the lines of an operation, in their order. */
    static List<String> places(JsonNode operation) {
        return texts(operation.path("lines"), "at");
    }

    /** Returns the messages of an operation, in their order. */
    static List<String> messages(JsonNode operation) {
        List<String> messages = new ArrayList<>();
        operation.path("lines").forEach(line -> {
            JsonNode event = line.path("event");
            messages.add(event.path("body").asText(event.path("message").asText()));
        });
        return messages;
    }

    /** Returns the kinds of the violations of an operation. */
    static List<String> violations(JsonNode operation) {
        return texts(operation.path("violations"), "what");
    }

    private static List<String> texts(JsonNode objects, String field) {
        List<String> texts = new ArrayList<>();
        objects.forEach(object -> texts.add(object.path(field).asText()));
        return texts;
    }

    /** Returns the places of all lines in all outputs. */
    List<String> allPlaces() {
        List<String> places = new ArrayList<>();
        operations().forEach(operation -> places.addAll(places(operation)));
        for (String output : List.of("late", "malformed", "outside")) {
            of(output).forEach(line -> places.add(line.path("at").asText()));
        }
        return places;
    }
}
