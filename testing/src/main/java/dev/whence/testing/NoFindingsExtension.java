package dev.whence.testing;

import dev.whence.context.Correlation;
import dev.whence.runtime.Inspection;
import dev.whence.runtime.State;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** Judges each test with {@link NoFindings} when it has ended. */
public final class NoFindingsExtension extends CorrelatedExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(NoFindingsExtension.class);

    /** The name of findings about a context that stays on a thread. */
    private static final String CONTEXT_LEAK = "context-leak";

    /** The frames of a stack below the test. */
    private static final Pattern BELOW_TEST =
            Pattern.compile("(?m)^\tat (?:org\\.junit\\.|dev\\.whence\\.testing\\.(?:NoFindings|Correlated)Extension\\."
                    + "|dev\\.whence\\.testing\\.Scheduled\\.|dev\\.whence\\.Async\\.more\\().*\\R");

    /** What is kept of a test until its end. */
    private static final class Begun {
        final Inspection inspection;
        final Map<String, String> mdc = ThreadMdc.now();

        @Nullable Correlation open;

        Begun(Inspection inspection) {
            this.inspection = inspection;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE)
                .put(
                        Begun.class,
                        new Begun(Inspection.begin(correlation(context).id())));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        super.interceptTestMethod(watched(invocation, context), method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        super.interceptTestTemplateMethod(watched(invocation, context), method, context);
    }

    /** Returns a run of the test that notes which scope it has left open. */
    private static Invocation<Void> watched(Invocation<Void> invocation, ExtensionContext context) {
        return () -> {
            try {
                return invocation.proceed();
            } finally {
                noteScope(context);
            }
        };
    }

    private static void noteScope(ExtensionContext context) {
        Correlation own = correlation(context);
        Correlation left = Correlation.current();
        Begun begun = context.getStore(NAMESPACE).get(Begun.class, Begun.class);
        if (!left.equals(own) && begun != null) {
            begun.open = left;
            // Otherwise the next tests on this thread would be in that scope, too.
            State.current().replace(own);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Begun begun = context.getStore(NAMESPACE).remove(Begun.class, Begun.class);
        if (begun == null) {
            return;
        }
        NoFindings wanted = wanted(context);
        Set<String> except = Set.copyOf(List.of(wanted.except()));
        List<String> found = new ArrayList<>(found(begun, wanted.graceMillis(), except));
        if (!except.contains(CONTEXT_LEAK)) {
            addScope(begun, found);
            addMdc(begun, found);
        }
        if (!found.isEmpty()) {
            throw failure(found, context);
        }
    }

    private static List<String> found(Begun begun, long graceMillis, Set<String> except) {
        try {
            return begun.inspection.end(graceMillis, except).stream()
                    .map(text -> BELOW_TEST.matcher(text).replaceAll(""))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@NoFindings(except = ...): " + e.getMessage(), e);
        }
    }

    private static NoFindings wanted(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestMethod(), NoFindings.class)
                .or(() -> ofClass(context.getRequiredTestClass()))
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "NoFindingsExtension needs the annotation @NoFindings on the test or its class"));
    }

    /** A nested class has the annotation of the class around it. */
    private static Optional<NoFindings> ofClass(@Nullable Class<?> type) {
        return type == null
                ? Optional.empty()
                : AnnotationSupport.findAnnotation(type, NoFindings.class).or(() -> ofClass(type.getEnclosingClass()));
    }

    private static void addScope(Begun begun, List<String> found) {
        if (begun.open != null) {
            found.add(CONTEXT_LEAK + ": the test has left a scope open on its thread, of the correlation " + begun.open
                    + "\n  What to do: Open the scope in try-with-resources, on the thread that closes it.");
        }
    }

    private static void addMdc(Begun begun, List<String> found) {
        Map<String, String> now = ThreadMdc.now();
        if (!now.equals(begun.mdc)) {
            found.add(CONTEXT_LEAK + ": the test has changed the MDC of its thread from " + begun.mdc + " to " + now
                    + "\n  What to do: Remove in a finally block what was put, or use MDC.putCloseable.");
        }
    }

    private static AssertionFailedError failure(List<String> found, ExtensionContext context) {
        String count = found.size() == 1 ? "a finding" : found.size() + " findings";
        AssertionFailedError failure =
                new AssertionFailedError("the test has left " + count + "\n\n" + String.join("\n\n", found));
        // The stacks that matter are in the message. The reader looks for the test, and not for this extension.
        Method test = context.getRequiredTestMethod();
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(context.getRequiredTestClass().getName(), test.getName(), null, -1)
        });
        return failure;
    }
}
