package dev.whence.agent.cli;

import dev.whence.log.cli.Output;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code dump}. */
@Command(
        name = "dump",
        description = {
            "Shows what is in flight in a running JVM that has the agent, and what waits for what.",
            "Nothing is stopped for that, and nothing is printed there."
        },
        mixinStandardHelpOptions = true)
final class Dump implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Mixin
    private final Selection selection = new Selection(100);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    @Parameters(arity = "0..1", paramLabel = "PID", description = "The number of the JVM's process.")
    private @Nullable String pid;

    /** What a dump is printed as. */
    private enum Format {
        text,
        json,
        html
    }

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "What is printed: ${COMPLETION-CANDIDATES}. html is a page for a browser, which needs nothing else.")
    private Format format;

    @Option(names = "--json", description = "The same as --to json, for programs.")
    private boolean isJson;

    @Option(names = "--correlation", paramLabel = "ID", description = "Shows only operations with this correlation.")
    private @Nullable String correlation;

    @Option(
            names = "--older",
            paramLabel = "TIME",
            converter = Span.class,
            description = "Shows only operations that are known to be in flight for this time: 500ms, 10s, 2m, 1h.")
    private @Nullable Long olderMillis;

    @Option(names = "--stacks", description = "Shows whole stacks, with the hops that led there.")
    private boolean hasStacks;

    @Option(names = "--all", description = "Shows the internals of libraries, too, of which the program knows nothing.")
    private boolean isAll;

    @Override
    public Integer call() throws IOException {
        selection.check();
        watch.check(spec.commandLine());
        if (pid == null && !watch.isReplay()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PID'");
        }
        try {
            if (pid == null) {
                return watch.replay(output, spec.commandLine().getErr());
            }
            Attach.checkModule();
            if (watch.isWanted()) {
                return watch.run(Target.of(pid), output, spec.commandLine().getErr());
            }
            LiveAnswer dump = new LiveConnection(Target.of(pid)).ask("dump", settings());
            print(dump);
            return 0;
        } catch (NotAttached e) {
            spec.commandLine().getErr().println("whence: " + e.getMessage());
            return 1;
        }
    }

    private void print(LiveAnswer dump) throws IOException {
        switch (isJson ? Format.json : format) {
            case json -> System.out.println(dump.json());
            case html -> {
                Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
                new DumpPage(dump.tree(), new DumpWords(DumpPage.SCREEN, hasStacks, isAll)).write(out);
                out.flush();
            }
            case text ->
                new DumpText(dump.tree(), new DumpWords(output.screen(), hasStacks, isAll), System.out).print();
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = selection.settings();
        if (correlation != null) {
            settings.put("correlation", correlation);
        }
        if (olderMillis != null) {
            settings.put("older", Long.toString(olderMillis));
        }
        return settings;
    }
}
