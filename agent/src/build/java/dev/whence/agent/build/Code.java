package dev.whence.agent.build;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of a jar or of a folder of classes. */
final class Code {
    /** Returns the jar or the folder that a class was loaded from. */
    static Path of(Class<?> type) throws URISyntaxException {
        URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Path.of(location);
    }

    static void collect(Path code, Predicate<String> wanted, Map<String, byte[]> into) throws IOException {
        forEachFile(code, (name, file) -> {
            if (name.endsWith(".class") && !name.endsWith("-info.class") && !name.startsWith("META-INF")) {
                String className =
                        name.substring(0, name.length() - ".class".length()).replace('/', '.');
                if (wanted.test(className)) {
                    into.put(className, Files.readAllBytes(file));
                }
            }
        });
    }

    /** Resources have slashes in their names, so they cannot be taken for classes. */
    static void collectResources(Path code, String folder, Map<String, byte[]> into) throws IOException {
        forEachFile(code, (name, file) -> {
            if (name.startsWith(folder) && !name.endsWith(".class") && Files.isRegularFile(file)) {
                into.put(name, Files.readAllBytes(file));
            }
        });
    }

    interface NamedFile {
        void take(String name, Path file) throws IOException;
    }

    static void forEachFile(Path code, NamedFile to) throws IOException {
        if (Files.isDirectory(code)) {
            forEachFileIn(code, to);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(code)) {
                forEachFileIn(jar.getPath("/"), to);
            }
        }
    }

    private static void forEachFileIn(Path root, NamedFile to) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                to.take(root.relativize(file).toString().replace('\\', '/'), file);
            }
        }
    }

    private Code() {}
}
