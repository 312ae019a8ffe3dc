package dev.whence.log.sim;

/** A simulated service with a clock of its own. */
public final class SimProcess {
    final String name;
    final String instance;

    /** How far the clock is ahead of the true time, in microseconds. */
    final long offset;

    private long tasks;
    private long lines;

    SimProcess(String name, String instance, long offset) {
        this.name = name;
        this.instance = instance;
        this.offset = offset;
    }

    String newTask() {
        return instance + "-" + ++tasks;
    }

    long nextLine() {
        return ++lines;
    }

    /** Returns the digits with which the IDs of its tasks begin. */
    public String instance() {
        return instance;
    }

    /** Returns the name of the service. */
    public String name() {
        return name;
    }
}
