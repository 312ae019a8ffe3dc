package dev.whence.logback;

import org.jspecify.annotations.Nullable;

/** The properties of an appender that concern its queue. */
final class PipelineOptions {
    int queueSize = 8192;
    int discardingThreshold;
    boolean neverBlock;
    boolean includeCallerData;
    boolean awaitWrite;
    int maxFlushTime = 30_000;
    int maxBlock = 10_000;

    /** Returns what is wrong with the properties, or null. */
    @Nullable String error() {
        return queueSize < 1 || queueSize > 1 << 30 ? "Invalid queue size [" + queueSize + "]" : null;
    }

    /** Returns the longest wait for the queued events. As in {@code AsyncAppender}, zero means without limit. */
    long flushMillis() {
        return maxFlushTime == 0 ? Long.MAX_VALUE : maxFlushTime;
    }

    @Override
    public String toString() {
        return "queueSize=" + queueSize + ", discardingThreshold=" + discardingThreshold + ", neverBlock=" + neverBlock
                + ", maxBlock=" + maxBlock + " ms, maxFlushTime=" + maxFlushTime + " ms, includeCallerData="
                + includeCallerData + (awaitWrite ? ", awaitWrite=true" : "");
    }
}
