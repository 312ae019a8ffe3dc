package dev.whence.agent;

import java.util.regex.Pattern;

/** The syntax of the option {@code shared}. */
final class ClassPatterns {
    /** The name of a class, or the beginning of such names. */
    private static final Pattern CLASS = Pattern.compile("IDENTIFIER(\\.IDENTIFIER)*\\.?"
            .replace("IDENTIFIER", "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"));

    /**
     * Returns whether a value has names of classes, or beginnings of names that end with a dot or a dollar sign,
     * separated by commas.
     */
    static boolean areValid(String value) {
        for (String name : value.split(",", -1)) {
            if (!CLASS.matcher(name).matches()) {
                return false;
            }
        }
        return true;
    }

    private ClassPatterns() {}
}
