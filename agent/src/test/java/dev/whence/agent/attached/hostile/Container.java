package dev.whence.agent.attached.hostile;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Peers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs the {@link Guest} in a class loader that has all that it needs. */
enum Container {
    JBOSS_MODULES {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            Path module = Files.createDirectories(folder.resolve("modules/guest/main"));
            StringBuilder roots = new StringBuilder();
            for (Path jar : jars(folder)) {
                Files.copy(jar, module.resolve(jar.getFileName()));
                roots.append("<resource-root path=\"").append(jar.getFileName()).append("\"/>");
            }
            Files.writeString(
                    module.resolve("module.xml"),
                    "<module xmlns=\"urn:jboss:module:1.9\" name=\"guest\"><main-class name=\"" + GUEST
                            + "\"/><resources>" + roots
                            + "</resources><dependencies><module name=\"java.se\"/></dependencies></module>");
            return JavaProcess.java(jdk)
                    .arguments(
                            "-jar",
                            Peers.jar("jboss-modules"),
                            "-mp",
                            folder.resolve("modules").toString(),
                            "guest");
        }
    },
    FELIX {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            return osgi(jdk, folder, Peers.jar("felix"));
        }
    },
    EQUINOX {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            return osgi(jdk, folder, Peers.jar("equinox"));
        }
    },
    FILTERING {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            return loader(jdk, folder, "filtering");
        }
    },
    CHILD_OF_FILTERING {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            return loader(jdk, folder, "child");
        }
    },
    CHILD_FIRST {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            return loader(jdk, folder, "childFirst");
        }
    },
    ORPHAN {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            return loader(jdk, folder, "orphan");
        }
    },
    /** Cannot be woven, by nobody. */
    HIDDEN {
        @Override
        JavaProcess guest(Jdk jdk, Path folder) throws IOException {
            return loader(jdk, folder, "hidden");
        }
    };

    private static final String GUEST = Guest.class.getName();

    /** A program that runs the guest; the folder is for what it needs. */
    abstract JavaProcess guest(Jdk jdk, Path folder) throws IOException;

    private static JavaProcess osgi(Jdk jdk, Path folder, String framework) throws IOException {
        return JavaProcess.java(jdk)
                .options("-cp", host(folder) + File.pathSeparator + framework)
                .main(
                        OsgiHost.class,
                        folder.resolve("storage").toString(),
                        bundle(folder).toString(),
                        GUEST);
    }

    private static JavaProcess loader(Jdk jdk, Path folder, String kind) throws IOException {
        String classPath = jars(folder).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return JavaProcess.java(jdk)
                .options("-cp", host(folder).toString())
                .main(LoaderHost.class, kind, classPath, GUEST);
    }

    private static Path bundle(Path folder) throws IOException {
        List<Path> jars = jars(folder);
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "guest");
        attributes.putValue(
                "Bundle-ClassPath",
                jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.joining(",")));
        attributes.putValue("Import-Package", "javax.naming,javax.xml.parsers,javax.xml.stream,org.xml.sax");
        Path bundle = folder.resolve("bundle.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(bundle), manifest)) {
            for (Path jar : jars) {
                add(out, jar.getFileName().toString(), jar);
            }
        }
        return bundle;
    }

    /** The jars of the guest: its own, {@code whence-context} and logback. */
    private static List<Path> jars(Path folder) throws IOException {
        Path guest = jarOf(folder.resolve("guest.jar"), "Guest");
        Path context = JavaProcess.agentJar()
                .resolve("../../../context/target/whence-context.jar")
                .normalize();
        return Stream.concat(
                        Stream.of(guest, context),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> entry.matches(".*(logback-classic|logback-core|slf4j-api)-[^/]*jar"))
                                .map(Path::of))
                .toList();
    }

    private static Path host(Path folder) throws IOException {
        return jarOf(folder.resolve("host.jar"), "OsgiHost", "LoaderHost");
    }

    private static Path jarOf(Path jar, String... classes) throws IOException {
        Path all = Path.of(JavaProcess.bareClassPath());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files =
                        Files.list(all.resolve(Container.class.getPackageName().replace('.', '/')))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (Stream.of(classes).anyMatch(begin -> name.matches(begin + "(\\$.*)?\\.class"))) {
                    add(out, all.relativize(file).toString(), file);
                }
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(Files.readAllBytes(file));
    }
}
