package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.context.LogicalStack;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An actor handles each message in the correlation of the code that sent it. */
class PekkoBehaviour {
    private static ActorSystem system;

    private final Seen seen = new Seen();

    /** Notes what it sees when it is made and at each message, and sends a part of the message on. */
    private static final class Noting extends AbstractActor {
        private final Seen seen;
        private final Supplier<String> look;

        Noting(Seen seen, Supplier<String> look) {
            this.seen = seen;
            this.look = look;
            seen.note("made " + look.get());
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Gate.class, Gate::pass)
                    .matchEquals("fail", message -> {
                        throw new IllegalStateException("failed in " + look.get());
                    })
                    .matchEquals("forward", message -> getSelf().tell("forwarded", getSelf()))
                    .matchEquals("ask", message -> getSender().tell("answer", getSelf()))
                    .matchAny(message -> seen.note(message + " " + look.get()))
                    .build();
        }
    }

    @BeforeAll
    static void start() {
        system = ActorSystem.create(
                "test",
                ConfigFactory.parseString("pekko { loglevel = off, stdout-loglevel = off }")
                        .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        system.terminate();
    }

    private ActorRef actor(Supplier<String> look) {
        return system.actorOf(Props.create(Noting.class, () -> new Noting(seen, look)));
    }

    @DisplayName("messages that one run of the mailbox handles have each its own, one without has none")
    @Test
    void messages() {
        ActorRef actor = in("M", () -> actor(Vocabulary::id));
        assertThat(seen.next()).isEqualTo("made M");
        Gate all = new Gate();
        in("A", () -> actor.tell(all, ActorRef.noSender()));
        in("A", () -> actor.tell("first", ActorRef.noSender()));
        in("B", () -> actor.tell("second", ActorRef.noSender()));
        elsewhere("", () -> actor.tell("third", ActorRef.noSender()));
        in("C", () -> actor.tell("forward", ActorRef.noSender()));
        all.open();
        assertThat(seen.next(4)).containsExactly("first A", "second B", "third ", "forwarded C");
    }

    @DisplayName("the answer to a question, a delayed message, and an actor that fails")
    @Test
    void others() {
        ActorRef actor = in("M", () -> actor(Vocabulary::id));
        assertThat(seen.next()).isEqualTo("made M");
        in("A", () -> Patterns.ask(actor, "ask", Duration.ofSeconds(Vocabulary.SECONDS))
                .thenAccept(answer -> seen.note(answer + " " + Vocabulary.id())));
        assertThat(seen.next()).isEqualTo("answer A");
        in("B", () -> system.scheduler()
                .scheduleOnce(Duration.ofMillis(1), actor, "later", system.dispatcher(), ActorRef.noSender()));
        assertThat(seen.next()).isEqualTo("later B");
        in("C", () -> actor.tell("fail", ActorRef.noSender()));
        in("D", () -> actor.tell("after", ActorRef.noSender()));
        assertThat(seen.next(2)).contains("after D");
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the sender of the message")
    @Test
    void stack() {
        ActorRef actor = actor(() -> LogicalStack.current().toString());
        seen.next();
        Gate all = new Gate();
        actor.tell(all, ActorRef.noSender());
        first(actor);
        second(actor);
        all.open();
        assertThat(seen.next()).contains("PekkoBehaviour.first").doesNotContain("PekkoBehaviour.second");
        assertThat(seen.next()).contains("PekkoBehaviour.second").doesNotContain("PekkoBehaviour.first");
    }

    private static void first(ActorRef actor) {
        actor.tell("one", ActorRef.noSender());
    }

    private static void second(ActorRef actor) {
        actor.tell("two", ActorRef.noSender());
    }
}
