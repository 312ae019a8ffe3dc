package dev.whence.agent.attached.harness;

/** Arrivals of our agent, alone, when something is loaded that it weaves. */
public enum Arrival implements StartMode {
    /** Attached when all that is woven is loaded and was used. */
    LATE {
        @Override
        JavaProcess attachOurs(JavaProcess java, String... options) {
            return java.options(LateAttachment.jvmOptions(options));
        }
    },

    /** With an AOT cache that was trained with the agent, so that much is loaded before it. */
    TRAINED {
        @Override
        JavaProcess attachOurs(JavaProcess java, String... options) {
            return AotCache.of(java.jdk()).use(java).agent(options);
        }

        @Override
        public String classPath() {
            return AotCache.before(JavaProcess.testClassPath());
        }
    };

    abstract JavaProcess attachOurs(JavaProcess java, String... options);

    @Override
    public JavaProcess attach(JavaProcess java, boolean withOurs, String... ourOptions) {
        return withOurs ? attachOurs(java.options("-D" + FirstAgentNeeded.PROPERTY + "=true"), ourOptions) : java;
    }

    @Override
    public String toString() {
        return this == LATE ? " attached late" : " with an AOT cache";
    }
}
