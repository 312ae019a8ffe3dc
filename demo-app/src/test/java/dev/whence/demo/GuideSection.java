package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A section of WORKSHOP.md. It runs the commands, and compares their outputs with those on the page: each line there must
 * be part of a line of the output, where {@code ...} stands for any text.
 */
final class GuideSection {
    private static final long SECONDS = 240;
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(\\$ .*?)^```");

    private final String heading;
    private final List<Step> steps = new ArrayList<>();
    private final Path folder;
    private final String java;

    /** What runs in the background, and the number that it has printed. */
    private Optional<Process> background = Optional.empty();

    private String process = "";
    private String operation = "";

    /** A command, and the lines that the page shows of its output. */
    private record Step(String command, List<String> lines) {}

    private GuideSection(String text, Path folder, String java) {
        this.heading = text.lines().findFirst().orElse("").strip();
        this.folder = folder;
        this.java = java;
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            for (String part : blocks.group(1).split("(?m)^\\$ ", -1)) {
                if (!part.isBlank()) {
                    List<String> lines = part.lines().toList();
                    steps.add(new Step(lines.get(0).strip(), lines.subList(1, lines.size())));
                }
            }
        }
    }

    /** Returns the sections that have commands. Each works in a folder of its own. */
    static List<GuideSection> of(Path page, Path folder, String java) throws IOException {
        List<GuideSection> sections = new ArrayList<>();
        for (String text : Files.readString(page).split("(?m)^## ", -1)) {
            GuideSection section =
                    new GuideSection(text, Files.createDirectory(folder.resolve("" + sections.size())), java);
            sections.add(section);
        }
        return sections.stream().filter(section -> !section.steps.isEmpty()).toList();
    }

    /** Runs the commands. Returns what differs from the page, or an empty text. */
    String run() {
        try {
            for (Step step : steps) {
                take(step);
            }
            endBackground();
            return "";
        } catch (IOException | AssertionError e) {
            return heading + ": " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return heading + " was interrupted";
        } finally {
            background.ifPresent(Process::destroy);
        }
    }

    private void take(Step step) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        if (step.command().endsWith(" &")) {
            background = Optional.of(
                    start(step.command().replaceFirst("\\d+ &", "" + SECONDS), folder.resolve("background")));
            process = await(folder.resolve("background"), "process (\\d+)");
            return;
        }
        // A look at a program, or a program that is ended after some seconds: it may not be as far yet.
        boolean mayBeEarly = step.command().matches(".*( PID|--seconds \\d+)");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        String command = step.command();
        do {
            Process running = start(command, output);
            assertThat(running.waitFor(SECONDS, TimeUnit.SECONDS)).as(command).isTrue();
            command = command.replaceAll("(?<=--seconds )\\d+", "120");
        } while (mayBeEarly && !missing(step, output).isEmpty() && System.nanoTime() < end);
        assertThat(missing(step, output))
                .as(
                        "$ %s%n%s%nlines that the page has, and the output has not",
                        step.command(), Files.readString(output))
                .isEmpty();
        Matcher offer = Pattern.compile("such as (\\S+)").matcher(Files.readString(output));
        operation = offer.find() ? offer.group(1) : operation;
    }

    private Process start(String command, Path output) throws IOException {
        List<String> given = Arrays.asList(command.split(" "));
        boolean isWorkshop = given.get(0).equals("workshop");
        boolean isMarket = given.contains("market");
        String jar = DemoRun.jar(isWorkshop || isMarket ? "whence.demo" : "whence.agent");
        List<String> words = new ArrayList<>(List.of(java, "-Dstdout.encoding=UTF-8", "-jar", jar));
        given.stream().skip(isWorkshop ? 0 : 3).map(this::filledIn).forEach(words::add);
        if (isWorkshop || isMarket) {
            words.addAll(List.of("--dir", mine(), "--agent", DemoRun.jar("whence.agent")));
        }
        if (isMarket) {
            words.addAll(List.of("--services", DemoRun.jar("whence.market")));
        }
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private String mine() {
        return folder.resolve("mine").toString();
    }

    private String filledIn(String word) {
        return switch (word) {
            case "PID" -> process;
            case "ID" -> operation;
            default -> word.replace("demo-app/workshop", mine()).replace("target/demo/market", mine() + "/market");
        };
    }

    /** Ends what runs in the background, as Ctrl-C does. Then the program of the exercise must be gone too. */
    private void endBackground() throws InterruptedException {
        if (background.isPresent()) {
            background.get().destroy();
            assertThat(background.get().waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            Optional<ProcessHandle> program = ProcessHandle.of(Long.parseLong(process));
            for (int i = 0; i < 100 && program.filter(ProcessHandle::isAlive).isPresent(); i++) {
                Thread.sleep(50);
            }
            assertThat(program.filter(ProcessHandle::isAlive))
                    .as("the program is left behind")
                    .isEmpty();
        }
    }

    private static String await(Path output, String pattern) throws IOException, InterruptedException {
        for (int i = 0; i < SECONDS * 20; i++) {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(output));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(50);
        }
        throw new AssertionError(pattern + " is not in " + Files.readString(output));
    }

    private static List<String> missing(Step step, Path output) throws IOException {
        String text = spaced(Files.readString(output));
        return step.lines().stream()
                .filter(line -> !line.isBlank() && !pattern(line).matcher(text).find())
                .toList();
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(String.join(
                ".*",
                Stream.of(spaced(line).strip().split("\\.\\.\\.", -1))
                        .map(part -> Pattern.quote(part.strip()))
                        .toList()));
    }

    private static String spaced(String text) {
        return text.replaceAll("[ \t]+", " ");
    }
}
