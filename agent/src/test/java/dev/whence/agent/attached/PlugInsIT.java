package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.context.Correlation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Hooks that the user adds in a file or on the class path; in JVMs of their own. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class PlugInsIT {
    private static final String NAME = Library.class.getName();
    private static final String HOOKS = String.join(
            "\n",
            "hook Acme jobs",
            "carry " + NAME + "$Job Runnable",
            "resume " + NAME + "$Job.run",
            "resume " + NAME + "$Worker.process(int,Job) Job",
            "hook Acme messages",
            "send " + NAME + ".publish Message headers=properties set=put get=header",
            "receive " + NAME + ".onMessage 1 headers=properties get=header",
            "hook Acme letters",
            "send " + NAME + ".post Letter headers=stamps get=get set=stamp copy=toBuilder identifiers",
            "receive " + NAME + ".onLetter Letter headers=stamps get=get identifiers",
            "hook Acme notes",
            "send " + NAME + ".leave Note headers=properties get=header set=put copy=text,properties",
            "receive " + NAME + ".onNote Note headers=properties get=header");

    private final Jdk jdk;

    @TempDir
    private Path folder;

    PlugInsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    /** A library that the agent does not know. */
    static final class Library {
        /** What waits until somebody runs it. */
        static final class Job {
            final Runnable function;

            Job(Runnable function) {
                this.function = function;
            }

            void run() {
                function.run();
            }
        }

        /** Runs what waits. */
        static final class Worker {
            static void process(int count, Job job) {
                if (job != null) {
                    job.function.run();
                }
            }

            private Worker() {}
        }

        /** A message, whose headers are in another object. */
        public static final class Message {
            private final Headers headers = new Headers();

            public Headers properties() {
                return headers;
            }
        }

        /** The headers of a message. */
        public static final class Headers {
            private final Map<String, String> values = new HashMap<>();

            public void put(String name, String value) {
                values.put(name, value);
            }

            public String header(String name) {
                return values.get(name);
            }
        }

        /** A message that cannot be changed, but built. */
        public record Letter(Map<String, String> stamps) {
            public Builder toBuilder() {
                return new Builder(new HashMap<>(stamps));
            }

            /** Builds a letter. */
            public record Builder(Map<String, String> stamps) {
                public void stamp(String name, String value) {
                    stamps.put(name, value);
                }

                public Letter build() {
                    return new Letter(Map.copyOf(stamps));
                }
            }
        }

        /** A message that is made anew with a copy of its headers. */
        public static final class Note {
            private final String text;
            private final Headers headers = new Headers();

            public Note(String text, Headers headers) {
                this.text = text;
                this.headers.values.putAll(headers.values);
            }

            public String text() {
                return text;
            }

            public Headers properties() {
                return headers;
            }
        }

        static Letter post(Letter letter) {
            return letter;
        }

        static void onLetter(Letter letter) {
            System.out.println("letter " + Correlation.current().id() + " "
                    + letter.stamps().keySet());
        }

        static Note leave(Note note) {
            return note;
        }

        static void onNote(Note note) {
            System.out.println(note.text() + " " + Correlation.current().id());
        }

        static Message publish(Message message) {
            return message;
        }

        static void onMessage(Message message) {
            System.out.println("message " + Correlation.current().id());
        }

        private Library() {}
    }

    /** Makes what waits in A and B, and runs it in C. */
    static final class Program {
        public static void main(String[] args) {
            List<Library.Job> jobs = new ArrayList<>();
            List<Library.Message> messages = new ArrayList<>();
            List<Library.Letter> letters = new ArrayList<>();
            List<Library.Note> notes = new ArrayList<>();
            Library.Letter letter = new Library.Letter(Map.of());
            Library.Note note = new Library.Note("note", new Library.Headers());
            for (String id : List.of("A", "B")) {
                Correlation.of(id).run(() -> {
                    jobs.add(new Library.Job(() ->
                            System.out.println("job " + Correlation.current().id())));
                    messages.add(Library.publish(new Library.Message()));
                    letters.add(Library.post(letter));
                    notes.add(Library.leave(note));
                });
            }
            Correlation.of("C").run(() -> {
                jobs.forEach(Library.Job::run);
                jobs.forEach(job -> Library.Worker.process(1, job));
                Library.Worker.process(1, null);
                messages.forEach(Library::onMessage);
                letters.forEach(Library::onLetter);
                notes.forEach(Library::onNote);
                System.out.println("after " + Correlation.current().id());
            });
        }

        private Program() {}
    }

    private JavaProcess.Result run(String classPath, String... options) throws Exception {
        return JavaProcess.java(jdk)
                .options("-cp", classPath)
                .main(Program.class)
                .agent(options)
                .run();
    }

    private static final String[] MESSAGES = {
        "message A",
        "message B",
        "letter A [X__dash__Correlation__dash__ID]",
        "letter B [X__dash__Correlation__dash__ID]",
        "note A",
        "note B",
        "after C"
    };

    private static String[] with(String... jobs) {
        return Stream.concat(Stream.of(jobs), Stream.of(MESSAGES)).toArray(String[]::new);
    }

    private static final String[] CARRIED = with("job A", "job B", "job A", "job B");

    @DisplayName("a file that an option names")
    @Test
    void file() throws Exception {
        Path file = Files.writeString(folder.resolve("acme"), HOOKS);
        JavaProcess.Result result = run(JavaProcess.testClassPath(), "quiet=true", "hooks=" + file);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).containsExactly(CARRIED);
    }

    @DisplayName("a resource on the class path")
    @Test
    void resource() throws Exception {
        Path resource = folder.resolve("META-INF/whence/hooks");
        Files.createDirectories(resource.getParent());
        Files.writeString(resource, HOOKS);
        JavaProcess.Result result = run(JavaProcess.testClassPath() + File.pathSeparator + folder, "quiet=true");
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).containsExactly(CARRIED);
    }

    @DisplayName("a fault, a method that is not there, a file that is not there: one line each, and the rest goes on")
    @Test
    void faults() throws Exception {
        Path file = Files.writeString(
                folder.resolve("acme"), HOOKS.replace("$Job.run", "$Job.walk") + "\nhook Acme mail\nsend it\n");
        JavaProcess.Result result = run(JavaProcess.testClassPath(), "quiet=true", "hooks=" + file);
        assertThat(result.errLines()).hasSize(2);
        assertThat(result.err())
                .contains(file + ", line 15: too short; valid: send CLASS.METHOD")
                .contains("the hook Acme jobs is off in")
                .contains("is not as expected: walk");
        assertThat(result.out().lines()).containsExactly(with("job C", "job C", "job C", "job C"));
        assertThat(run(JavaProcess.testClassPath(), "quiet=true", "hooks=" + folder.resolve("none"))
                        .err())
                .contains("the file of the option 'hooks' cannot be read");
    }

    @DisplayName("the check lists them")
    @Test
    void check() throws Exception {
        Path file = Files.writeString(folder.resolve("acme"), HOOKS);
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-jar", JavaProcess.agentJar().toString())
                .arguments("check", "--class-path", JavaProcess.testClassPath(), "--hooks", file.toString())
                .run();
        assertThat(result.out()).contains("Acme jobs").contains("Acme messages");
    }
}
