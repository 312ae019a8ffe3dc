package dev.whence.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The packages depend on each other only as {@code docs/architecture.md} says. */
class LayoutTest {
    private static final String CORE = "dev.whence.runtime";
    private static final String TABLES = "dev.whence.runtime.table";

    /** The rooms of hooks. None of them depends on another. */
    private static final Set<String> ROOMS = Set.of("jdk", "library", "http", "log", "otel");

    /** The packages of the agent that weave for a room of another name, or look at what its hooks keep. */
    private static final Map<String, String> ROOM_OF = Map.of(
            "cli.probe",
            "jdk",
            "executor",
            "jdk",
            "live",
            "jdk",
            "loader",
            "jdk",
            "perturbation",
            "jdk",
            "waiting",
            "jdk");

    /**
     * The pair of the API and its engine: a correlation asks the engine for the current task, and a task has a correlation.
     */
    private static final Set<String> API_AND_ENGINE = Set.of(
            "dev.whence.context.Correlation",
            "dev.whence.context.Handoff",
            "dev.whence.context.PropagatingExecutor",
            "dev.whence.context.PropagatingExecutorService",
            "dev.whence.runtime.Adoption",
            "dev.whence.runtime.Bindings",
            "dev.whence.runtime.Capture",
            "dev.whence.runtime.ContextLeaks",
            "dev.whence.runtime.CorrelationScope",
            "dev.whence.runtime.HopSpans",
            "dev.whence.runtime.Naming",
            "dev.whence.runtime.Place",
            "dev.whence.runtime.Sites",
            "dev.whence.runtime.SpanCorrelation",
            "dev.whence.runtime.State",
            "dev.whence.runtime.StrictCheck",
            "dev.whence.runtime.Task",
            "dev.whence.runtime.TaskContext",
            "dev.whence.runtime.Throwables",
            "dev.whence.runtime.WrappedFunctions");

    /** A site remembers the hops that were last made there. */
    private static final Set<String> HOP_AND_SITE = Set.of("dev.whence.runtime.Hop", "dev.whence.runtime.Site");

    static {
        // ArchUnit logs each class that it reads.
        ((Logger) LoggerFactory.getLogger("com.tngtech.archunit")).setLevel(Level.WARN);
    }

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.whence");

    private static final Pattern HOOKS = Pattern.compile("(?:dev[./]whence[./]runtime[./])?(\\w+)[./][A-Z]\\w+");

    @DisplayName("a woven type splices hooks of its own room only")
    @Test
    void wovenTypes() {
        Map<String, Set<String>> spliced = new TreeMap<>();
        for (JavaClass type : MAIN) {
            String name = type.getPackageName();
            if (name.startsWith("dev.whence.agent.")) {
                String room = name.substring("dev.whence.agent.".length());
                Set<String> others = roomsNamedIn(type);
                others.remove(ROOM_OF.getOrDefault(room, room));
                if (!others.isEmpty()) {
                    spliced.put(type.getName(), others);
                }
            }
        }
        assertThat(spliced).isEmpty();
    }

    /** The rooms of the hooks that a class file names in its constants. */
    private static Set<String> roomsNamedIn(JavaClass type) {
        Set<String> rooms = new TreeSet<>();
        for (String constant : constants(type)) {
            Matcher hooks = HOOKS.matcher(constant);
            if (hooks.matches() && ROOMS.contains(hooks.group(1))) {
                rooms.add(hooks.group(1));
            }
        }
        return rooms;
    }

    private static List<String> constants(JavaClass type) {
        URI file = type.getSource().orElseThrow().getUri();
        try (DataInputStream in = new DataInputStream(file.toURL().openStream())) {
            return texts(in);
        } catch (IOException e) {
            throw new UncheckedIOException(type.getName(), e);
        }
    }

