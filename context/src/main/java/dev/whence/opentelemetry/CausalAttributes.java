package dev.whence.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The attributes that Whence adds to spans and log records. */
final class CausalAttributes {
    static final AttributeKey<String> CORRELATION = AttributeKey.stringKey("correlation.id");
    static final AttributeKey<String> TASK = AttributeKey.stringKey("causal.task");
    static final AttributeKey<String> HLC = AttributeKey.stringKey("causal.hlc");
    static final AttributeKey<Long> N = AttributeKey.longKey("causal.n");
    static final AttributeKey<List<String>> AFTER = AttributeKey.stringArrayKey("causal.after");
    static final AttributeKey<List<String>> VIA = AttributeKey.stringArrayKey("causal.via");

    private CausalAttributes() {}
}
