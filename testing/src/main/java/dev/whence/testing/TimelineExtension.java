package dev.whence.testing;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its {@link Timeline}, as a parameter of the test method, or of one that runs before or after each test.
 *
 * <p>The test runs in a correlation of its own, as a {@link Correlated} test does. If the JVM was started without the
 * agent, the extension attaches it.
 */
public final class TimelineExtension extends CorrelatedExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(TimelineExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Timeline.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Timeline resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Timeline known = store(context).get(Timeline.class, Timeline.class);
        return known == null ? begin(context) : known;
    }

    private static Timeline begin(ExtensionContext context) {
        Recorder recorder = Recorder.shared();
        LoggedLines.watch(recorder);
        Timeline timeline = new Timeline(name(context), correlation(context).id(), recorder);
        store(context).put(Timeline.class, timeline);
        return timeline;
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Timeline timeline = store(context).remove(Timeline.class, Timeline.class);
        if (timeline != null) {
            timeline.end();
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
