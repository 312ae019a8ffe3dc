package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.MDC;

class CausalTextEncoderTest {
    private final Path folder;

    CausalTextEncoderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String text(String pattern, Consumer<Logger> work) throws Exception {
        Path file = folder.resolve("log.txt");
        String encoder = "<encoder class='" + CausalTextEncoder.class.getName() + "'><charset>UTF-8</charset><pattern>"
                + pattern + "</pattern></encoder>";
        try (Logback logback = new Logback(Logback.WORDS + Logback.file(file, encoder) + Logback.root("FILE"))) {
            work.accept(logback.logger());
        }
        return Files.readString(file);
    }

    @Test
    void whatIsOnOneLineIsAsThePatternHasIt() throws Exception {
        assertThat(text("%-5level [%X{user}] %msg\t%logger%n", log -> log.info("placed é 😀")))
                .isEqualTo("INFO  [] placed é 😀\tshop.Orders\n");
    }

    @Test
    void furtherLinesBeginWithATab() throws Exception {
        assertThat(text("%level %msg%n", log -> log.info("a\nINFO b\r\n\tc\rINFO d\n\n")))
                .isEqualTo("INFO a\n\tINFO b\n\tc\n\tINFO d\n\t\n\t\n");
    }

    @Test
    void theFirstLineDoesNot() throws Exception {
        assertThat(text("%msg%n", log -> log.info("\tat fake"))).isEqualTo("\\u0009at fake\n");
    }

    @Test
    void otherControlCharactersAreShownByTheirCodes() throws Exception {
        assertThat(text("%msg%n", log -> log.info("\u001b[2J\u0000\u0085\u2028\u202eb")))
                .isEqualTo("\\u001b[2J\\u0000\\u0085\\u2028\\u202eb\n");
    }

    @Test
    void anEventEndsItsLine() throws Exception {
        assertThat(text(
                        "%msg",
                        log -> {
                            log.info("a");
                            log.info("b");
                        }))
                .isEqualTo("a\nb\n");
    }

    @Test
    void anExceptionIsPartOfItsEvent() throws Exception {
        String text = text("%msg%n", log -> log.info("failed", new IllegalStateException("a\nforged", new Error("b"))));
        List<String> lines = text.lines().toList();
        assertThat(lines.get(0)).isEqualTo("failed");
        assertThat(lines.get(1)).isEqualTo("\tjava.lang.IllegalStateException: a");
        assertThat(lines.get(2)).isEqualTo("\tforged");
        assertThat(lines.get(3)).startsWith("\tat dev.whence.");
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("\t"));
        assertThat(text).contains("\tCaused by: java.lang.Error: b");
    }

    @Test
    void asManyEventsAsWereLogged() throws Exception {
        String head = "2026-01-01 00:00:00,000 INFO  [] 5f-1 ";
        Random random = new Random(42);
        String text = text(
                "%d %-5level [%correlation] %task [%X{user}] %msg %after%n",
                log -> {
                    for (int i = 0; i < 2_000; i++) {
                        MDC.put("user", hostile(head, random));
                        log.info(hostile(head, random), i % 10 == 0 ? new Error(hostile(head, random)) : null);
                    }
                    MDC.clear();
                });
        Pattern begin =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} INFO  \\[] [0-9a-f]{2}-\\d+ .*");
        List<String> lines = List.of(text.split("\n"));
        assertThat(lines.stream().filter(line -> !line.startsWith("\t")))
                .hasSize(2_000)
                .allMatch(line -> begin.matcher(line).matches());
        assertThat(text.chars().filter(c -> c != '\n' && c != '\t' && c < ' ')).isEmpty();
    }

    private static String hostile(String head, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i >= 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(32));
                case 1 -> text.append("\r\n").append(head);
                case 2 -> text.append((char) random.nextInt(0x10000));
                default -> text.append("\u001b[2J").append(head);
            }
        }
        return text.toString();
    }
}
