package dev.whence.agent.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A running JVM to which the agent is to be attached.
 *
 * <p>To attach means to send a signal to the process. A process that is no JVM ends of that signal, and a JVM that
 * refuses to be attached to prints a thread dump. So everything that can be known without the signal is checked first.
 */
final class Target {
    private static final int OLDEST = 17;
    /** The bit of SIGQUIT in the signals that a process handles. */
    private static final long QUIT = 1 << 2;

    private static final String START = "; start the application with -javaagent:whence-agent.jar instead";

    private final long pid;

    private Target(long pid) {
        this.pid = pid;
    }

    /**
     * Returns the JVM of a process.
     *
     * @throws NotAttached if it is certain that the agent cannot be attached to it
     */
    static Target of(String pid) throws NotAttached {
        long number;
        try {
            number = Long.parseLong(pid);
        } catch (NumberFormatException e) {
            throw new NotAttached("'" + pid + "' is not the number of a process; attach --list shows those of JVMs");
        }
        ProcessHandle process = ProcessHandle.of(number)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> new NotAttached("there is no process " + pid
                        + "; attach --list shows those of JVMs, in a container only its own"));
        if (process.pid() == ProcessHandle.current().pid()) {
            throw new NotAttached("the process " + pid + " is this command itself");
        }
        checkUser(process);
        checkJvm(number);
        checkRuns(number);
        if (Files.isDirectory(temporaryFolder(number))) {
            checkSameFolder(number);
            if (!isListening(number)) {
                checkSignal(number);
                checkTemporaryFolder(number);
            }
        }
        return new Target(number);
    }

    /** Checks the user of the process: a JVM lets in only its own user and root. */
    private static void checkUser(ProcessHandle process) throws NotAttached {
        Optional<String> own = ProcessHandle.current().info().user();
        Optional<String> other = process.info().user();
        if (own.isPresent()
                && other.isPresent()
                && !own.equals(other)
                && !own.get().equals("root")) {
            throw new NotAttached("the process " + process.pid() + " belongs to " + other.get()
                    + "; run this command as " + other.get() + ", for example by sudo -u " + other.get());
        }
    }

    /** Checks that the process is a JVM, by the libraries that it has loaded, or else by the list of JVMs. */
    private static void checkJvm(long pid) throws NotAttached {
        String code = mappedCode(pid);
        if (code.contains("/libj9vm")) {
            throw openJ9(pid);
        }
        boolean isJvm = code.isEmpty() ? isListed(pid) : code.contains("/libjvm.");
        if (!isJvm) {
            throw new NotAttached(
                    "the process " + pid + " is not a JVM that can be seen; attach --list shows those that are");
        }
    }

    /** Checks that the process is not stopped. It would not answer, and print a thread dump once it goes on. */
    private static void checkRuns(long pid) throws NotAttached {
        if (status(pid, "State:").startsWith("T")) {
            throw new NotAttached(
                    "the JVM " + pid + " is stopped, for example by Ctrl-Z; kill -CONT " + pid + " lets it go on");
        }
    }

    /** Whether the JVM has opened its socket already, so that nothing has to be sent to it. */
    private static boolean isListening(long pid) {
        return Files.exists(temporaryFolder(pid).resolve(".java_pid" + ownPid(pid)));
    }

    private static Path temporaryFolder(long pid) {
        return Path.of("/proc/" + pid + "/root/tmp");
    }

    /** Returns the number that the process has in its own container. */
    private static String ownPid(long pid) {
        String numbers = status(pid, "NSpid:");
        return numbers.isEmpty() ? Long.toString(pid) : numbers.substring(numbers.lastIndexOf('\t') + 1);
    }

    /** Returns the value of a line of the process's status, or an empty string. */
    private static String status(long pid, String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith(name)) {
                    return line.substring(name.length()).strip();
                }
            }
        } catch (IOException gone) {
            return "";
        }
        return "";
    }

    /** Checks that the signal by which a JVM is asked to listen does not end the process. */
    private static void checkSignal(long pid) throws NotAttached {
        String caught = status(pid, "SigCgt:");
        if (!caught.isEmpty() && (Long.parseUnsignedLong(caught, 16) & QUIT) == 0) {
            throw new NotAttached("the JVM " + pid + " does not handle the signal by which it would be attached to: it"
                    + " has just started, or was started with -Xrs; try again" + START);
        }
    }

    /**
     * Checks that this Java runtime finds the socket of the JVM. Before JDK 21 it looks into the other's folder only if
     * the process has another number there.
     */
    private static void checkSameFolder(long pid) throws NotAttached {
        try {
            if (Runtime.version().feature() < 21
                    && ownPid(pid).equals(Long.toString(pid))
                    && !Files.isSameFile(temporaryFolder(pid), Path.of("/tmp"))) {
                throw new NotAttached("the JVM " + pid + " has a folder /tmp of its own, which this java, "
                        + System.getProperty("java.home") + ", does not find; run this command with the java of JDK 21"
                        + " or later");
            }
        } catch (IOException unknown) {
            // The attempt will tell.
        }
    }

    /** Checks that the JVM can open its socket. One that cannot prints a thread dump instead. */
    private static void checkTemporaryFolder(long pid) throws NotAttached {
        if (!Files.isWritable(temporaryFolder(pid))) {
            throw new NotAttached(
                    "the JVM " + pid + " cannot open a socket, since its folder /tmp cannot be written" + START);
        }
    }

    private static NotAttached openJ9(long pid) {
        return new NotAttached("the process " + pid + " is an OpenJ9, with which the agent was not tested" + START);
    }

    /** Returns the list of the files that a process has mapped, or an empty string if the system does not tell. */
    private static String mappedCode(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "maps"));
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isListed(long pid) {
        String id = Long.toString(pid);
        return VirtualMachine.list().stream().anyMatch(jvm -> jvm.id().equals(id));
    }

    /** Attaches the agent, and returns the properties that it has left. */
    Properties load(File jar, String options) throws IOException, NotAttached {
        VirtualMachine jvm = attach();
        try {
            checkVersion(jvm.getSystemProperties());
            jvm.loadAgent(jar.getAbsolutePath(), options);
            return jvm.getAgentProperties();
        } catch (AgentLoadException | AgentInitializationException e) {
            throw refused(e);
        } finally {
            jvm.detach();
        }
    }

    /** Returns the number of the process. */
    long pid() {
        return pid;
    }

    /** Attaches to the JVM, without an agent. */
    VirtualMachine attach() throws NotAttached {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException | IOException e) {
            throw new NotAttached("the JVM " + pid + " does not let anybody attach: it was started with"
                    + " -XX:+DisableAttachMechanism, or hangs, or is of another container or user (" + e.getMessage()
                    + ")"
                    + START);
        }
    }

    private void checkVersion(Properties properties) throws NotAttached {
        if (properties.getProperty("java.vm.name", "").contains("OpenJ9")) {
            throw openJ9(pid);
        }
        String version = properties.getProperty("java.specification.version", "");
        int feature = version.startsWith("1.") ? 1 : version.isEmpty() ? 0 : Integer.parseInt(version);
        if (feature < OLDEST) {
            throw new NotAttached("the JVM " + pid + " is of Java " + version + ", the agent needs " + OLDEST
                    + " or later; run the application on a later JDK");
        }
    }

    private NotAttached refused(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Dynamic agent loading is not enabled")) {
            return new NotAttached("the JVM " + pid + " was started with -XX:-EnableDynamicAgentLoading" + START);
        }
        return new NotAttached(
                "the JVM " + pid + " cannot load the agent (" + message + "); it must be able to read the"
                        + " agent's jar under the same path, and have the module java.instrument" + START);
    }
}
