package dev.whence.agent.weave;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** Classes that the agent's jar holds as data, for a class loader that is not its own. */
public final class ClassData {
    /** The classes of one entry, by name, in the order in which they can be defined. */
    public static Map<String, byte[]> read(File jar, String entry) throws IOException {
        try (ZipFile open = new ZipFile(jar)) {
            return read(open, entry);
        }
    }

    /** As {@link #read(File, String)}. */
    public static Map<String, byte[]> read(ZipFile jar, String entry) throws IOException {
        byte[] content;
        try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            content = in.readAllBytes();
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int remaining = in.getInt(); remaining > 0; remaining--) {
            String name = new String(bytes(in, in.getShort()), StandardCharsets.US_ASCII);
            classes.put(name, bytes(in, in.getInt()));
        }
        return classes;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private ClassData() {}
}
