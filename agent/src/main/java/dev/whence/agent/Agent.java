package dev.whence.agent;

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
 * The entry of the agent, and the class loader that keeps everything else of it away from the application.
 *
 * <p>This is the only class of the agent that the application's class loader can see; nothing refers to it after the
 * start, and it has no static state. An agent that cannot start says so in one line, and the application goes on without it.
 */
public final class Agent extends ClassLoader {
    private final Map<String, byte[]> classes = new HashMap<>();

    /** That of the jar, with the permissions that the agent needs, whatever policy the application sets later. */
    private final ProtectionDomain domain = domain();

    private Agent(@Nullable ClassLoader parent) {
        super("whence", parent);
    }

    private static ProtectionDomain domain() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return new ProtectionDomain(Agent.class.getProtectionDomain().getCodeSource(), all);
    }

    private void add(ZipFile jar, String blob) throws IOException {
        byte[] content;
        try (InputStream in = jar.getInputStream(jar.getEntry(blob))) {
            content = in.readAllBytes();
        }
        // A DataInputStream would load what the JDK views arrays by.
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
        // The JDK's module that attaches is known to the system class loader only.
        Agent loader = new Agent(ClassLoader.getSystemClassLoader());
        @SuppressWarnings("unchecked")
        ToIntFunction<String[]> commandLine =
                (ToIntFunction<String[]>) loader.load("dev.whence.agent.cli.CommandLineEntry", "whence/cli.bin");
        System.exit(commandLine.applyAsInt(arguments));
    }

    private static void start(String entry, @Nullable String arguments, Instrumentation instrumentation)
            throws Exception {
        // Not that of the platform, which finds the runtime in a module of the application if that has one.
        Agent loader = new Agent(null);
        @SuppressWarnings("unchecked")
        BiConsumer<String, Instrumentation> startup = (BiConsumer<String, Instrumentation>) loader.load(entry, null);
        startup.accept(arguments == null ? "" : arguments, instrumentation);
    }

    private static void report(Throwable fault) {
        System.err.println("whence: the agent could not start, the application runs without it: " + fault
                + (fault instanceof SecurityException
                        ? "; the security policy has to grant java.security.AllPermission to the agent's jar"
                        : ""));
    }

    /** Tools such as {@code jcmd} get the agent by way of {@code JAVA_TOOL_OPTIONS}; they are not meant. */
    private static boolean isJdkTool() {
        String module = System.getProperty("jdk.module.main", "");
        return module.startsWith("jdk.") || module.equals("java.base") || module.equals("java.rmi");
    }

    private Object load(String entry, @Nullable String more) throws IOException, ReflectiveOperationException {
        File file = file(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toString());
        try (ZipFile jar = new ZipFile(file)) {
            add(jar, "whence/agent.bin");
            if (more != null) {
                add(jar, more);
            }
            return loadClass(entry).getConstructor(File.class).newInstance(file);
        }
    }

    /** The file of a location such as {@code jar:file:/a/b.jar!/}, whether or not its special characters are encoded. */
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
            // A class loader that was not made by the JDK may have any kind of location.
        }
        return new File(path);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.remove(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }
}
