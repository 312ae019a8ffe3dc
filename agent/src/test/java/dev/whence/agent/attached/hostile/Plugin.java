package dev.whence.agent.attached.hostile;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that logs, before and after a plug-in of it has logged with another logback. */
public final class Plugin {
    /** What a logback uses that nobody has configured. */
    static final String LAYOUT = "ch.qos.logback.classic.layout.TTLLLayout";

    private static final Logger LOGGER = LoggerFactory.getLogger("program");

    /** Arguments: the jars of the plug-in. */
    public static void main(String[] args) throws Exception {
        URL[] jars = new URL[args.length];
        for (int i = 0; i < args.length; i++) {
            jars[i] = Path.of(args[i]).toUri().toURL();
        }
        try (Scope scope = Correlation.of("order-1").open();
                URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            LOGGER.info("before");
            Object logger = Class.forName("org.slf4j.LoggerFactory", true, loader)
                    .getMethod("getLogger", String.class)
                    .invoke(null, "plugin");
            Class.forName(LAYOUT, true, loader);
            Class.forName("org.slf4j.Logger", true, loader)
                    .getMethod("info", String.class)
                    .invoke(logger, "plugin");
            LOGGER.info("after");
        }
    }

    private Plugin() {}
}
