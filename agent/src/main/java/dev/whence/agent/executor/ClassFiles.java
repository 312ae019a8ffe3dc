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
 * A reader of the class files beside a class that is being loaded.
 *
 * <p>To find out if a class is an executor, its supertypes must be known. At this moment they are not loaded, and a
 * transformer must not load them: it may be called in the middle of {@code defineClass}, with locks held. So their
 * class files are read. The obvious way, {@code loader.getResource}, runs code of the class loader, and that code may
 * need the very lock that the thread holds, wait for a thread that waits for this one, or load classes of its own.
 *
 * <p>Therefore a class loader is asked only if its code is known: those of the JDK, with plain files as their
 * locations, and that of Spring Boot; and the same must hold for all its parents, which it asks first. For any other
 * class loader the class file is looked for in the jar or folder from which the woven class itself comes. Supertypes
 * that are elsewhere stay unknown, and {@link ExecutorWeaver} looks at the class again later.
 *
 * <p>What the JDK loads on this thread meanwhile is not woven, because the JVM calls no transformer inside of a
 * transformer. So files are read in the plainest way: {@link URL#openStream} would load the classes of a protocol
 * handler, among them those for HTTP, which are to be woven. Spring Boot's class loader has its own handler and may
 * still load anything. That is what {@code hasAskedOthers} tells.
 */
final class ClassFiles {
    /**
     * The package of Spring Boot's class loader. It is not woven, since it is needed to read the class files of others.
     */
    static final String SPRING_BOOT_LOADER = "org/springframework/boot/loader/";

    private static final String IN_FILE = "file:";
    private static final String IN_JAR = "jar:file:";

    private final Runnable hasAskedOthers;

    /**
     * Creates a reader. {@code hasAskedOthers} is called when code has run that may have loaded classes which should be
     * woven.
     */
    ClassFiles(Runnable hasAskedOthers) {
        this.hasAskedOthers = hasAskedOthers;
    }

    /** Returns the class file of a class, by its internal name, or null if there is none that can be read. */
    @Nullable ClassReader read(String name, ClassLoader loader, @Nullable ProtectionDomain domain) {
        String resource = name + ".class";
        try {
            byte[] bytes = canBeAsked(loader) ? asked(resource, loader) : beside(location(domain), resource);
            return bytes == null ? null : new ClassReader(bytes);
            // The file is missing, or no class file, or of a version that is newer than the ASM in use.
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

    /** Returns whether all locations are files. Any other has a handler, which may be code of the application. */
    private static boolean areFiles(URL[] urls) {
        for (URL url : urls) {
            if (!url.getProtocol().equals("file")) {
                return false;
            }
        }
        return true;
    }

    /** Asks the class loader where a class file is, and reads it without the class loader if it is a plain file. */
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

    /**
     * Returns where a class comes from, or an empty string. The objects are used only if they are of the JDK's own
     * classes. Others may be the application's, and do anything.
     */
    private static String location(@Nullable ProtectionDomain domain) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        URL url = source == null || source.getClass() != CodeSource.class ? null : source.getLocation();
        return url == null ? "" : url.getProtocol() + ":" + url.getPath();
    }

    /** Reads a class file from a jar or folder, given as a location. */
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
