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

/** The servlet that handles all requests, on every servlet container. */
final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Orders orders;
    private final transient Housekeeping housekeeping;

    private OrderServlet(Orders orders, Housekeeping housekeeping) {
        this.orders = orders;
        this.housekeeping = housekeeping;
    }

    /** Returns the servlet of a server with a thread pool, on which housekeeping jobs can run. */
    static OrderServlet on(Executor workers) {
        Orders orders = new Orders();
        return new OrderServlet(orders, Housekeeping.of(orders.pool(), workers));
    }

    /** Returns the servlet of a server that starts a virtual thread for each request. */
    static OrderServlet onVirtualThreads() {
        Orders orders = new Orders();
        return new OrderServlet(orders, Housekeeping.of(orders.pool()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath() + request.getPathInfo()) {
            case "/work" -> respond(response, orders.work(order(request)));
            case "/fail" -> respond(response, orders.fail(order(request)));
            case "/slow" -> respond(response, orders.slow(order(request)));
            case "/async" -> async(request, response);
            case "/chunks" -> chunks(request, response);
            case "/idle" -> housekeeping.inspect();
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void async(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            respond(response, orders.end(order(request)));
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
            respond(async.getResponse(), orders.end(order));
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

    private static void respond(ServletResponse response, String body) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().write(body);
    }

    private static long order(HttpServletRequest request) {
        return Long.parseLong(request.getParameter("order"));
    }
}
