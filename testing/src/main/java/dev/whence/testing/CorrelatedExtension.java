package dev.whence.testing;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs each {@link Correlated} test in its correlation. */
public class CorrelatedExtension implements InvocationInterceptor {
    private static final Namespace NAMESPACE = Namespace.create(CorrelatedExtension.class);
    private static final int LONGEST_NAME = 100;

    /** For JUnit, which creates the extension. */
    public CorrelatedExtension() {
        TestAgent.need();
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    private static void proceed(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        try (Scope scope = correlation(context).open()) {
            invocation.proceed();
        }
    }

    /** Returns the correlation of a test. It is made when it is first asked for. */
    static Correlation correlation(ExtensionContext context) {
        Correlation known = context.getStore(NAMESPACE).get(Correlation.class, Correlation.class);
        if (known != null) {
            return known;
        }
        Correlation own = Correlation.of(id(context));
        context.getStore(NAMESPACE).put(Correlation.class, own);
        return own;
    }

    private static String id(ExtensionContext context) {
        // Kotlin's names of methods may have any characters.
        String name = (context.getRequiredTestClass().getSimpleName() + "."
                        + context.getRequiredTestMethod().getName())
                .replaceAll("[^A-Za-z0-9._:+/=@-]", "_");
        String unique = Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 24));
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + unique;
    }
}
