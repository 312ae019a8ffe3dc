package dev.whence.agent.library;

import java.util.List;

/**
 * Jetty's HTTP client. It makes an exchange, with its response, when the program sends a request. What happens later, on
 * any thread, has the exchange or the response as an argument. Who completes an exchange sends the next one that waits
 * for the connection.
 *
 * <p>Since 12 the listeners of one connection are called one after another, by a thread that may have been calling those
 * of the exchange before. So only the methods count that have a single response in their hands. Content is read by a
 * callback that the program registers again and again.
 *
 * <p>Checked with 9.4.0, 9.4.56, 10.0.0, 11.0.24, 12.0.0 and 12.1.14.
 */
final class JettyClient {
    private static final String HOOK = "Jetty client";
    private static final String BEFORE_12 = "org.eclipse.jetty.client.";
    private static final String SINCE_12 = BEFORE_12 + "transport.";

    /** The methods that call listeners of a request. */
    private static final String[] SENDING = {
        "queuedToBegin", "beginToHeaders", "headersToCommit", "someToContent", "someToSuccess"
    };

    /** The methods that call listeners of a response. */
    private static final String[] RECEIVING = {
        "responseBegin", "responseHeader", "responseHeaders", "responseContent", "responseSuccess", "abort"
    };

    private static final String[] LISTENERS = {
        "notifyBegin(Response)",
        "notifyHeader(Response,HttpField)",
        "notifyHeaders(Response)",
        "notifyContentSource(Response,Source)",
        "notifySuccess(Response)",
        "notifyFailure(Response,Throwable)"
    };

    static List<Carried> calls() {
        return List.of(before12(), exchange(SINCE_12, "abortRequest"), response(), content());
    }

    private static Carried before12() {
        Carried exchange = exchange(BEFORE_12, "abort");
        for (String method : RECEIVING) {
            exchange.resumedWith(Written.of(BEFORE_12 + "HttpReceiver", method), "HttpExchange");
        }
        return exchange;
    }

    /** An exchange, with the methods that call the listeners of its request and of its end. */
    private static Carried exchange(String root, String abort) {
        Carried exchange = Carried.in(HOOK, root + "HttpExchange").made().resumedIn("notifyFailureComplete");
        for (String method : SENDING) {
            exchange.resumedWith(Written.of(root + "HttpSender", method), "HttpExchange");
        }
        return exchange.resumedWith(Written.of(root + "HttpSender", abort), "HttpExchange")
                .resumedWith(
                        Written.of(root + "HttpSender", "terminateRequest(HttpExchange,Throwable,Result)"),
                        "HttpExchange")
                .resumedWith(
                        Written.of(root + "HttpReceiver", "terminateResponse(HttpExchange,Result)"), "HttpExchange");
    }

    /** A response, which is made with its exchange. */
    private static Carried response() {
        Carried response = Carried.in(HOOK, SINCE_12 + "HttpResponse").made();
        for (String method : LISTENERS) {
            response.resumedWith(Written.of(SINCE_12 + "ResponseListeners", method), "Response");
        }
        return response;
    }

    /** The content of a response. It calls back whoever has asked for more. */
    private static Carried content() {
        String source = SINCE_12 + "HttpReceiver$ContentSource";
        return Carried.in(HOOK, source)
                .handedTo(Written.of(source, "demand"), "this", "Runnable")
                .resumedIn("invokeDemandCallback");
    }

    private JettyClient() {}
}
