package dev.whence.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.whence.agent.Presence;
import java.io.PrintStream;
import java.net.URISyntaxException;
import picocli.CommandLine.Help.Ansi.Style;
import sun.jvmstat.monitor.HostIdentifier;
import sun.jvmstat.monitor.Monitor;
import sun.jvmstat.monitor.MonitorException;
import sun.jvmstat.monitor.MonitoredHost;
import sun.jvmstat.monitor.MonitoredVm;
import sun.jvmstat.monitor.VmIdentifier;

/** A table of the JVMs of this user: process, version of the agent if the JVM has it, and program. */
final class JvmTable {
    private static final int WIDTH_OF_PROGRAM = 70;

    private final Table table;
    private final PrintStream out;

    JvmTable(PrintStream out) {
        this.out = out;
        this.table = new Table(out, 10, 18, WIDTH_OF_PROGRAM);
    }

    /** Prints all JVMs but the one that runs this command. */
    void print() {
        String own = Long.toString(ProcessHandle.current().pid());
        boolean isFirst = true;
        for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
            if (jvm.id().equals(own)) {
                continue;
            }
            if (isFirst) {
                table.heading("PID", "AGENT", "PROGRAM");
            }
            isFirst = false;
            String agent = agentOf(jvm.id());
            table.row(agent.equals("-") ? Style.faint : Style.fg_green, jvm.id(), agent, program(jvm));
        }
        if (isFirst) {
            out.println("No other JVM of this user is running here.");
        }
    }

    /** Returns the main class or jar, without the arguments, and shortened at its beginning. */
    static String program(VirtualMachineDescriptor jvm) {
        String name = jvm.displayName().split(" ", 2)[0];
        if (name.isEmpty()) {
            return "(not known)";
        }
        int surplus = name.length() - WIDTH_OF_PROGRAM + 1;
        return surplus <= 0 ? name : "…" + name.substring(surplus + 1);
    }

    /**
     * Returns the version of a JVM's agent, from the counter in shared memory: nothing is attached for that. It is "-"
     * if there is no agent, and "?" if that cannot be known.
     */
    static String agentOf(String pid) {
        try {
            MonitoredHost host = MonitoredHost.getMonitoredHost(new HostIdentifier((String) null));
            MonitoredVm jvm = host.getMonitoredVm(new VmIdentifier(pid));
            try {
                Monitor counter = jvm.findByName(Presence.COUNTER);
                return counter == null ? "-" : String.valueOf(counter.getValue());
            } finally {
                host.detach(jvm);
            }
        } catch (MonitorException | URISyntaxException | RuntimeException | LinkageError e) {
            return "?";
        }
    }
}
