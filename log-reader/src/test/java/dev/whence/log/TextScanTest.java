package dev.whence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The searches in lines of text, compared with regular expressions that tell what they find. */
class TextScanTest {
    private static final Pattern TASK =
            Pattern.compile("(?<![\\w.:-])([0-9a-f]{2}|[0-9a-f]{8})-([1-9][0-9]*)(?![\\w.:-])");
    private static final Pattern STAMP = Pattern.compile("(?<![\\w-])[0-9a-f]{16}(?![\\w-])");
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?|(?<![\\w:])\\d\\d:\\d\\d:\\d\\d[.,]\\d+");
    private static final Pattern SEVERITY = Pattern.compile("(?<!\\w)(TRACE|DEBUG|INFO|WARN|ERROR)(?!\\w)");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)]");

    private static final List<String> PIECES = List.of(
            "2026-11-22",
            "21:14:07",
            "T",
            ".481093",
            ",481",
            "Z",
            "+02:00",
            "+0200",
            "-0",
            "INFO",
            "ERROR",
            "WARN",
            "TRACE",
            "5f-1",
            "5f57a886-12",
            "5f57a886-0",
            "65bfeec078345000",
            "a",
            "5f",
            "[order-7]",
            "[",
            "]",
            "-",
            ":",
            ".",
            "_",
            "1",
            "é",
            " ",
            " ",
            " ");

    @DisplayName("each search finds what its regular expression finds, wherever it ends")
    @Test
    void search() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(9); pieces >= 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            compare(text.toString(), random.nextInt(text.length() + 1));
        }
    }

    private static void compare(String line, int end) {
        TextScan scan = new TextScan(line, end);
        String as = "'" + line + "' to " + end;
        int task = scan.task();
        assertThat(task < 0 ? "" : line.substring(task, scan.foundEnd())).as(as).isEqualTo(found(TASK, line, end));
        int stamp = scan.stamp();
        assertThat(stamp < 0 ? "" : line.substring(stamp, scan.foundEnd()))
                .as(as)
                .isEqualTo(found(STAMP, line, end));
        assertThat(scan.time()).as(as).isEqualTo(found(TIME, line, end));
        assertThat(scan.severity()).as(as).isEqualTo(found(SEVERITY, line, end));
        List<String> brackets = new ArrayList<>();
        for (int text = scan.brackets(0); text >= 0; text = scan.brackets(scan.foundEnd())) {
            brackets.add(line.substring(text, scan.foundEnd()));
        }
        assertThat(brackets)
                .as(as)
                .isEqualTo(matcher(BRACKETS, line, end)
                        .results()
                        .map(match -> match.group(1))
                        .toList());
    }

    private static String found(Pattern pattern, String line, int end) {
        Matcher found = matcher(pattern, line, end);
        return found.find() ? found.group() : "";
    }

    private static Matcher matcher(Pattern pattern, String line, int end) {
        return pattern.matcher(line).region(0, end).useTransparentBounds(true);
    }
}
