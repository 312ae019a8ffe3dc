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

    /** The class path of a release of Log4j 2: 2.12, 2.17, 2.20, 2.25 or 2.26. JSON templates came with 2.14. */
    public static String log4j(String release) {
        boolean isOld = release.compareTo("2.23") < 0;
        String core = String.join(
                File.pathSeparator,
                jar("log4j-api-" + release),
                jar("log4j-core-" + release),
                jar(isOld ? "disruptor-3" : "disruptor-4"));
        return release.equals("2.12") ? core : core + File.pathSeparator + jar("log4j-layout-template-json-" + release);
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
