package dev.whence.libraries;

import io.netty.util.HashedWheelTimer;
import java.util.concurrent.TimeUnit;

final class NettyTimer implements Library {
    @Override
    public void measure(Session session) {
        session.of("Netty timer", HashedWheelTimer.class)
                .row(
                        "newTimeout",
                        HashedWheelTimer::new,
                        (timer, operation) -> timer.newTimeout(timeout -> operation.seen(), 20, TimeUnit.MILLISECONDS));
    }
}
