package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A program that runs with the agent until it is closed, and what the agent tells of it on stderr. */
class FindingsOf implements AutoCloseable {
    /** The beginning of a finding: its name, and the operation. */
    private static final Pattern TOLD =
            Pattern.compile("(?:whence|WARNING): ([a-z-]+): .*\\R  since \\S+, operation (\\S+)");

    private final Path folder;
    final Process process;

    FindingsOf(Jdk jdk, Path folder, String classPath, Class<?> program, String option, List<String> parts)
            throws IOException {
        this.folder = folder;
        List<String> arguments = new ArrayList<>(parts);
        arguments.add(0, folder.resolve("enough").toString());
        process = JavaProcess.java(jdk)
                .options("-cp", classPath)
                .agent("quiet=true", "stacks=full", option)
                .main(program, arguments.toArray(new String[0]))
                .start(folder.resolve("out"), err());
    }

    Path err() {
        return folder.resolve("err");
    }

    /** Returns what was told, once all of it is there that is expected. */
    Set<String> told(Set<String> expected) throws IOException {
        Awaitility.await()
                .atMost(3, TimeUnit.MINUTES)
                .failFast("the program has ended", () -> !process.isAlive())
                .untilAsserted(() -> assertThat(told()).containsAll(expected));
        return told();
    }

    /** Returns the texts of what was told, once one of them contains a text. */
    List<String> told(String awaited) throws IOException {
        Awaitility.await().atMost(3, TimeUnit.MINUTES).until(() -> texts().stream()
                .anyMatch(text -> text.contains(awaited)));
        return texts();
    }

    List<String> texts() throws IOException {
        return Pattern.compile("(?m)^whence: (.*\\R(?:[ \t].*\\R)+)")
                .matcher(Files.readString(err()))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private Set<String> told() throws IOException {
        Set<String> told = new TreeSet<>();
        for (MatchResult found : TOLD.matcher(Files.readString(err())).results().toList()) {
            told.add(found.group(1) + " " + found.group(2));
        }
        return told;
    }

    @Override
    public void close() throws Exception {
        Files.createFile(folder.resolve("enough"));
        process.waitFor();
    }
}
