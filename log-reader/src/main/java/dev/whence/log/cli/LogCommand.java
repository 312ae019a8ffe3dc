package dev.whence.log.cli;

import dev.whence.log.tree.Story;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What all commands for logs have in common. */
abstract class LogCommand implements Callable<Integer> {
    @ParentCommand
    Logs parent;

    @Mixin
    final Input input = new Input();

    /** Returns a writer for the output, which must be flushed. */
    PrintWriter writer() {
        return parent.writer();
    }

    /** Returns the operation of an ID. If there is none, says so and returns null. */
    @Nullable Story story(String id, Selection selection) {
        Story story = selection.of(id);
        if (story == null) {
            input.say("no event, task or correlation is called " + id);
        }
        return story;
    }
}
