package dev.whence.agent.weave;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
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
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int remaining = in.readInt(); remaining > 0; remaining--) {
            String name = in.readUTF();
            classes.put(name, in.readNBytes(in.readInt()));
        }
        return classes;
    }

    private ClassData() {}
}
