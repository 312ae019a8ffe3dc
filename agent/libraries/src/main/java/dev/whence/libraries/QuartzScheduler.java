package dev.whence.libraries;

import java.util.Properties;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

final class QuartzScheduler implements Library {
    @Override
    public void measure(Session session) {
        session.of("Quartz", Scheduler.class).row("job", Client::new, Client::schedule);
    }

    private static final class Client {
        private final Scheduler scheduler;

        Client() throws SchedulerException {
            Properties properties = new Properties();
            properties.setProperty("org.quartz.threadPool.threadCount", "2");
            properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
            scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.start();
        }

        void schedule(Operation operation) throws SchedulerException {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Noting.class).withIdentity(operation.id()).build(),
                    TriggerBuilder.newTrigger().startNow().build());
        }
    }

    /** Quartz makes an instance of it for each run. */
    public static final class Noting implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Operation.of(context.getJobDetail().getKey().getName()).seen();
        }
    }
}
