package dev.whence.log.page;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The different texts of the columns of a page, with their numbers. A text keeps its number while a log grows. */
final class PageTexts {
    private final Map<String, Map<String, Integer>> columns = new HashMap<>();

    /** Returns the texts of a column with their numbers, in the order of these. */
    Map<String, Integer> of(String column) {
        return columns.computeIfAbsent(column, name -> new LinkedHashMap<>());
    }

    /** Returns how many texts each column has. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        columns.forEach((name, texts) -> counts.put(name, texts.size()));
        return counts;
    }
}
