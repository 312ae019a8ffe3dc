package dev.whence.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A table of the JVMs of this user that have the agent, with what each tells of itself. */
final class AgentTable {
    /** How long all JVMs together may take to answer. Some wait for a JVM that hangs longer than a user does. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long the JDK tries to attach, in milliseconds. If it were cut off there, it would leave a file behind. */
    private static final String ATTACH_MILLIS = "4000";

    private static final String NO_ANSWER = "does not answer";

    private final Screen screen;
    private final PrintStream out;

    /**
     * A JVM that has the agent.
     *
     * @param pid the number of its process
     * @param version the version of the agent
     * @param program the main class or jar
     * @param answer what it answers, once it has
     */
    private record Row(long pid, String version, String program, FutureTask<JsonTree> answer) {}

    AgentTable(Screen screen, PrintStream out) {
        this.screen = screen;
        this.out = out;
    }

    /** Prints all but the JVM that runs this command. Those without the agent are counted only. */
    void print() {
        System.setProperty("sun.tools.attach.attachTimeout", ATTACH_MILLIS);
        String own = Long.toString(ProcessHandle.current().pid());
        List<Row> rows = new ArrayList<>();
        int others = 0;
        for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
            String version = JvmTable.agentOf(jvm.id());
            if (jvm.id().equals(own)) {
                continue;
            }
            // A JVM that does not tell whether it has the agent is not asked: without the agent it would be disturbed.
            if (version.equals("-") || version.equals("?")) {
                others++;
            } else {
                rows.add(ask(jvm, version));
            }
        }
        rows.sort(Comparator.comparingLong(Row::pid));
        if (rows.isEmpty()) {
            out.println("No JVM of this user has the agent.");
        } else {
            print(rows);
        }
        if (others > 0) {
            out.println(others + (others == 1 ? " JVM has" : " JVMs have") + " no agent; attach lists all");
        }
    }

    /** Begins to ask a JVM. */
    private static Row ask(VirtualMachineDescriptor jvm, String version) {
        FutureTask<JsonTree> answer = new FutureTask<>(() ->
                new LiveConnection(Target.of(jvm.id())).ask("about", Map.of()).tree());
        Thread asking = new Thread(answer, "whence-ps");
        asking.setDaemon(true);
        asking.start();
        return new Row(Long.parseLong(jvm.id()), version, JvmTable.program(jvm), answer);
    }

    private void print(List<Row> rows) {
        line(Ink.STRONG, "PID", "AGENT", "HOOKS", "UP", "PROGRAM");
        long begin = System.nanoTime();
        for (Row row : rows) {
            print(row, PATIENCE_NANOS - (System.nanoTime() - begin));
        }
    }

    private void print(Row row, long nanos) {
        try {
            JsonTree told = row.answer().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            int off = told.texts("hooksOff").size();
            line(
                    off == 0 ? Ink.GREEN : Ink.YELLOW,
                    row,
                    told.number("hooksOn") + " on, " + off + " off",
                    Span.text(told.number("upMillis")));
        } catch (TimeoutException e) {
            line(Ink.RED, row, NO_ANSWER, "");
        } catch (ExecutionException e) {
            line(Ink.RED, row, ProcessHandle.of(row.pid()).isEmpty() ? "has ended" : NO_ANSWER, "");
            Throwable cause = e.getCause();
            String why = screen.inert(cause == null ? "" : String.valueOf(cause.getMessage()));
            out.println(screen.ink(Ink.FAINT, Columns.cut("          " + why, screen.width(), screen.isAscii())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void line(Ink ink, Row row, String hooks, String up) {
        line(ink, Long.toString(row.pid()), row.version(), hooks, up, screen.inert(row.program()));
    }

    private void line(Ink ink, String pid, String version, String hooks, String up, String program) {
        int left = Math.max(10, screen.width() - 52);
        out.println(fit(pid, 10)
                + fit(version, 18)
                + screen.ink(ink, fit(hooks, 16))
                + fit(up, 8)
                + Columns.cut(program, left, screen.isAscii()));
    }

    private String fit(String text, int columns) {
        return Columns.fit(screen.inert(text), columns - 1, screen.isAscii()) + " ";
    }
}
