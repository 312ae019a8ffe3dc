package dev.whence.agent.weave;

import dev.whence.runtime.Relocation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The woven types of libraries.
 *
 * <p>An application has few of the libraries, and to describe all types takes longer than to weave those of the JDK. So
 * the types are in groups, and the jar has an index of the names of their classes. A group is described when the first
 * class of one of these names is met.
 *
 * <p>Each class is found by both forms of its name. A transformer gets the internal one, with slashes. The search among
 * all loaded classes at the start, a few thousand of them, has the other one, and should not create a string for each.
 */
public abstract class LibraryTypes {
    private static final int ENDS = 1_024;

    /** The numbers of the groups that have types of a class, by the name of the class. */
    private final Map<String, int[]> index = new HashMap<>();

    /** The internal names of the classes whose relocated copies are woven, by their simple names. */
    private final Map<String, List<String>> copied = new HashMap<>();

    /** Whether one of these names has last characters of that hash. */
    private final boolean[] ends = new boolean[ENDS];

    private final Map<Integer, List<WovenType>> described = new ConcurrentHashMap<>();

    /** The types of the classes that were met, by their names. */
    private final Map<String, List<WovenType>> met = new ConcurrentHashMap<>();

    /** Describes the types of a group. */
    protected abstract List<WovenType> group(int number);

    /** Returns an index of groups of types, for {@link #add(byte[])}. */
    public static byte[] index(List<List<WovenType>> groups) throws IOException {
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        Map<String, Boolean> mayBeCopied = new HashMap<>();
        for (int number = 0; number < groups.size(); number++) {
            for (WovenType type : groups.get(number)) {
                List<Integer> known = numbers.computeIfAbsent(type.name(), name -> new ArrayList<>());
                if (!known.contains(number)) {
                    known.add(number);
                }
                mayBeCopied.merge(type.name(), type.mayBeCopied(), Boolean::logicalOr);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(numbers.size());
        for (Map.Entry<String, List<Integer>> one : numbers.entrySet()) {
            out.writeUTF(one.getKey());
            out.writeBoolean(mayBeCopied.getOrDefault(one.getKey(), false));
            out.writeByte(one.getValue().size());
            for (int number : one.getValue()) {
                out.writeShort(number);
            }
        }
        return bytes.toByteArray();
    }

    /** Adds the classes of an index. */
    protected final void add(byte[] index) {
        ByteBuffer in = ByteBuffer.wrap(index);
        for (int remaining = in.getInt(); remaining > 0; remaining--) {
            byte[] name = new byte[in.getShort()];
            in.get(name);
            boolean mayBeCopied = in.get() != 0;
            int[] groups = new int[in.get()];
            for (int i = 0; i < groups.length; i++) {
                groups[i] = in.getShort();
            }
            add(new String(name, StandardCharsets.US_ASCII), mayBeCopied, groups);
        }
    }

    /** Adds the classes of a group. */
    protected final void add(int group, List<WovenType> types) {
        described.put(group, types);
        for (WovenType type : types) {
            add(type.name(), type.mayBeCopied(), with(group, index.get(type.name())));
        }
    }

    private static int[] with(int group, int @Nullable [] known) {
        int length = known == null ? 0 : known.length;
        if (known != null && known[length - 1] == group) {
            return known;
        }
        int[] more = new int[length + 1];
        if (known != null) {
            System.arraycopy(known, 0, more, 0, length);
        }
        more[length] = group;
        return more;
    }

    private void add(String name, boolean mayBeCopied, int[] groups) {
        index.put(name, groups);
        index.put(name.replace('/', '.'), groups);
        if (mayBeCopied) {
            String simpleName = simpleName(name);
            List<String> alike = copied.get(simpleName);
            if (alike == null) {
                alike = new ArrayList<>(1);
                copied.put(simpleName, alike);
            }
            alike.add(name);
            ends[end(name)] = true;
        }
    }

    /** Returns the types of a class, or null if it is not woven. The name may have either form. */
    @Nullable List<WovenType> of(String name) {
        int[] groups = index.get(name);
        if (groups != null) {
            List<WovenType> known = met.get(name);
            return known == null ? meet(name, named(name.replace('.', '/'), groups)) : known;
        }
        // Every class of the application comes by here, so nearly all are ruled out by their last characters.
        List<String> ofSimpleName = ends[end(name)] ? copied.get(simpleName(name)) : null;
        return ofSimpleName == null ? null : copies(name, ofSimpleName);
    }

    private static int end(String name) {
        int last = name.length() - 1;
        return last < 2 ? 0 : (name.charAt(last) * 31 + name.charAt(last - 1) * 7 + name.charAt(last - 2)) & ENDS - 1;
    }

    private static String simpleName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
    }

    private @Nullable List<WovenType> copies(String name, List<String> originals) {
        List<WovenType> known = met.get(name);
        if (known != null) {
            return known;
        }
        List<WovenType> copies = new ArrayList<>();
        for (String original : originals) {
            // The points are going to be verified.
            if (Relocation.isCopyOf(original.replace('/', '.'), name.replace('/', '.'))) {
                addCopies(name.replace('.', '/'), original, copies);
            }
        }
        return meet(name, copies);
    }

    private void addCopies(String name, String original, List<WovenType> into) {
        int[] groups = index.get(original);
        if (groups != null) {
            for (WovenType type : named(original, groups)) {
                if (type.mayBeCopied()) {
                    into.add(type.copy(name));
                }
            }
        }
    }

    private List<WovenType> named(String name, int[] groups) {
        List<WovenType> types = new ArrayList<>();
        for (int group : groups) {
            for (WovenType type : described(group)) {
                if (type.name().equals(name)) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    private List<WovenType> described(int group) {
        List<WovenType> known = described.get(group);
        if (known == null) {
            List<WovenType> types = group(group);
            known = described.putIfAbsent(group, types);
            known = known == null ? types : known;
        }
        return known;
    }

    private @Nullable List<WovenType> meet(String name, List<WovenType> types) {
        if (types.isEmpty()) {
            return null;
        }
        List<WovenType> known = met.putIfAbsent(name, types);
        return known == null ? types : known;
    }
}
