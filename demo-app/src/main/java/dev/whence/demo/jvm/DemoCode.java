package dev.whence.demo.jvm;

import dev.whence.demo.Demo;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the code of the demo is: its jar, or folders of classes. */
public final class DemoCode {
    /** Returns the demo's jar, or the folder of its classes. */
    public static Path location() {
        try {
            return Path.of(Demo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The location of " + Demo.class + " is not a valid URI", e);
        }
    }

    /** Returns the demo's jar, or the class path if the demo runs from folders of classes. */
    public static String classPath() {
        Path code = location();
        return Files.isRegularFile(code) ? code.toString() : System.getProperty("java.class.path");
    }

    private DemoCode() {}
}
