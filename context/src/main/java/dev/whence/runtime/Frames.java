package dev.whence.runtime;

import java.util.Set;

/** Classifies stack frames by the names of their classes. */
final class Frames {
    /** The first names of the packages of libraries that call user code or make hops for it. */
    private static final Set<String> LIBRARIES = Set.of(
            "com.github.benmanes",
            "com.google.common",
            "com.google.inject",
            "com.linecorp.armeria",
            "com.netflix.hystrix",
            "dev.failsafe",
            "io.github.resilience4j",
            "io.grpc",
            "io.helidon",
            "io.javalin",
            "io.lettuce",
            "io.micrometer",
            "io.micronaut",
            "io.netty",
            "io.opentelemetry",
            "io.quarkus",
            "io.reactivex",
            "io.smallrye",
            "io.undertow",
            "io.vavr",
            "io.vertx",
            "jakarta.servlet",
            "javax.servlet",
            "net.bytebuddy",
            "net.jodah",
            "org.aopalliance",
            "org.apache.camel",
            "org.apache.catalina",
            "org.apache.coyote",
            "org.apache.cxf",
            "org.apache.hc",
            "org.apache.http",
            "org.apache.pekko",
            "org.apache.tomcat",
            "org.aspectj",
            "org.asynchttpclient",
            "org.codehaus.groovy",
            "org.eclipse.jetty",
            "org.glassfish.jersey",
            "org.hibernate",
            "org.jboss",
            "org.junit",
            "org.springframework",
            "org.testng",
            "akka",
            "groovy",
            "kotlin",
            "kotlinx",
            "okhttp3",
            "reactor",
            "retrofit2",
            "rx",
            "scala");

    /** The beginnings of the names of classes in {@code java.util.concurrent} that call user code for their caller. */
    private static final String[] CALLING_ON = {
        "AbstractExecutorService",
        "Concurrent",
        "CopyOnWrite",
        "ExecutorCompletionService",
        "Executors$AutoShutdownDelegated",
        "Executors$Delegated",
        "Executors$FinalizableDelegated",
        "LinkedBlocking",
        "atomic."
    };

    /** The fork/join tasks of the JDK that a program extends. */
    private static final Set<String> FORKS = Set.of(
            "java.util.concurrent.CountedCompleter",
            "java.util.concurrent.RecursiveAction",
            "java.util.concurrent.RecursiveTask");

    /** The methods of fork/join tasks that run them. */
    private static final Set<String> EXECUTING = Set.of("doExec", "exec", "compute");

    /** Parts of the names of generated classes. */
    private static final String[] GENERATED = {
        "$Proxy", "CGLIB", "$$EnhancerBy", "$$FastClass", "ByteBuddy", "HibernateProxy", "_ClientProxy", "_Subclass"
    };

    /** Whether a frame belongs to the JDK, to Whence or to a library that makes hops, and not to the program. */
    static boolean isMachinery(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || isOfLibrary(className)
                || isWhence(className);
    }

    /** Whether a frame belongs to the executors or futures of a library, or of a relocated copy of it. */
    private static boolean isOfLibrary(String className) {
        String original = Relocation.undo(className);
        return isOfOriginalLibrary(className) || (!original.equals(className) && isOfOriginalLibrary(original));
    }

    private static boolean isOfOriginalLibrary(String className) {
        return className.startsWith("com.google.common.util.concurrent.")
                || className.startsWith("scala.concurrent.")
                || className.startsWith("kotlinx.coroutines.")
                || className.startsWith("kotlin.coroutines.")
                || className.startsWith("io.netty.util.concurrent.")
                || className.startsWith("org.eclipse.jetty.util.thread.")
                || className.startsWith("org.apache.tomcat.util.threads.")
                || className.startsWith("org.jboss.threads.");
    }

    /**
     * Whether a frame belongs to a library, to a relocated copy of one, or to a class that was generated around a class
     * of the program.
     */
    static boolean isPassedOver(String className) {
        return isOfKnownLibrary(className) || isGenerated(className) || isOfKnownLibrary(Relocation.undo(className));
    }

    private static boolean isOfKnownLibrary(String className) {
        int end = -1;
        for (int names = 1; names <= 3; names++) {
            end = className.indexOf('.', end + 1);
            if (end < 0) {
                return false;
            }
            if (LIBRARIES.contains(className.substring(0, end))) {
                return !className.startsWith("org.springframework.samples.");
            }
        }
        return false;
    }

