package dev.whence.testing;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import dev.whence.runtime.Perturbation;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.IncompleteExecutionException;

/** Runs the method of a test under a schedule. */
abstract class Scheduled implements InvocationInterceptor {
    private final Schedule schedule;

    Scheduled(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Correlation correlation = CorrelatedExtension.correlation(context);
        Perturbation delays = schedule.begin(correlation.id());
        try (delays;
                Scope scope = correlation.open()) {
            invocation.proceed();
        } catch (IncompleteExecutionException e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e, delays.delays(), context.getUniqueId());
        }
    }

    /**
     * Called when the test has failed.
     *
     * @param delays the delays that there were, in microseconds by their points
     * @param test the unique ID of this invocation of the test
     * @return what the test is to fail with
     */
    abstract Throwable failed(Throwable failure, Map<String, Integer> delays, String test);
}
