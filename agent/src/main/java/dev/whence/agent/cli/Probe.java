package dev.whence.agent.cli;

import dev.whence.agent.cli.probe.SelfCheck;
import picocli.CommandLine.Command;

/** The part of {@code check} that runs in a JVM with the agent. */
@Command(name = "probe", hidden = true)
final class Probe implements Runnable {
    @Override
    public void run() {
        SelfCheck.run(System.out);
    }
}
