package dev.whence.libraries;

import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import java.util.List;

final class HystrixCommands implements Library {
    private static final HystrixCommandGroupKey GROUP = HystrixCommandGroupKey.Factory.asKey("measured");

    @Override
    public void measure(Session session) {
        session.of("Hystrix", HystrixCommand.class)
                .row("observe", List.of("command", "result"), Object::new, (none, operation) -> new Command(operation)
                        .observe()
                        .subscribe(value -> operation.seen("result")));
    }

    private static final class Command extends HystrixCommand<Integer> {
        private final Operation operation;

        Command(Operation operation) {
            super(GROUP, 10_000);
            this.operation = operation;
        }

        @Override
        protected Integer run() {
            operation.seen("command");
            return 1;
        }

        /** Comes instead, if the threads or the queue of the library do not suffice. */
        @Override
        protected Integer getFallback() {
            operation.seen("command");
            return 1;
        }
    }
}
