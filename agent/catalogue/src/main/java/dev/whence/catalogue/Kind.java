package dev.whence.catalogue;

/** What the bugs of the catalogue have in common, in the order of the page. */
public enum Kind {
    WAITS("waits for ever"),
    FAILURE("lost failure"),
    STACK("misleading stack trace"),
    CONTEXT("lost context"),
    TIME("time limits and periodic work"),
    LOAD("pools and queues");

    public final String title;

    Kind(String title) {
        this.title = title;
    }
}
