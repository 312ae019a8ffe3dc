package dev.whence.agent.build;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The licences and notices of the libraries that a jar contains. These must be passed on with the jar. */
final class Licences {
    private static final Pattern FILE = Pattern.compile("META-INF/([A-Za-z-]*(LICENSE|NOTICE)|licenses/[^/]+)");

    /** Copies a licence into a folder, and what the jars of some classes say of theirs below the names of these jars. */
    static void copy(Path licence, List<Class<?>> carried, Path folder) throws IOException, URISyntaxException {
        Files.copy(licence, folder.resolve("LICENSE"), REPLACE_EXISTING);
        for (Class<?> type : carried) {
            Path jar = Code.of(type);
            Path own = folder.resolve("licenses/" + jar.getFileName().toString().replace(".jar", ""));
            Code.forEachFile(jar, (name, file) -> {
                if (FILE.matcher(name).matches()) {
                    String last = file.getFileName().toString();
                    Files.copy(file, Files.createDirectories(own).resolve(last), REPLACE_EXISTING);
                }
            });
        }
    }

    private Licences() {}
}
