package dev.whence.catalogue;

/** The time for which a program goes on, as a service would. */
public final class Shop {
    /** In milliseconds. */
    public static final long OPEN = Long.getLong("shop.open", 4000);

    public static void isOpen() throws InterruptedException {
        Thread.sleep(OPEN);
    }

    private Shop() {}
}
