package dev.whence.agent.attached.hostile;

import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the {@link Errands}, tells by a file that it has, waits for another file, and runs them again. */
public final class ErrandsTwice {
    public static void main(String[] args) throws Exception {
        Errands.run();
        Files.createFile(Path.of(args[0]));
        while (!Files.exists(Path.of(args[1]))) {
            Thread.sleep(10);
        }
        Errands.run();
        System.exit(Errands.EXIT_CODE);
    }

    private ErrandsTwice() {}
}
