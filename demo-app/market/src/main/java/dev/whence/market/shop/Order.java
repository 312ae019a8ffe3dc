package dev.whence.market.shop;

/** An order as a customer sends it. */
record Order(long id, String item, int quantity, String card) {}
