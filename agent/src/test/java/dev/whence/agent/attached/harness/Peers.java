package dev.whence.agent.attached.harness;

import java.io.File;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Jars beside which the agent is tested. */
public final class Peers {
    /** The path of a jar. */
    public static String jar(String name) {
        return Path.of(System.getProperty("whence.peers"), name + ".jar").toString();
    }

    /** The class path of a release of logback: 1.2, 1.3 or 1.6. */
    public static String logback(String release) {
        return String.join(
                File.pathSeparator,
                jar("logback-classic-" + release),
                jar("logback-core-" + release),
                release.equals("1.2") ? jar("old-slf4j-api") : slf4j());
    }

    private static String slf4j() {
        return LoggerFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    private Peers() {}
}
