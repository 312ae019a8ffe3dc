package dev.whence.agent.perturbation;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * The way to insert the calls of {@link dev.whence.runtime.Perturbation} into the runtime of the agent. Only tests ask for
 * that, so the weaver is loaded only then.
 */
public final class Perturbing implements Runnable {
    private final Instrumentation instrumentation;
    private boolean isDone;

    /** Creates the way. */
    public Perturbing(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public void run() {
        if (!isDone) {
            PerturbationWeaver weaver = new PerturbationWeaver();
            instrumentation.addTransformer(weaver, true);
            try {
                for (String name : PerturbationWeaver.WOVEN) {
                    instrumentation.retransformClasses(Class.forName(name, true, null));
                }
                if (!weaver.isDone()) {
                    throw new IllegalStateException("the calls that delay tasks cannot be inserted");
                }
                isDone = true;
            } catch (ClassNotFoundException | UnmodifiableClassException e) {
                throw new IllegalStateException(e);
            } finally {
                instrumentation.removeTransformer(weaver);
            }
        }
    }
}
