package dev.whence.agent;

import dev.whence.agent.library.HookFile;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks that the user adds: in the file that the option {@code hooks} names, and in resources {@value #RESOURCE} on
 * the class path.
 */
final class PlugIns {
    static final String RESOURCE = "META-INF/whence/hooks";

    private final List<WovenType> types = new ArrayList<>();

    /** Reads all plug-ins and returns their woven types. What is wrong is told, and left out. */
    static List<WovenType> types(String file) {
        PlugIns all = new PlugIns();
        if (!file.isEmpty()) {
            all.readFile(file);
        }
        all.readResources();
        return all.types;
    }

    private void readFile(String file) {
        try {
            add(file, Files.readAllLines(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            System.err.println("whence: the file of the option 'hooks' cannot be read: " + e);
        }
    }

    private void readResources() {
        try {
            for (URL resource : Collections.list(resources())) {
                add(resource.toString(), lines(resource));
            }
        } catch (IOException e) {
            System.err.println("whence: a resource " + RESOURCE + " cannot be read: " + e);
        }
    }

    private static Enumeration<URL> resources() throws IOException {
        boolean hasModules =
                System.getProperty("jdk.module.path") != null || System.getProperty("jdk.module.main") != null;
        Enumeration<URL> found = hasModules ? null : onClassPath(ClassLoader.getSystemClassLoader());
        return found == null ? ClassLoader.getSystemResources(RESOURCE) : found;
    }

    /**
     * Returns the resources on the class path only. The public method searches the modules of the JDK too, and takes ten
     * times as long. Returns null if that is not possible.
     */
    @SuppressWarnings("unchecked")
    private static @Nullable Enumeration<URL> onClassPath(ClassLoader application) {
        try {
            Class<?> builtin = Class.forName("jdk.internal.loader.BuiltinClassLoader");
            Method find = builtin.getDeclaredMethod("findResourcesOnClassPath", String.class);
            find.setAccessible(true);
            return builtin.isInstance(application) ? (Enumeration<URL>) find.invoke(application, RESOURCE) : null;
        } catch (ReflectiveOperationException | RuntimeException otherJdk) {
            return null;
        }
    }

    private static List<String> lines(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        // A cached jar would stay open, and could not be replaced on some systems.
        connection.setUseCaches(false);
        List<String> lines = new ArrayList<>();
        try (InputStream in = connection.getInputStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private void add(String name, List<String> lines) {
        HookFile file = HookFile.parse(name, lines, HookReport.known());
        types.addAll(file.types());
        for (WovenType type : file.types()) {
            HookSwitch.named(type.hook()).add(type.name().replace('/', '.'));
        }
        for (String fault : file.faults()) {
            System.err.println("whence: " + fault);
        }
    }

    private PlugIns() {}
}