    /** The texts in the constant pool of a class file, by section 4.4 of the JVM's specification. */
    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        in.skipBytes(8);
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.add(in.readUTF());
                case 5, 6 -> {
                    in.skipBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> in.skipBytes(2);
                case 15 -> in.skipBytes(3);
                default -> in.skipBytes(4);
            }
        }
        return texts;
    }

    @DisplayName("the core names no hook")
    @Test
    void hooks() {
        noClasses()
                .that(resideInAnyPackage(CORE, "dev.whence", "dev.whence.context"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(rooms()))
                .check(MAIN);
    }

    @DisplayName("the tables name neither a hook nor the core")
    @Test
    void tables() {
        noClasses()
                .that()
                .resideInAPackage(TABLES)
                .should()
                .dependOnClassesThat(isOurs().and(DescribedPredicate.not(resideInAnyPackage(TABLES))))
                .check(MAIN);
    }

    @DisplayName("the hooks of a room depend on no other room")
    @ParameterizedTest
    @ValueSource(strings = {"jdk", "library", "http", "log", "otel"})
    void rooms(String room) {
        String own = CORE + "." + room;
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAnyPackage(rooms()).and(DescribedPredicate.not(resideInAnyPackage(own))))
                .check(MAIN);
    }

    private static String[] rooms() {
        return ROOMS.stream().map(room -> CORE + "." + room).toArray(String[]::new);
    }

    @DisplayName(
            "what an application may have without the agent depends neither on the agent nor on a library at run time")
    @Test
    void withoutTheAgent() {
        noClasses()
                .that(resideInAnyPackage("dev.whence.runtime..", "dev.whence.context..", "dev.whence.logback.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.whence.agent..", "dev.whence.glue.."))
                .check(MAIN);
        classes()
                .that(resideInAnyPackage("dev.whence", "dev.whence.runtime..", "dev.whence.context.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.whence", "dev.whence.runtime..", "dev.whence.context..", "java..", "org.jspecify.."))
                .check(MAIN);
    }

    @DisplayName("what reads logs depends on nothing of ours, and nothing but the command line depends on it")
    @Test
    void logReader() {
        noClasses()
                .that(resideInAnyPackage("dev.whence.log.."))
                .should()
                .dependOnClassesThat(isOurs().and(DescribedPredicate.not(resideInAnyPackage("dev.whence.log.."))))
                .check(MAIN);
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage("dev.whence.log..", "dev.whence.agent.cli..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.whence.log.."))
                .check(MAIN);
    }

    @DisplayName("nobody else names the runtime")
    @Test
    void outside() {
        JavaClasses all = new ClassFileImporter().importPath("target/test-classes");
        noClasses()
                .that(DescribedPredicate.not(isOurs()))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.whence.runtime.."))
                .allowEmptyShould(true)
                .check(all);
    }

    @DisplayName("no circle of packages, but for the API and its engine")
    @Test
    void packages() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        String name = type.getPackageName();
                        return !name.startsWith("dev.whence")
                                ? SliceIdentifier.ignore()
                                : SliceIdentifier.of(isCore(name) ? CORE : name);
                    }

                    @Override
                    public String getDescription() {
                        return "packages, the API and its engine together";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    private static boolean isCore(String packageName) {
        return packageName.equals("dev.whence") || packageName.equals("dev.whence.context") || packageName.equals(CORE);
    }

    @DisplayName("within the core, no circle but the API with its engine, and hops with sites")
    @Test
    void core() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : MAIN) {
            if (isCore(type.getPackageName())) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (isCore(dependency.getTargetClass().getPackageName())) {
                        uses.computeIfAbsent(outermost(type), name -> new TreeSet<>())
                                .add(outermost(dependency.getTargetClass()));
                    }
                }
            }
        }
        Set<Set<String>> circles = new HashSet<>();
        Map<String, Set<String>> reached = new TreeMap<>();
        uses.keySet().forEach(name -> reached.put(name, reachedFrom(name, uses)));
        for (String name : uses.keySet()) {
            Set<String> circle = new TreeSet<>(reached.get(name));
            circle.removeIf(other ->
                    other.equals(name) || !reached.getOrDefault(other, Set.of()).contains(name));
            if (!circle.isEmpty()) {
                circle.add(name);
                circles.add(circle);
            }
        }
        assertThat(circles).containsExactlyInAnyOrder(new TreeSet<>(API_AND_ENGINE), new TreeSet<>(HOP_AND_SITE));
    }

    private static Set<String> reachedFrom(String start, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(uses.get(start));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (reached.add(name)) {
                next.addAll(uses.getOrDefault(name, Set.of()));
            }
        }
        return reached;
    }

    private static String outermost(JavaClass type) {
        return type.getBaseComponentType().getName().replaceAll("\\$.*", "");
    }

    private static DescribedPredicate<JavaClass> isOurs() {
        return describe("ours", type -> type.getPackageName().startsWith("dev.whence"));
    }
}
