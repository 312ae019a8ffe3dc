package dev.whence.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The entry of the agent, and the class loader of everything else that the agent consists of.
 *
 * <p>This is the only class of the agent that the application's class loader can see. Everything else is data in the
 * jar, which this class loader defines, so no library of the agent can clash with one of the application. Nothing
 * refers to this class after the start, and it has no static state.
 *
 * <p>An agent that cannot start says so in one line on stderr, and the application runs without it.
 */
public final class Agent extends ClassLoader {
    /** The classes that are not loaded yet, and resources, by name. */
    private final Map<String, byte[]> classes = new HashMap<>();

    /** The domain of the jar, with all permissions, whatever policy the application sets later. */
    private final ProtectionDomain domain = domain();

    private Agent(@Nullable ClassLoader parent) {
        super("whence", parent);
    }

    private static ProtectionDomain domain() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return new ProtectionDomain(Agent.class.getProtectionDomain().getCodeSource(), all);
    }

    /** Adds the classes of one data file. The format is told by {@code ClassData}, which is one of them. */
    private void add(ZipFile jar, String blob) throws IOException {
        byte[] content;
        try (InputStream in = jar.getInputStream(jar.getEntry(blob))) {
            content = in.readAllBytes();
        }
        // A DataInputStream would initialise the JDK's classes for views of arrays, which takes time.
        ByteBuffer in = ByteBuffer.wrap(content);
        for (int remaining = in.getInt(); remaining > 0; remaining--) {
            String name = new String(bytes(in, in.getShort()), StandardCharsets.US_ASCII);
            classes.put(name, bytes(in, in.getInt()));
        }
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Called by the JVM for {@code -javaagent}, before the application's {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            // JAVA_TOOL_OPTIONS applies to every JVM, and so also to the tools of the JDK.
            if (!isJdkTool()) {
                start("dev.whence.agent.Startup", arguments, instrumentation);
            }
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Called by the JVM when the agent is attached to a running application. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            start("dev.whence.agent.LateStartup", arguments, instrumentation);
        } catch (Throwable e) {
            report(e);
        }
    }

    /** The command line: {@code java -jar whence-agent.jar help}. */
    public static void main(String[] arguments) throws Exception {
        // Only the system class loader finds jdk.attach, the module by which the command line attaches the agent.
        Agent loader = new Agent(ClassLoader.getSystemClassLoader());
        @SuppressWarnings("unchecked")
        ToIntFunction<String[]> commandLine = (ToIntFunction<String[]>)
                loader.load("dev.whence.agent.cli.CommandLineEntry", "whence/cli.bin", "whence/logs.bin");
        System.exit(commandLine.applyAsInt(arguments));
    }

    private static void start(String entry, @Nullable String arguments, Instrumentation instrumentation)
            throws Exception {
        // The parent is the boot loader. The platform class loader would find the runtime in a module of the
        // application, if that has whence-context as a module.
        Agent loader = new Agent(null);
        @SuppressWarnings("unchecked")
        BiConsumer<String, Instrumentation> startup = (BiConsumer<String, Instrumentation>) loader.load(entry);
        startup.accept(arguments == null ? "" : arguments, instrumentation);
    }

    private static void report(Throwable fault) {
        System.err.println("whence: the agent could not start, the application runs without it: " + fault
                + (fault instanceof SecurityException
                        ? "; the security policy has to grant java.security.AllPermission to the agent's jar"
                        : ""));
    }

    /** Returns whether this JVM runs a tool of the JDK, such as {@code jcmd}, and no application. */
    private static boolean isJdkTool() {
        String module = System.getProperty("jdk.module.main", "");
        return module.startsWith("jdk.") || module.equals("java.base") || module.equals("java.rmi");
    }

    private Object load(String entry, String... more) throws IOException, ReflectiveOperationException {
        File file = file(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toString());
        try (ZipFile jar = new ZipFile(file)) {
            add(jar, "whence/agent.bin");
            for (String blob : more) {
                add(jar, blob);
            }
            return loadClass(entry).getConstructor(File.class).newInstance(file);
        }
    }

    /**
     * Returns the file of a location, which may look like {@code jar:file:/a/b.jar!/} and may have its special
     * characters encoded or not.
     */
    private static File file(String location) {
        int begin = location.indexOf("file:") + "file:".length();
        int end = location.startsWith("jar:") ? location.lastIndexOf("!/") : -1;
        String path = location.substring(begin, end < 0 ? location.length() : end);
        try {
            File decoded = new File(URI.create("file:" + path));
            if (decoded.isFile()) {
                return decoded;
            }
        } catch (IllegalArgumentException notEncoded) {
            // The location is not of the JDK's making, and has its special characters as they are.
        }
        return new File(path);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        // A class is defined once, and its bytes are not needed any more.
        byte[] bytes = classes.remove(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = classes.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
}
