package dev.whence.agent.weave;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * Reads the classes that the agent's jar holds as data, because they belong to another class loader than the agent's
 * own.
 *
 * <p>The format is that of the build's {@code JarLayout}: the number of classes, then for each its name and its bytes.
 * One file holds all classes of one destination, since to find an entry of a jar costs more than to read it.
 */
public final class ClassData {
    /** Reads the classes of one entry of a jar. The map has them by name, in the order in which they can be defined. */
    public static Map<String, byte[]> read(File jar, String entry) throws IOException {
        try (ZipFile open = new ZipFile(jar)) {
            return read(open, entry);
        }
    }

    /** Reads the classes of one entry of a jar that is open already. */
    public static Map<String, byte[]> read(ZipFile jar, String entry) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(content(jar, entry));
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int remaining = in.getInt(); remaining > 0; remaining--) {
            String name = new String(bytes(in, in.getShort()), StandardCharsets.US_ASCII);
            classes.put(name, bytes(in, in.getInt()));
        }
        return classes;
    }

    /** Reads one entry of a jar that is open already. */
    public static byte[] content(ZipFile jar, String entry) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private ClassData() {}
}
