package dev.whence.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.Build;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Starts a server of Elasticsearch, with no module but that for HTTP, and prints its address. Arguments: an empty folder,
 * and the jars of the module, which must not be on the class path.
 */
final class ElasticsearchMain {
    public static void main(String[] arguments) throws Exception {
        LogConfigurator.configureESLogging();
        Path home = Path.of(arguments[0]);
        Path config = Files.createDirectories(home.resolve("config"));
        addModule(home.resolve("modules/transport-netty4"), List.of(arguments).subList(1, arguments.length));
        Settings settings = Settings.builder()
                .put("path.home", home.toString())
                .put("node.name", "whence")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", "0")
                .put("transport.port", "0")
                .build();
        PluginsLoader modules = PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(home.resolve("modules")), Set.of(), Map.of(), false);
        try (Node node = new Node(new Environment(settings, config), modules).start()) {
            System.out.println("address "
                    + node.injector()
                            .getInstance(HttpServerTransport.class)
                            .boundAddress()
                            .publishAddress());
            // Whoever has started it ends it by closing its input.
            while (System.in.read() >= 0) {}
        }
    }

    private static void addModule(Path module, List<String> jars) throws IOException {
        Files.createDirectories(module);
        for (String jar : jars) {
            Files.copy(Path.of(jar), module.resolve(Path.of(jar).getFileName()));
        }
        String version = Build.current().version();
        Files.writeString(module.resolve("plugin-descriptor.properties"), """
                name=transport-netty4
                description=HTTP
                classname=org.elasticsearch.transport.netty4.Netty4Plugin
                java.version=17
                version=%s
                elasticsearch.version=%s
                """.formatted(version, version));
    }

    private ElasticsearchMain() {}
}
