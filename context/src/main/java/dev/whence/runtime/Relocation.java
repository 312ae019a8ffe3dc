package dev.whence.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of the classes of relocated libraries. Many jars carry a copy of a library in packages of their own, such
 * as {@code io.grpc.netty.shaded.io.netty.channel.Channel}.
 *
 * <p>Most copies put some names before the original one. Some also replace the first names of the original: the driver
 * of Cassandra has Netty in {@code com.datastax.oss.driver.shaded.netty}.
 *
 * <p>A package like {@code com.acme.io.netty} may be the program's own. So a name counts as relocated in two cases
 * only: it contains {@code com} or {@code org} at a place where programs do not have it, or it contains a word that
 * marks copies.
 */
public final class Relocation {
    /** The beginnings of the words that mark copies. A dot ends the word. */
    private static final String[] MARKS = {
        "shade",
        "shadow",
        "thirdparty.",
        "third_party.",
        "repack",
        "relocated.",
        "vendor",
        "deps.",
        "jarjar",
        "bundled.",
        "$internal.",
        "sparkproject."
    };

    /** The domains with which an original name begins, somewhere after a mark. */
    private static final String[] DOMAINS = {"io.", "net.", "dev."};

    /** Other beginnings of original names, directly after a mark, and what they stand for. */
    private static final String[][] AFTER_MARK = {
        {"akka.", "akka."},
        {"apache.", "org.apache."},
        {"caffeine.", "com.github.benmanes.caffeine."},
        {"google.", "com.google."},
        {"guava.common.", "com.google.common."},
        {"guava.", "com.google.common."},
        {"jetty.", "org.eclipse.jetty."},
        {"kotlin.", "kotlin."},
        {"kotlinx.", "kotlinx."},
        {"netty.io.", "io."},
        {"netty.", "io.netty."},
        {"okhttp3.", "okhttp3."},
        {"reactor.", "reactor."},
        {"rx.", "rx."},
        {"scala.", "scala."},
    };

    private static final Set<String> UNWOVEN = ConcurrentHashMap.newKeySet();

    /**
     * Names that were found to be original, by their hash code: walks of the stack ask for the same ones again and
     * again. Races are harmless.
     */
    private static final @Nullable String[] ORIGINAL = new String[1_024];

    /** Returns the name that a class had before it was relocated. A class that was not keeps its name. */
    public static String undo(String className) {
        int place = className.hashCode() & (ORIGINAL.length - 1);
        if (className.equals(ORIGINAL[place])) {
            return className;
        }
        String original = original(className);
        if (original.equals(className)) {
            ORIGINAL[place] = className;
        }
        return original;
    }

    /**
     * Whether a class is another one or a relocated copy of it. Anything may precede the whole name of the original: the
     * caller knows more of the class.
     */
    public static boolean isCopyOf(String original, String className) {
        return className.equals(original)
                || className.endsWith("." + original)
                || undo(className).equals(original);
    }

    /** Notes that a relocated class is not woven, because it is of a version that the hook does not know. */
    public static void unwoven(String className) {
        UNWOVEN.add(className);
    }

    /** Whether a relocated class is not woven, so that it does not carry its context as the original does. */
    static boolean isUnwoven(String className) {
        return UNWOVEN.contains(className);
    }

    private static String original(String className) {
        boolean isMarked = false;
        int at = 0;
        int end = className.indexOf('.');
        while (end >= 0) {
            boolean isAfterMark = begins(className, at, MARKS);
            isMarked |= isAfterMark;
            at = end + 1;
            end = className.indexOf('.', at);
            String shortened = isAfterMark ? shortened(className, at) : null;
            if (shortened != null) {
                return shortened;
            }
            if (isOriginalAt(className, at, isMarked)) {
                // A copy may contain a copy.
                return undo(className.substring(at));
            }
        }
        return className;
    }

    private static boolean isOriginalAt(String className, int at, boolean isMarked) {
        return className.startsWith("com.", at)
                || className.startsWith("org.", at)
                || (isMarked && begins(className, at, DOMAINS));
    }

    private static @Nullable String shortened(String className, int at) {
        for (String[] beginning : AFTER_MARK) {
            if (className.startsWith(beginning[0], at)) {
                return beginning[1] + className.substring(at + beginning[0].length());
            }
        }
        return null;
    }

    private static boolean begins(String className, int at, String[] beginnings) {
        for (String beginning : beginnings) {
            if (className.startsWith(beginning, at)) {
                return true;
            }
        }
        return false;
    }

    private Relocation() {}
}
