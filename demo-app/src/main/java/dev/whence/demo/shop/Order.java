package dev.whence.demo.shop;

import org.jspecify.annotations.Nullable;

/** An order of a customer: the body of {@code POST /orders}. */
public record Order(long id, String item, int quantity, String card) {
    private static final int MAX_TEXT = 64;
    private static final int MAX_QUANTITY = 100;

    /**
     * Creates an order.
     *
     * @throws IllegalArgumentException if a value is not valid
     */
    public Order {
        require(id > 0, "id must be a positive number");
        require(isText(item), "item must be a text of 1 to " + MAX_TEXT + " characters");
        require(quantity >= 1 && quantity <= MAX_QUANTITY, "quantity must be 1 to " + MAX_QUANTITY);
        require(isText(card), "card must be a text of 1 to " + MAX_TEXT + " characters");
    }

    private static boolean isText(@Nullable String text) {
        return text != null && !text.isBlank() && text.length() <= MAX_TEXT;
    }

    private static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException(rule);
        }
    }
}
