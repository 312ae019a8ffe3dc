import dev.whence.context.Correlation;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A warehouse. Threads of the web server bring parcels, and one thread packs them. */
public class Warehouse implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Warehouse.class);

    /** What is done with each parcel. */
    interface Packer {
        void pack(String parcel);
    }

    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final Packer packer;
    private final Thread thread = new Thread(this::packAll, "warehouse");

    Warehouse(Packer packer) {
        this.packer = packer;
        thread.start();
    }

    /** Brings a parcel. It is called in the correlation of the order. */
    void send(String parcel) {
        log.info("{} is brought", parcel);
        queue.add(parcel);
    }

    private void packAll() {
        try {
            while (true) {
                String parcel = queue.take();
                log.info("{} is packed", parcel);
                packer.pack(parcel);
            }
        } catch (InterruptedException e) {
            log.info("the warehouse is closed");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    public static void main(String[] args) throws Exception {
        ExecutorService web = Executors.newFixedThreadPool(3, task -> new Thread(task, "web"));
        try (Warehouse warehouse = new Warehouse(parcel -> log.info("{} is on its way", parcel))) {
            for (String order : List.of("order-1", "order-2", "order-3")) {
                // An HTTP server does this for each request, with the ID of the request's header.
                web.execute(() -> Correlation.of(order).run(() -> {
                    warehouse.send("lamp for " + order);
                    warehouse.send("chair for " + order);
                }));
            }
            web.shutdown();
            web.awaitTermination(10, TimeUnit.SECONDS);
            Thread.sleep(200);
        }
    }
}
