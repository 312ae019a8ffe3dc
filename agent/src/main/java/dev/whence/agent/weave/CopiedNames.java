package dev.whence.agent.weave;

import java.nio.charset.StandardCharsets;

/**
 * The names that a class of a relocated library uses, for those that its original uses.
 *
 * <p>Which of them were relocated differs from copy to copy: gRPC's copy of Netty calls classes of gRPC that have kept
 * their names. So a name counts as relocated if the class file contains it in its relocated form.
 */
final class CopiedNames {
    private final String originalRoot;
    private final String copyRoot;

    /** The class file, with a character for each byte. Names are ASCII and stand in it as they are. */
    private final String classFile;

    /**
     * Creates the names.
     *
     * @param original the internal name of the original class
     * @param copy the internal name of the relocated class
     * @param classFile the class file of the relocated class
     */
    CopiedNames(String original, String copy, byte[] classFile) {
        int kept = keptNames(original, copy);
        this.originalRoot = original.substring(0, original.length() - kept);
        this.copyRoot = copy.substring(0, copy.length() - kept);
        this.classFile = new String(classFile, StandardCharsets.ISO_8859_1);
    }

    /** Returns the length of the names at the end that a copy has in common with its original. */
    private static int keptNames(String original, String copy) {
        int kept = 0;
        for (int length = 1; length <= Math.min(original.length(), copy.length()); length++) {
            if (original.charAt(original.length() - length) != copy.charAt(copy.length() - length)) {
                return kept;
            }
            int before = original.length() - length - 1;
            kept = before < 0 || original.charAt(before) == '/' ? length : kept;
        }
        return kept;
    }

    /** Returns the name of a class, given as the internal name that the original uses. */
    String ofClass(String original) {
        if (!original.startsWith(originalRoot)) {
            return original;
        }
        String relocated = copyRoot + original.substring(originalRoot.length());
        return classFile.contains(relocated) ? relocated : original;
    }

    /** Returns the descriptor of a field or method with the names of the copy. */
    String inDescriptor(String original) {
        StringBuilder copied = new StringBuilder();
        int at = 0;
        for (int type = original.indexOf('L'); type >= 0; type = original.indexOf('L', at)) {
            int end = original.indexOf(';', type);
            if (end < 0) {
                break;
            }
            copied.append(original, at, type + 1).append(ofClass(original.substring(type + 1, end)));
            at = end;
        }
        return copied.append(original, at, original.length()).toString();
    }
}
