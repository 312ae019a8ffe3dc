package dev.whence.agent.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The command {@code version}. */
@Command(
        name = "version",
        description = "Prints the version of the agent and of the JDK that runs it.",
        mixinStandardHelpOptions = true)
final class Version implements Callable<Integer> {
    @ParentCommand
    private Commands parent;

    @Override
    public Integer call() throws IOException {
        System.out.println(of(parent.jar));
        return 0;
    }

    /** Returns the version of the agent in a jar, and of the JDK that runs this. */
    static String of(File jar) throws IOException {
        try (ZipFile open = new ZipFile(jar);
                InputStream in = open.getInputStream(open.getEntry("whence/version"))) {
            String version = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return "whence " + version + ", JDK " + Runtime.version();
        }
    }
}
