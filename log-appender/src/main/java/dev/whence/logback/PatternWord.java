package dev.whence.logback;

import ch.qos.logback.core.pattern.DynamicConverter;
import java.util.function.Supplier;

/** The conversion words that Whence adds to logback's patterns. An enum, since lambdas would slow down the start. */
@SuppressWarnings("rawtypes") // as in the declaration of logback's map
enum PatternWord implements Supplier<DynamicConverter> {
    CORRELATION("correlation"),
    TASK("task"),
    HLC("hlc"),
    AFTER("after"),
    SITE("site"),
    LOGICAL_STACK("logicalStack");

    final String word;

    PatternWord(String word) {
        this.word = word;
    }

    @Override
    public DynamicConverter get() {
        return switch (this) {
            case CORRELATION -> new CorrelationConverter();
            case TASK -> new TaskConverter();
            case HLC -> new HlcConverter();
            case AFTER -> new AfterConverter();
            case SITE -> new SiteConverter();
            case LOGICAL_STACK -> new LogicalStackConverter();
        };
    }
}
