package dev.whence.agent;

import dev.whence.agent.library.HookFile;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The hooks that the user adds: in the file that the option {@code hooks} names, and in resources {@value #RESOURCE} on
 * the class path. They are read once, before the transformers are there.
 */
final class PlugIns {
    static final String RESOURCE = "META-INF/whence/hooks";

    private static final List<WovenType> TYPES = new ArrayList<>();

    /** Returns the woven types of all plug-ins. */
    static List<WovenType> types() {
        return Collections.unmodifiableList(TYPES);
    }

    /** Reads all plug-ins. What is wrong is told, and left out. */
    static void read(String file) {
        if (!file.isEmpty()) {
            try {
                add(file, Files.readAllLines(Path.of(file)));
            } catch (IOException | InvalidPathException e) {
                System.err.println("whence: the file of the option 'hooks' cannot be read: " + e);
            }
        }
        try {
            for (URL resource : Collections.list(ClassLoader.getSystemResources(RESOURCE))) {
                add(resource.toString(), lines(resource));
            }
        } catch (IOException e) {
            System.err.println("whence: a resource " + RESOURCE + " cannot be read: " + e);
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

    private static void add(String name, List<String> lines) {
        HookFile file = HookFile.parse(name, lines, HookReport.known());
        TYPES.addAll(file.types());
        for (WovenType type : file.types()) {
            HookSwitch.named(type.hook()).add(type.name().replace('/', '.'));
        }
        for (String fault : file.faults()) {
            System.err.println("whence: " + fault);
        }
    }

    private PlugIns() {}
}
