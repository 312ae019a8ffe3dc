package dev.whence.shop;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.stream.IntStream;

/** A program that closes scopes in a wrong way. Its argument names the way. */
final class WrongClose {
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "order" -> outOfOrder();
            case "thread" -> onAnotherThread();
            case "handoff" -> handoffOnAnotherThread();
            case "never" -> IntStream.range(0, 3_000).forEach(i -> openOuter());
            case "right" ->
                Correlation.of("right").run(() -> Handoff.capture().resume().close());
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void outOfOrder() {
        Scope outer = openOuter();
        Correlation.of("inner").open();
        outer.close();
    }

    private static Scope openOuter() {
        return Correlation.of("outer").open();
    }

    private static void onAnotherThread() throws Exception {
        Thread closer = new Thread(openOuter()::close, "closer");
        closer.start();
        closer.join();
    }

    private static void handoffOnAnotherThread() throws Exception {
        Thread closer = new Thread(resumeHandoff()::close, "closer");
        closer.start();
        closer.join();
    }

    private static Scope resumeHandoff() {
        return Handoff.capture().resume();
    }

    private WrongClose() {}
}
