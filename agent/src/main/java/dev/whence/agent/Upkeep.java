package dev.whence.agent;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.table.Sweep;

/** The agent's work after a garbage collection: it frees the entries of collected objects, and reports hooks that went off. */
final class Upkeep implements Runnable {
    private final Sweep sweep = new Sweep();

    @Override
    public void run() {
        sweep.run();
        HookSwitch.tell();
    }
}