    private static boolean isGenerated(String className) {
        if (className.indexOf('$') < 0 && className.indexOf('_') < 0) {
            return false;
        }
        for (String mark : GENERATED) {
            if (className.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether two classes seem to belong to one program or library: the first two names of their packages are equal.
     */
    static boolean isOfSameRoot(String one, String other) {
        int end = one.indexOf('.', one.indexOf('.') + 1);
        return end < 0 ? (one.indexOf('.') < 0) == (other.indexOf('.') < 0) : one.regionMatches(0, other, 0, end + 1);
    }

    /**
     * Whether two classes seem to belong to one part of a program: the first three names of their packages are equal.
     */
    static boolean isOfSamePart(String one, String other) {
        int length = lengthOfPart(one);
        return length == lengthOfPart(other) && one.regionMatches(0, other, 0, length);
    }

    private static int lengthOfPart(String className) {
        int end = 0;
        for (int names = 0; names < 3; names++) {
            int next = className.indexOf('.', end);
            if (next < 0) {
                break;
            }
            end = next + 1;
        }
        return end;
    }

    /** Whether a frame may lie between a function and its caller: one of the JDK, of a language or of a library. */
    static boolean isBetween(String className) {
        String original = Relocation.undo(className);
        return isMachinery(className) || original.startsWith("scala.") || original.startsWith("kotlin.");
    }

    /**
     * Whether a frame completes a future. The frames below it do not belong to the code that registered the callback.
     */
    static boolean completes(String className, String methodName) {
        return (methodName.equals("complete") && isOfGuava(className, "AbstractFuture"))
                || (methodName.equals("execute") && isOfGuava(className, "ExecutionList"));
    }

    private static boolean isOfGuava(String className, String simpleName) {
        return className.endsWith(simpleName)
                && Relocation.undo(className).equals("com.google.common.util.concurrent." + simpleName);
    }

    /** Whether a frame belongs to the inner parts of Whence. */
    static boolean isOurs(String className) {
        return className.startsWith("dev.whence.runtime.") || className.startsWith("dev.whence.glue.");
    }

    /** Whether a frame belongs to Whence, its API included. */
    static boolean isWhence(String className) {
        return isOurs(className) || isApi(className);
    }

    private static boolean isApi(String className) {
        return className.startsWith("dev.whence.context.Correlation")
                || className.startsWith("dev.whence.context.Propagating")
                || className.startsWith("dev.whence.context.Handoff")
                || className.startsWith("dev.whence.context.LogicalStack");
    }

    /** Whether a frame runs tasks, so that code of the program called by it is another task. */
    static boolean runsTasks(String className) {
        return className.startsWith("java.util.concurrent.CompletableFuture")
                || className.startsWith("java.util.concurrent.FutureTask");
    }

    /** Whether a frame lies between a task and the bottom of the thread that runs it. */
    static boolean isDispatch(String className) {
        return (className.startsWith("java.util.concurrent.") && !callsOn(className))
                || className.startsWith("java.lang.Thread")
                || className.startsWith("java.lang.VirtualThread")
                || className.startsWith("jdk.internal.vm.")
                || className.startsWith("java.util.TimerThread")
                || isOfLibrary(className)
                || isWhence(className);
    }

    /**
     * Whether a frame calls a function as a part of its own caller: a future whose result is there already, or one that
     * invokes a fork/join task.
     */
    static boolean callsPart(String className, StackWalker.StackFrame frame) {
        return className.equals("java.util.concurrent.CompletableFuture") || invokesFork(className, frame);
    }

    /** Whether a frame runs a fork/join task as a part of its own caller. */
    static boolean invokesFork(String className, StackWalker.StackFrame frame) {
        return className.equals("java.util.concurrent.ForkJoinTask")
                && (frame.getMethodName().startsWith("invoke")
                        || frame.getMethodName().equals("quietlyInvoke"));
    }

    /** Whether a frame runs a fork/join task, for a worker or for whoever invokes it. */
    static boolean executesFork(String className, StackWalker.StackFrame frame) {
        return (className.startsWith("java.util.concurrent.ForkJoinTask") || FORKS.contains(className))
                && EXECUTING.contains(frame.getMethodName());
    }

    /** Whether a class of {@code java.util.concurrent} calls a function, or an executor, for its caller. */
    private static boolean callsOn(String className) {
        int name = "java.util.concurrent.".length();
        for (String each : CALLING_ON) {
            if (className.startsWith(each, name)) {
                return true;
            }
        }
        return className.equals("java.util.concurrent.ScheduledThreadPoolExecutor");
    }

    private Frames() {}
}
