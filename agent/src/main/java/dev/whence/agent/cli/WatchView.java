package dev.whence.agent.cli;

/** What the user of {@code dump --watch} has chosen with the keys. */
final class WatchView {
    private final int[] sorted = new int[WatchTable.ALL.size()];

    /** The table that the keys are for. It gets most of the rows. */
    private int chosen;

    private String filter = "";
    private boolean isTyping;
    private boolean isPaused;

    WatchView() {
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = WatchTable.ALL.get(i).sorted();
        }
    }

    /** Does what a key says. */
    void on(String key) {
        if (isTyping) {
            type(key);
            return;
        }
        switch (key) {
            case Keys.TAB -> chosen = (chosen + 1) % sorted.length;
            case "s" ->
                sorted[chosen] = (sorted[chosen] + 1)
                        % WatchTable.ALL.get(chosen).columns().size();
            case "/" -> isTyping = true;
            case Keys.ESCAPE -> filter = "";
            case " " -> isPaused = !isPaused;
            default -> {
                // Other keys do nothing here.
            }
        }
    }

    private void type(String key) {
        switch (key) {
            case Keys.ENTER -> isTyping = false;
            case Keys.ESCAPE -> {
                isTyping = false;
                filter = "";
            }
            case Keys.BACKSPACE -> filter = filter.substring(0, Math.max(0, filter.length() - 1));
            default -> filter += key.length() == 1 ? key : "";
        }
    }

    int chosen() {
        return chosen;
    }

    /** Returns the column by which a table is sorted. */
    WatchColumn sorted(int table) {
        return WatchTable.ALL.get(table).columns().get(sorted[table]);
    }

    /** Returns the text that all rows that are shown have in them; empty if all rows are shown. */
    String filter() {
        return filter;
    }

    /** Whether keys are characters of the filter at the moment. */
    boolean isTyping() {
        return isTyping;
    }

    /** Whether the screen stays as it is. */
    boolean isPaused() {
        return isPaused;
    }
}
