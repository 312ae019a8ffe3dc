package dev.whence.testing;

import dev.whence.runtime.Perturbation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs each {@link AsyncTest} under its schedules. */
public final class AsyncTestExtension implements TestTemplateInvocationContextProvider {
    private static final String SEED = "whence.seed";

    /** For JUnit, which creates the extension. */
    public AsyncTestExtension() {
        TestAgent.need();
        Perturbation.weave();
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), AsyncTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Rerun rerun = Rerun.of(context);
        if (rerun != null) {
            return Stream.generate(() -> invocation(rerun.extension(), "again")).limit(rerun.invocation());
        }
        Searching.Progress search = new Searching.Progress();
        return schedules(context)
                .takeWhile(schedule -> !search.hasFailed())
                .map(schedule -> invocation(new Searching(schedule, search), name(schedule)));
    }

    private static Stream<Schedule> schedules(ExtensionContext context) {
        Optional<String> seed = context.getConfigurationParameter(SEED);
        if (seed.isPresent()) {
            return Stream.of(Schedule.named(seed.get()));
        }
        int count = AnnotationSupport.findAnnotation(context.getTestMethod(), AsyncTest.class)
                .map(AsyncTest::schedules)
                .orElse(0);
        return Stream.concat(
                Stream.of(Schedule.USUAL), Stream.generate(Schedule::random).limit(count));
    }

    private static String name(Schedule schedule) {
        return schedule.hasDelays() ? "seed " + schedule.name() : "no delays";
    }

    private static TestTemplateInvocationContext invocation(Extension extension, String name) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int index) {
                return name;
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of(extension);
            }
        };
    }
}
