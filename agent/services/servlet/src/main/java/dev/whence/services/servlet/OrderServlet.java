package dev.whence.services.servlet;

import dev.whence.services.Housekeeping;
import dev.whence.services.Orders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;

/** All routes of the service, on all servers that have servlets. */
final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Orders orders;
    private final transient Housekeeping housekeeping;

    private OrderServlet(Orders orders, Housekeeping housekeeping) {
        this.orders = orders;
        this.housekeeping = housekeeping;
    }

    /** The servlet of a server whose threads can be asked to log something. */
    static OrderServlet on(Executor workers) {
        Orders orders = new Orders();
        return new OrderServlet(orders, Housekeeping.of(orders.pool(), workers));
    }

    /** The servlet of a server that makes a thread for each request. */
    static OrderServlet onVirtualThreads() {
        Orders orders = new Orders();
        return new OrderServlet(orders, Housekeeping.of(orders.pool()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath() + request.getPathInfo()) {
            case "/work" -> answer(response, orders.work(order(request)));
            case "/fail" -> answer(response, orders.fail(order(request)));
            case "/slow" -> answer(response, orders.slow(order(request)));
            case "/async" -> async(request, response);
            case "/chunks" -> chunks(request, response);
            case "/idle" -> housekeeping.inspect();
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void async(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            answer(response, orders.end(order(request)));
            return;
        }
        long order = order(request);
        orders.begin(order);
        AsyncContext async = request.startAsync();
        switch (request.getParameter("way")) {
            case "dispatch" ->
                orders.pool().execute(() -> {
                    orders.priced(order);
                    async.dispatch();
                });
            case "start" -> async.start(() -> complete(async, order));
            default -> orders.pool().execute(() -> complete(async, order));
        }
    }

    private void complete(AsyncContext async, long order) {
        orders.priced(order);
        try {
            answer(async.getResponse(), orders.end(order));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }

    private void chunks(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        orders.chunks(order(request), response.getOutputStream());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getRequestURI().equals("/echo")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        long order = order(request);
        orders.begin(order);
        byte[] body = request.getInputStream().readAllBytes();
        orders.end(order);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void answer(ServletResponse response, String body) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().write(body);
    }

    private static long order(HttpServletRequest request) {
        return Long.parseLong(request.getParameter("order"));
    }
}
