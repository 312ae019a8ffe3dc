package dev.whence.log.cli;

import dev.whence.log.check.Findings;
import dev.whence.log.check.LogCheck;
import dev.whence.log.clock.Clocks;
import dev.whence.log.tree.ClockText;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code check}. */
@Command(
        name = "check",
        description = {
            "Tells what is lost, out of order or damaged in logs, and how far the clocks of their processes differ.",
            "The exit code is 1 if anything is lost, out of order or damaged."
        },
        mixinStandardHelpOptions = true)
final class Check extends LogCommand {
    @Mixin
    private final Output output = new Output();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files; - is the standard input.")
    private List<String> files;

    @Override
    public Integer call() {
        LogCheck check = new LogCheck(input.read(files));
        PrintWriter out = writer();
        Screen screen = output.screen();
        out.println(check.lines() + " records: " + check.events() + " events of tasks, " + check.foreign()
                + " lines without a place in the order");
        printNote(check.truncated(), "events do not name all their causes", out);
        printNote(
                check.ahead(),
                "events are behind a clock that was not believed; merge orders them by their edges",
                out);
        check.findings().forEach(findings -> print(findings, screen, out));
        print(input.damaged(), "damaged lines", screen, out);
        printClocks(check.clocks(), screen, out);
        out.flush();
        boolean isFine = input.damaged() == 0 && check.findings().stream().allMatch(each -> each.count() == 0);
        return input.end(isFine ? ExitCode.OK : ExitCode.NO);
    }

    private static void printNote(long count, String what, PrintWriter out) {
        if (count > 0) {
            out.println(count + " " + what);
        }
    }

    private static void print(Findings findings, Screen screen, PrintWriter out) {
        print(findings.count(), findings.title(), screen, out);
        findings.first().forEach(finding -> out.println("    " + screen.inert(finding)));
        long more = findings.count() - findings.first().size();
        if (more > 0) {
            out.println("    and " + more + " more");
        }
    }

    private static void print(long count, String title, Screen screen, PrintWriter out) {
        String line = "%8d %s".formatted(count, title);
        out.println(count == 0 ? line : screen.ink(Ink.RED, line));
    }

    private static void printClocks(Clocks clocks, Screen screen, PrintWriter out) {
        if (clocks.offsets().size() < 2) {
            return;
        }
        out.println("clocks, compared with that of " + screen.inert(name(clocks, clocks.reference())));
        ClockText text = new ClockText(screen, clocks);
        clocks.offsets().forEach((process, offset) -> {
            if (!process.equals(clocks.reference())) {
                out.println("    " + screen.inert(name(clocks, process)) + ": " + text.text(offset));
            }
        });
    }

    private static String name(Clocks clocks, String process) {
        String service = clocks.service(process);
        return service.equals(process) ? process : service + " (" + process + ")";
    }
}
