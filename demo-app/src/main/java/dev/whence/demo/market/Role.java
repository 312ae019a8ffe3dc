package dev.whence.demo.market;

/** The services of the market, and by how much their clocks are wrong. */
enum Role {
    SHOP("dev.whence.market.shop.ShopService", 0, 128),
    BANK("dev.whence.market.bank.Bank", -300, 64),
    STOCK("dev.whence.market.stock.Stock", 300, 96);

    final String mainClass;

    /** By how many seconds the clock is fast. */
    final int secondsFast;

    final int heapMegabytes;

    Role(String mainClass, int secondsFast, int heapMegabytes) {
        this.mainClass = mainClass;
        this.secondsFast = secondsFast;
        this.heapMegabytes = heapMegabytes;
    }

    /** The name of the service in its logs. */
    String service() {
        return switch (this) {
            case SHOP -> "shop";
            case BANK -> "bank";
            case STOCK -> "stock";
        };
    }
}
