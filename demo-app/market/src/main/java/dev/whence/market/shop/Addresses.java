package dev.whence.market.shop;

/** Where the other services are. */
record Addresses(String bank, String stock, String broker) {}
