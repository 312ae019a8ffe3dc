package dev.whence.agent.executor;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The class files of a class loader, read while it loads another class.
 *
 * <p>What the JDK loads meanwhile is not woven, since a transformer that is at work on a thread gets nothing else from it.
 * So files are read in the plainest way: a connection to a {@link URL} would load the one for HTTP. A loader of the
 * program's own may still load anything; then somebody has to look for that.
 */
final class ClassFiles {
    private static final String IN_FILE = "file:";
    private static final String IN_JAR = "jar:file:";

    private final Runnable hasAskedOthers;

    /** {@code hasAskedOthers} is called when code has run that may have loaded what should be woven. */
    ClassFiles(Runnable hasAskedOthers) {
        this.hasAskedOthers = hasAskedOthers;
    }

    /** A class file, by the internal name of its class; null if there is none that can be read. */
    @Nullable ClassReader read(String name, ClassLoader loader) {
        String resource = name + ".class";
        try {
            byte[] bytes = bytes(resource, loader);
            return bytes == null ? null : new ClassReader(bytes);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private byte @Nullable [] bytes(String resource, ClassLoader loader) throws IOException {
        boolean isOfJdk = loader.getClass().getClassLoader() == null;
        try {
            URL url = loader.getResource(resource);
            String location = url == null ? "" : url.toString();
            if (location.startsWith(IN_FILE)) {
                return ofFile(location);
            }
            if (location.startsWith(IN_JAR)) {
                return ofJar(location);
            }
            isOfJdk = false;
            return all(url == null ? loader.getResourceAsStream(resource) : url.openStream());
        } finally {
            if (!isOfJdk) {
                hasAskedOthers.run();
            }
        }
    }

    private static byte @Nullable [] ofFile(String location) throws IOException {
        return all(new FileInputStream(new File(URI.create(location))));
    }

    private static byte @Nullable [] ofJar(String location) throws IOException {
        int end = location.lastIndexOf("!/");
        File file = new File(URI.create(location.substring("jar:".length(), end)));
        String path =
                URI.create("file:/" + location.substring(end + 2)).getPath().substring(1);
        try (ZipFile jar = new ZipFile(file)) {
            ZipEntry entry = jar.getEntry(path);
            return entry == null ? null : all(jar.getInputStream(entry));
        }
    }

    private static byte @Nullable [] all(@Nullable InputStream stream) throws IOException {
        try (InputStream in = stream) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
