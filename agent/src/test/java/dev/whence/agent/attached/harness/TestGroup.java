package dev.whence.agent.attached.harness;

import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import org.junit.platform.engine.Filter;

/** Behaviour tests that share a JVM. */
public enum TestGroup {
    /** Most of them, in a JVM as it is started in practice. */
    PLAIN,

    /** See {@link FullStacksNeeded}. */
    FULL_STACKS,

    /** See {@link TrustNeeded}. */
    TRUST,

    /** See {@link PreviewNeeded}. */
    PREVIEW,

    /** See {@link NoParallelismNeeded}. */
    NO_PARALLELISM,

    /** See {@link TracingNeeded}. */
    TRACING,

    /** See {@link RegistrarsContextNeeded}. */
    OPEN_TELEMETRY,

    /** See {@link MdcIdNeeded}. */
    MDC_ID,

    /** See {@link QueueEdgesNeeded}. */
    QUEUE_EDGES;

    Filter<?> filter() {
        return switch (this) {
            case PLAIN ->
                excludeTags(
                        FullStacksNeeded.TAG,
                        PreviewNeeded.TAG,
                        NoParallelismNeeded.TAG,
                        TrustNeeded.TAG,
                        TracingNeeded.TAG,
                        RegistrarsContextNeeded.TAG,
                        MdcIdNeeded.TAG,
                        QueueEdgesNeeded.TAG);
            case FULL_STACKS -> includeTags(FullStacksNeeded.TAG);
            case TRUST -> includeTags(TrustNeeded.TAG);
            case PREVIEW -> includeTags(PreviewNeeded.TAG);
            case NO_PARALLELISM -> includeTags(NoParallelismNeeded.TAG);
            case TRACING -> includeTags(TracingNeeded.TAG);
            case OPEN_TELEMETRY -> includeTags(RegistrarsContextNeeded.TAG);
            case MDC_ID -> includeTags(MdcIdNeeded.TAG);
            case QUEUE_EDGES -> includeTags(QueueEdgesNeeded.TAG);
        };
    }

    String[] agentOptions() {
        return switch (this) {
            case FULL_STACKS, PREVIEW -> new String[] {"stacks=full"};
            case TRUST -> new String[] {"trust=all"};
            case OPEN_TELEMETRY -> new String[] {"otel=registrar"};
            case MDC_ID -> new String[] {"ids.mdc=requestId"};
            case QUEUE_EDGES -> new String[] {"queues=edges"};
            default -> new String[0];
        };
    }

    String[] jvmOptions() {
        return switch (this) {
            case PREVIEW -> new String[] {"--enable-preview"};
            case NO_PARALLELISM -> new String[] {"-Djava.util.concurrent.ForkJoinPool.common.parallelism=1"};
            case OPEN_TELEMETRY -> new String[] {"-Dio.opentelemetry.context.enableStrictContext=true"};
            default -> new String[0];
        };
    }
}
