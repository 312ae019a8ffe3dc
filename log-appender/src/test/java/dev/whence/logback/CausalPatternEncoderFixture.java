package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** Base class of tests of {@link CausalPatternEncoder}, which write to a file. */
abstract class CausalPatternEncoderFixture {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does it.
    Path folder;

    @AfterEach
    void clearMdc() {
        MDC.clear();
    }

    String text(String pattern, Consumer<Logger> work) throws IOException {
        return text(pattern, StandardCharsets.UTF_8, work);
    }

    /** Returns the content of the log. Bytes that are invalid in the charset are an error. */
    String text(String pattern, Charset charset, Consumer<Logger> work) throws IOException {
        Path file = folder.resolve("log.txt");
        try (Logback logback =
                new Logback(Logback.WORDS + Logback.file(file, encoder(pattern, charset)) + Logback.root("FILE"))) {
            work.accept(logback.logger());
        }
        return Files.readString(file, charset);
    }

    static String encoder(String pattern, Charset charset) {
        return "<encoder class='" + CausalPatternEncoder.class.getName() + "'><charset>" + charset
                + "</charset><pattern>" + pattern + "</pattern></encoder>";
    }

    /** Returns the records of a log, by the rule of docs/logs.md. */
    static List<List<String>> records(String log) {
        List<List<String>> records = new ArrayList<>();
        assertThat(log).endsWith("\n");
        for (String line : log.substring(0, log.length() - 1).split("\n", -1)) {
            if (!line.startsWith("\t")) {
                records.add(new ArrayList<>());
            }
            records.get(records.size() - 1).add(line);
        }
        return records;
    }
}
