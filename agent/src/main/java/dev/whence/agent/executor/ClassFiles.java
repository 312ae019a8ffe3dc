package dev.whence.agent.executor;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The class files beside a class that is being loaded.
 *
 * <p>Its loader is asked for them only if it is one of the JDK's, or Spring Boot's, and so are its parents: any other is in
 * the middle of something, may hold a lock that it needs to find a resource, and would wait for itself. Then they are looked
 * for in the jar or folder that the class comes from.
 *
 * <p>What the JDK loads meanwhile is not woven, since a transformer that is at work on a thread gets nothing else from it.
 * So files are read in the plainest way: a connection to a {@link URL} would load the one for HTTP. Spring Boot's loader may
 * still load anything; then somebody has to look for that.
 */
final class ClassFiles {
    /** Where Spring Boot's loader is, which needs classes of its own to read class files. */
    static final String SPRING_BOOT_LOADER = "org/springframework/boot/loader/";

    private static final String IN_FILE = "file:";
    private static final String IN_JAR = "jar:file:";

    private final Runnable hasAskedOthers;

    /** {@code hasAskedOthers} is called when code has run that may have loaded what should be woven. */
    ClassFiles(Runnable hasAskedOthers) {
        this.hasAskedOthers = hasAskedOthers;
    }

    /** A class file, by the internal name of its class; null if there is none that can be read. */
    @Nullable ClassReader read(String name, ClassLoader loader, @Nullable ProtectionDomain domain) {
        String resource = name + ".class";
        try {
            byte[] bytes = canBeAsked(loader) ? asked(resource, loader) : beside(location(domain), resource);
            return bytes == null ? null : new ClassReader(bytes);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static boolean canBeAsked(ClassLoader loader) {
        for (ClassLoader next = loader; next != null; next = next.getParent()) {
            if (!isKnown(next)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnown(ClassLoader loader) {
        Class<?> type = loader.getClass();
        if (type.getClassLoader() != null) {
            return type.getName().replace('.', '/').startsWith(SPRING_BOOT_LOADER);
        }
        return !(loader instanceof URLClassLoader ofUrls) || areFiles(ofUrls.getURLs());
    }

    /** Any other location has a handler, which may be the program's own. */
    private static boolean areFiles(URL[] urls) {
        for (URL url : urls) {
            if (!url.getProtocol().equals("file")) {
                return false;
            }
        }
        return true;
    }

    private byte @Nullable [] asked(String resource, ClassLoader loader) throws IOException {
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

    /** Where a class comes from, without code of the program: its own kind of source and of location may do anything. */
    private static String location(@Nullable ProtectionDomain domain) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        URL url = source == null || source.getClass() != CodeSource.class ? null : source.getLocation();
        return url == null ? "" : url.getProtocol() + ":" + url.getPath();
    }

    private static byte @Nullable [] beside(String location, String resource) throws IOException {
        if (location.startsWith(IN_JAR) && location.endsWith("!/")) {
            return ofJar(location + resource);
        }
        if (location.startsWith(IN_FILE)) {
            return location.endsWith("/") ? ofFile(location + resource) : ofJar("jar:" + location + "!/" + resource);
        }
        return null;
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
