package dev.whence.agent.cli;

import dev.whence.log.cli.Output;
import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code set}, which sets options of the agent in a running JVM, or shows them. */
@Command(
        name = "set",
        description = {
            "Sets options of the agent in a running JVM, all or none of them. What begins from then on follows them.",
            "Shows them, and where each value comes from; all of them if none is to be set."
        },
        mixinStandardHelpOptions = true)
final class SetOptions implements Callable<Integer> {
    private static final int NAME_WIDTH = 16;
    private static final int SOURCE_WIDTH = 13;

    @Mixin
    private final Output output = new Output();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PID", description = "The number of the JVM's process.")
    private String pid;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "The options, for example stacks=full")
    private List<String> wanted = new ArrayList<>();

    @Option(names = "--json", description = "Prints the options as JSON, for programs.")
    private boolean isJson;

    @Override
    public Integer call() throws IOException {
        Map<String, String> settings = settings();
        try {
            Attach.checkModule();
            LiveAnswer answer = new LiveConnection(Target.of(pid)).ask("set", settings);
            List<String> faults = answer.tree().texts("faults").stream()
                    .map(output.screen()::inert)
                    .toList();
            if (!faults.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), String.join(System.lineSeparator() + "whence: ", faults));
            }
            if (isJson) {
                System.out.println(answer.json());
            } else {
                print(shown(answer.tree().objects("options"), settings.keySet()), output.screen());
            }
            return 0;
        } catch (NotAttached e) {
            spec.commandLine().getErr().println("whence: " + e.getMessage());
            return 1;
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String option : wanted) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw wrong("'" + option + "' is no NAME=VALUE");
            }
            String name = option.substring(0, equals);
            if (settings.put(name, option.substring(equals + 1)) != null) {
                throw wrong("'" + name + "' is given twice");
            }
        }
        return settings;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Returns the options that were set, or all if none was. */
    private static List<JsonTree> shown(List<JsonTree> options, Set<String> set) {
        return options.stream()
                .filter(option -> set.isEmpty() || set.contains(option.text("name")))
                .toList();
    }

    private static void print(List<JsonTree> options, Screen screen) {
        heading("CAN BE SET", screen);
        boolean wasSettable = true;
        for (JsonTree option : options) {
            boolean isSettable = option.text("settable").equals("true");
            if (wasSettable && !isSettable) {
                System.out.println();
                heading("AT THE START", screen);
            }
            wasSettable = isSettable;
            String value = screen.inert(option.text("value"));
            System.out.println(cell(option.text("name"), NAME_WIDTH, screen)
                    + cell(option.text("source"), SOURCE_WIDTH, screen)
                    + (value.isEmpty() ? "-" : value));
        }
    }

    private static void heading(String name, Screen screen) {
        System.out.println(
                screen.ink(Ink.STRONG, cell(name, NAME_WIDTH, screen) + cell("FROM", SOURCE_WIDTH, screen) + "VALUE"));
    }

    private static String cell(String text, int width, Screen screen) {
        return Columns.fit(screen.inert(text), width, screen.isAscii());
    }
}
