package dev.whence.libraries;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;

final class Pekko implements Library {
    @Override
    public void measure(Session session) {
        session.of("Pekko", ActorSystem.class)
                .row("tell", Client::new, (client, operation) -> client.actor.tell(operation, ActorRef.noSender()))
                .row("ask", List.of("actor", "reply"), Client::new, (client, operation) -> Patterns.ask(
                                client.actor, operation.id(), Duration.ofSeconds(10))
                        .thenRun(() -> operation.seen("reply")))
                .row("scheduler", Client::new, (client, operation) -> client.system
                        .scheduler()
                        .scheduleOnce(Duration.ofMillis(20), operation::seen, client.system.dispatcher()));
    }

    private static final class Client {
        final ActorSystem system = ActorSystem.create(
                "measured", ConfigFactory.parseString("pekko.loglevel = OFF, pekko.stdout-loglevel = OFF"));
        final ActorRef actor = system.actorOf(Props.create(Noting.class, Noting::new));
    }

    /** Its name is used by its actor's system. */
    static final class Noting extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Operation.class, operation -> {
                        operation.seen();
                        operation.awaitAllStarted();
                    })
                    .match(String.class, id -> {
                        Operation.of(id).seen("actor");
                        Operation.of(id).awaitAllStarted();
                        getSender().tell(id, getSelf());
                    })
                    .build();
        }
    }
}
