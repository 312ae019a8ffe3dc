package com.mysql.cj.jdbc;

/** Named as that of MySQL's driver, which is started when the driver is first used; does what a test wants. */
public record AbandonedConnectionCleanupThread(Runnable body) implements Runnable {
    @Override
    public void run() {
        body.run();
    }
}
