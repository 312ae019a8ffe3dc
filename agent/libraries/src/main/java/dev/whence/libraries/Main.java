package dev.whence.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The program. It writes a line for each row. */
final class Main {
    /** Arguments: "eager" or "lazy", "whence" or "opentelemetry", the file, and a pattern of names of classes. */
    public static void main(String[] args) throws IOException {
        Session session = new Session(
                Session.Start.valueOf(args[0].toUpperCase(Locale.ROOT)),
                Tracing.valueOf(args[1].toUpperCase(Locale.ROOT)));
        for (Library library : libraries(args[3])) {
            if (library.firstJdk() <= Runtime.version().feature()) {
                measure(library, session);
            }
        }
        Files.write(Path.of(args[2]), session.rows().stream().map(Row::toLine).toList());
        // All clients and servers are still there.
        System.exit(0);
    }

    private static void measure(Library library, Session session) {
        long begin = System.nanoTime();
        String name = library.getClass().getSimpleName();
        try {
            library.measure(session);
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            session.add(Row.failed(name, "", "", e.toString()));
        }
        System.out.println(name + " took " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private static List<Library> libraries(String pattern) throws IOException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
                Main.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+\\.class"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .filter(name -> name.matches(pattern))
                    .sorted()
                    .flatMap(name -> library(name).stream())
                    .toList();
        }
    }

    private static List<Library> library(String name) {
        try {
            Class<?> type = Class.forName(Main.class.getPackageName() + "." + name);
            return Library.class.isAssignableFrom(type) && !type.isInterface()
                    ? List.of((Library) type.getDeclaredConstructor().newInstance())
                    : List.of();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private Main() {}
}
