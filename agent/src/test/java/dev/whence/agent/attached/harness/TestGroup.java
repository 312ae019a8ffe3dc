package dev.whence.agent.attached.harness;

import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import org.junit.platform.engine.Filter;

/** Behaviour tests that share a JVM. */
enum TestGroup {
    /** Most of them, in a JVM as it is started in practice. */
    PLAIN,

    /** See {@link FullStacksNeeded}. */
    FULL_STACKS,

    /** See {@link PreviewNeeded}. */
    PREVIEW,

    /** See {@link TrustNeeded}. */
    TRUST,

    /** See {@link MdcIdNeeded}. */
    MDC_ID;

    Filter<?> filter() {
        return switch (this) {
            case PLAIN -> excludeTags(FullStacksNeeded.TAG, PreviewNeeded.TAG, TrustNeeded.TAG, MdcIdNeeded.TAG);
            case FULL_STACKS -> includeTags(FullStacksNeeded.TAG);
            case PREVIEW -> includeTags(PreviewNeeded.TAG);
            case TRUST -> includeTags(TrustNeeded.TAG);
            case MDC_ID -> includeTags(MdcIdNeeded.TAG);
        };
    }

    String[] agentOptions() {
        return switch (this) {
            case FULL_STACKS -> new String[] {"stacks=full"};
            case TRUST -> new String[] {"trust=all"};
            case MDC_ID -> new String[] {"ids.mdc=requestId"};
            default -> new String[0];
        };
    }

    String[] jvmOptions() {
        return this == PREVIEW ? new String[] {"--enable-preview"} : new String[0];
    }
}
