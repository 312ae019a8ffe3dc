package dev.whence.market.service;

import java.util.concurrent.CompletableFuture;

/** A fault that a service has while it is switched on. */
public final class Fault {
    private final String name;
    private final String meaning;
    private final Runnable repair;

    /** Is done while the fault is off. */
    private volatile CompletableFuture<Void> off = CompletableFuture.completedFuture(null);

    /**
     * Creates a fault that is off.
     *
     * @param meaning what goes wrong, as people read it: without quotes and backslashes
     */
    public Fault(String name, String meaning) {
        this(name, meaning, () -> {});
    }

    /** Creates a fault whose consequences are repaired when it is switched off. */
    public Fault(String name, String meaning, Runnable repair) {
        this.name = name;
        this.meaning = meaning;
        this.repair = repair;
    }

    String name() {
        return name;
    }

    /** Returns whether the fault is switched on. */
    public boolean isOn() {
        return !off.isDone();
    }

    /** Returns a future that is completed when the fault is switched off. */
    public CompletableFuture<Void> off() {
        return off;
    }

    synchronized void turn(boolean on) {
        if (on && !isOn()) {
            off = new CompletableFuture<>();
        } else if (!on && isOn()) {
            off.complete(null);
            repair.run();
        }
    }

    String json() {
        return "{\"name\":\"%s\",\"meaning\":\"%s\",\"on\":%s}".formatted(name, meaning, isOn());
    }
}
