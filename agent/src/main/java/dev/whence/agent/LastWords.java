package dev.whence.agent;

import dev.whence.runtime.HookSwitch;

/** A shutdown hook that tells which hooks were switched off, if the user was not told yet. */
final class LastWords extends Thread {
    LastWords() {
        super(null, null, "whence", 0, false);
    }

    @Override
    public void run() {
        HookSwitch.tell();
    }
}
