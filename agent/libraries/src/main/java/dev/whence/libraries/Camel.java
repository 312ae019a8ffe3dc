package dev.whence.libraries;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

@SuppressWarnings("FutureReturnValueIgnored")
final class Camel implements Library {
    @Override
    public void measure(Session session) {
        session.of("Camel", CamelContext.class)
                .row("seda", Client::new, (client, operation) -> client.template.sendBody("seda:operations", operation))
                .row(
                        "asyncSend to direct",
                        Client::new,
                        (client, operation) -> client.template.asyncSendBody("direct:operations", operation))
                .row(
                        "threads",
                        Client::new,
                        (client, operation) -> client.template.asyncSendBody("direct:threads", operation));
    }

    /** It is not stopped, because this takes seconds. */
    private static final class Client {
        final CamelContext context = new DefaultCamelContext();
        final ProducerTemplate template;

        Client() throws Exception {
            context.addRoutes(new Routes());
            context.start();
            template = context.createProducerTemplate();
        }
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("seda:operations").process(Routes::note);
            from("direct:operations").process(Routes::note);
            from("direct:threads").threads(2).process(Routes::note);
        }

        private static void note(Exchange exchange) throws InvalidPayloadException {
            exchange.getMessage().getMandatoryBody(Operation.class).seen();
        }
    }
}
