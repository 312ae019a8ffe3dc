package dev.whence.services.servlet;

import dev.whence.services.Pools;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** The order service on Undertow. */
public final class UndertowService {
    /** Starts the service on a free port, and prints the port. */
    public static void main(String[] args) throws Exception {
        XnioWorker workers = workers();
        Undertow server = Undertow.builder()
                .setWorker(workers)
                .addHttpListener(
                        0, "localhost", deployment(OrderServlet.on(workers)).start())
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        System.out.println("port " + address.getPort());
    }

    private static XnioWorker workers() throws Exception {
        return Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, 2)
                        .set(Options.WORKER_TASK_CORE_THREADS, Pools.WORKERS)
                        .set(Options.WORKER_TASK_MAX_THREADS, Pools.WORKERS)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
    }

    private static DeploymentManager deployment(OrderServlet servlet) throws Exception {
        ServletInfo info = Servlets.servlet("orders", OrderServlet.class, new ImmediateInstanceFactory<>(servlet))
                .setAsyncSupported(true)
                .addMapping("/*");
        DeploymentManager manager = Servlets.newContainer()
                .addDeployment(Servlets.deployment()
                        .setClassLoader(UndertowService.class.getClassLoader())
                        .setContextPath("/")
                        .setDeploymentName("orders")
                        .setTempDir(Files.createTempDirectory("undertow").toFile())
                        .addServlets(info));
        manager.deploy();
        return manager;
    }

    private UndertowService() {}
}
