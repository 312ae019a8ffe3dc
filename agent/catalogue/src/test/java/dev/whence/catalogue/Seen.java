package dev.whence.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a program or a command has printed, without what differs from run to run and from one update of the JDK to another. */
final class Seen {
    private static final Pattern OTHER_FRAME =
            Pattern.compile("\\s+at (?!dev\\.whence\\.).*|\\s+\\.\\.\\. \\d+ (more|common frames omitted)");
    private static final Pattern AGENT_STARTS = Pattern.compile("whence \\d.*|whence: .*logs=off.*");
    private static final Pattern FINDING = Pattern.compile("(?m)^(?:whence|WARNING): .*\\R(?:[ \\t].*\\R)+");
    private static final String SITES_HEAD =
            "        HOPS  WAIT p50    p99    max   RUN p50    p99    max  FAILED  CANCELLED";
    private static final String SITES_ROW =
            "       ≈ 896      43us  119us   33ms     1.1ms  6.6ms  8.9ms   100 %          -";
    private static final Pattern JUL_HEAD = Pattern.compile("\\w{3} \\d+, \\d{4},? .*");

    /** Returns what shows the bug in what was seen with the agent. */
    static String by(Entry entry, String with) {
        return switch (entry.bug().tool()) {
            case TRACE -> ofProgram(with);
            case FINDING -> ofFinding(ofProgram(with), entry.place());
            case DUMP -> ofDump(with, entry);
            case SITES -> ofSites(with, entry.place());
        };
    }

    /** Returns the output of a program. Frames of others than the catalogue become "...". */
    static String ofProgram(String output) {
        List<String> lines = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String shown = OTHER_FRAME.matcher(line).matches() ? "\t..." : sameEachTime(line);
            boolean isAgain = shown.equals("\t...")
                    && !lines.isEmpty()
                    && lines.get(lines.size() - 1).equals(shown);
            if (!isAgain
                    && !AGENT_STARTS.matcher(line).matches()
                    && !JUL_HEAD.matcher(line).matches()) {
                lines.add(shown);
            }
        }
        return String.join("\n", lines);
    }

    private static String sameEachTime(String line) {
        return line.replaceAll("since \\d{4}-\\S+Z", "since 2026-11-30T11:42:56.418Z")
                .replaceAll("\\b[0-9a-f]{32}\\b", "0af7651916cd43dd8448eb211c80319c");
    }

    /** Returns the finding that names a line, without what the program itself has printed. */
    private static String ofFinding(String output, String place) {
        Matcher finding = FINDING.matcher(output + "\n");
        while (finding.find()) {
            if (finding.group().contains(place)) {
                return finding.group();
            }
        }
        return output;
    }

    /** Returns what the sites say of a line; the figures are others each time. */
    private static String ofSites(String sites, String place) {
        return Arrays.stream(sites.split("\n\n", -1))
                .filter(site -> site.contains(place))
                .findFirst()
                .map(site -> site.lines()
                        .filter(line -> !line.contains("%") || line.contains("≈"))
                        .map(line -> line.contains("≈") ? SITES_ROW : line)
                        .filter(line -> !line.contains(" times longer ") && !line.equals(SITES_HEAD))
                        .collect(Collectors.joining("\n")))
                .map(site -> SITES_HEAD + "\n" + site)
                .orElse(sites);
    }

    /** Returns the trees of a dump that name the line and have the sign of the bug. */
    private static String ofDump(String dump, Entry entry) {
        return Arrays.stream(dump.split("\n\n", -1))
                .filter(tree -> tree.contains(entry.place())
                        && tree.contains(entry.bug().sign()))
                .map(tree -> sameEachTime(withoutFrames(withoutAges(tree))))
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n\n"));
    }

    private static String withoutAges(String tree) {
        String same = tree.replaceAll(" \\((oldest )?≥ [^)]*\\)", "")
                .replaceAll(" for \\d+(\\.\\d+)?(ms|s|min)", "")
                .replaceAll("virtual thread #\\d+", "virtual thread #15");
        // Any of those that are alike is shown, and of work in a queue there is more or less each time.
        return same.contains(" alike, ")
                ? same.replaceAll("^\\d{3,} alike", "900 alike")
                        .replaceAll("-\\d+ (waits|runs)", "-1 $1")
                        .replaceAll(", at \\d+", ", at 1")
                : same;
    }

    /** Replaces frames of the JDK and of libraries. */
    private static String withoutFrames(String tree) {
        return tree.replaceAll("(?m)^([ │]*)at (?!dev\\.whence\\.).*$", "$1...")
                .replaceAll("(?m)(^[ │]*\\.\\.\\.$)(\\R[ │]*\\.\\.\\.$)+", "$1")
                .stripTrailing();
    }

    private Seen() {}
}
