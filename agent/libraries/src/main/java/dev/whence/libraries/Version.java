package dev.whence.libraries;

import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of jars, from their names in Maven's repository. */
final class Version {
    private static final Pattern OF_JAR = Pattern.compile("-(\\d[^/]*)\\.jar");

    /** Returns the version of the jar that contains a class. For a class of the JDK this is the JDK's. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation().getProtocol().equals("jrt")) {
            return "JDK " + Runtime.version().feature();
        }
        String jar = source.getLocation().getPath();
        Matcher version = OF_JAR.matcher(jar.substring(jar.lastIndexOf('/') + 1));
        if (!version.find()) {
            throw new IllegalArgumentException(jar + " does not tell its version");
        }
        return version.group(1);
    }

    private Version() {}
}
