package dev.whence.agent.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the repository in Markdown: its headings, links and blocks of code. */
public final class MarkdownPage {
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Folders with files that are not ours: what is built, and the copies of a participant of the workshop. */
    private static final Set<String> OTHERS = Set.of("target", "node_modules", "demo-app/workshop");

    private static final String FENCE = "```";
    private static final String INDENT = "    ";
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)|(?:href|src|srcset)=\"([^\"]+)\"");

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();

    /** The lines outside of blocks. */
    private final List<String> prose = new ArrayList<>();

    /**
     * A block of code.
     *
     * @param kind what follows the opening fence, such as {@code java}
     */
    public record Block(String kind, List<String> lines) {}

    MarkdownPage(Path file) {
        this.file = file;
        parse();
    }

    /** Returns a page by its name below the root. */
    public static MarkdownPage of(String name) {
        return new MarkdownPage(ROOT.resolve(name));
    }

    /** Returns all pages of the repository. */
    public static List<MarkdownPage> all() {
        return files(".md").stream().map(MarkdownPage::new).toList();
    }

    /** Returns our files whose names end so. */
    public static List<Path> files(String end) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return isOurs(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
                    if (found.toString().endsWith(end)) {
                        files.add(found);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Returns the names of our classes, without their packages. */
    static Set<String> classes() {
        return files(".java").stream()
                .map(source -> String.valueOf(source.getFileName()).replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return !name.startsWith(".") && !OTHERS.contains(name) && !OTHERS.contains(relative(folder));
    }

    private static String relative(Path path) {
        return ROOT.relativize(path).toString().replace('\\', '/');
    }

    private void parse() {
        List<String> block = null;
        boolean isAfterBlank = true;
        for (String line : text().split("\n", -1)) {
            if (line.startsWith(FENCE)) {
                block = block == null ? begin(line.substring(FENCE.length())) : null;
            } else if (block != null) {
                block.add(line);
            } else if (line.startsWith(INDENT) && isAfterBlank) {
                begin("").add(line.strip());
            } else {
                prose.add(line);
            }
            isAfterBlank = line.isBlank() || (line.startsWith(INDENT) && isAfterBlank);
        }
    }

    private List<String> begin(String kind) {
        List<String> lines = new ArrayList<>();
        blocks.add(new Block(kind.strip(), lines));
        return lines;
    }

    /** Returns the file's name below the root. */
    public String name() {
        return relative(file);
    }

    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Block> blocks() {
        return blocks;
    }

    /** Returns what the page shows of a command of the agent's jar, which a pattern describes. */
    public List<String> outputOf(String command) {
        String first = "\\$ java -jar whence-agent\\.jar " + command;
        return blocks.stream()
                .map(Block::lines)
                .filter(lines -> !lines.isEmpty() && lines.get(0).matches(first))
                .map(lines -> lines.subList(1, lines.size()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the targets of all links. */
    List<String> links() {
        String text = String.join("\n", prose).replaceAll("`[^`\n]*`", "");
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .toList();
    }

    /** Returns the file that a link without an anchor leads to. */
    Path target(String link) {
        return link.isEmpty() ? file : file.resolveSibling(link).normalize();
    }

    /** Returns the anchors that the sites which show Markdown make of the headings. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String line : prose) {
            if (line.matches("#{1,6} .+")) {
                String anchor = anchor(line);
                String unique = anchor;
                for (int i = 1; !anchors.add(unique); i++) {
                    unique = anchor + "-" + i;
                }
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ +", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** Returns the pieces of code within sentences and tables. */
    public List<String> codeInProse() {
        return Pattern.compile("`([^`\n]+)`")
                .matcher(String.join("\n", prose))
                .results()
                .map(code -> code.group(1))
                .toList();
    }

    /** Returns the lines of blocks, and the code in prose. */
    public List<String> code() {
        return Stream.concat(blocks.stream().flatMap(block -> block.lines().stream()), codeInProse().stream())
                .toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
