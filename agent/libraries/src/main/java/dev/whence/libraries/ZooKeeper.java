package dev.whence.libraries;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.WatchedEvent;

final class ZooKeeper implements Library {
    @Override
    public void measure(Session session) throws Exception {
        TestingServer server = new TestingServer();
        session.of("ZooKeeper", org.apache.zookeeper.ZooKeeper.class)
                .row(
                        "exists",
                        () -> connect(server),
                        (client, operation) -> client.exists(
                                "/", false, (StatCallback) (code, path, context, stat) -> operation.seen(), null));
        session.of("Curator", CuratorFramework.class)
                .row("inBackground", () -> curator(server), (client, operation) -> client.checkExists()
                        .inBackground((ignored, event) -> operation.seen())
                        .forPath("/"));
    }

    private static org.apache.zookeeper.ZooKeeper connect(TestingServer server) throws Exception {
        return new org.apache.zookeeper.ZooKeeper(server.getConnectString(), 10_000, ZooKeeper::ignore);
    }

    private static void ignore(WatchedEvent event) {}

    private static CuratorFramework curator(TestingServer server) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
        client.start();
        return client;
    }
}
