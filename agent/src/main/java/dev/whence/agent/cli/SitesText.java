package dev.whence.agent.cli;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What hops cost, as text: for each source line a row of figures, and below it where it is and what it means. */
final class SitesText {
    private static final int LONGEST_POOL = 40;
    private static final String INDENT = "    ";

    private final JsonTree report;
    private final Screen screen;
    private final PrintStream out;

    SitesText(JsonTree report, Screen screen, PrintStream out) {
        this.report = report;
        this.screen = screen;
        this.out = out;
    }

    void print() {
        String program = screen.inert(report.text("program")).split(" ", 2)[0];
        line("", report.number("pid") + " " + program + ", JDK " + report.text("java"));
        List<JsonTree> sites = report.objects("sites");
        if (sites.isEmpty()) {
            out.println();
            out.println("No such hop was made yet that the agent has seen.");
            return;
        }
        line("", "about " + count(report.number("hops")) + " hops; all figures are estimates, from a sample");
        out.println();
        String columns = row("HOPS", "WAIT p50", "p99", "max", "RUN p50", "p99", "max", "FAILED", "CANCELLED");
        out.println(screen.ink(Ink.STRONG, Columns.cut(columns, screen.width(), screen.isAscii())));
        for (JsonTree site : sites) {
            site(site, where(site));
        }
        if (report.has("others")) {
            site(report.object("others"), "all further source lines, for which there is no room");
        }
        long leftOut = report.number("sitesLeftOut");
        if (leftOut > 0) {
            out.println(leftOut + " more source lines; --limit shows more");
        }
    }

    private String where(JsonTree site) {
        String at = site.text("at");
        return at.isEmpty()
                ? "hops whose source line was not read"
                : screen.inert(site.text("what")) + " at " + screen.inert(at);
    }

    private void site(JsonTree site, String where) {
        String about = screen.isAscii() ? "~" : "\u2248";
        long hops = site.number("hops");
        JsonTree wait = site.object("waitNanos");
        JsonTree run = site.object("runNanos");
        line(
                "",
                row(
                        about + " " + count(hops),
                        time(wait, "p50"),
                        time(wait, "p99"),
                        time(wait, "max"),
                        time(run, "p50"),
                        time(run, "p99"),
                        time(run, "max"),
                        percent(site.number("failures"), hops),
                        percent(site.number("cancellations"), hops)));
        line(INDENT, where);
        for (JsonTree route : site.objects("routes")) {
            String arrow = screen.isAscii() ? " -> " : " \u2192 ";
            String share = site.objects("routes").size() == 1
                    ? ""
                    : ", " + percent(route.number("hops"), site.number("begun"));
            inked(Ink.FAINT, pool(route.text("from")) + arrow + pool(route.text("to")) + share);
        }
        if (site.has("advice")) {
            Ink ink = site.text("verdict").equals("worth it") ? Ink.GREEN : Ink.YELLOW;
            inked(ink, screen.inert(site.text("advice")));
        }
        out.println();
    }

    /** Returns a number with two or three digits and a unit: it is an estimate. */
    static String count(long number) {
        if (number < 1_000) {
            return Long.toString(number);
        }
        return number < 1_000_000 ? scaled(number / 1e3, "k") : scaled(number / 1e6, "M");
    }

    private static String scaled(double number, String unit) {
        return String.format(Locale.ROOT, number < 10 ? "%.1f%s" : "%.0f%s", number, unit);
    }

    private static String row(Object... cells) {
        return String.format("%12s%10s%7s%7s%10s%7s%7s%8s%11s", cells);
    }

    private static String time(JsonTree times, String name) {
        return times.has(name) ? Durations.text((times.number(name) + 500) / 1_000) : "-";
    }

    private static String percent(long part, long all) {
        return part == 0 ? "-" : Math.max(1, Math.round(100.0 * part / Math.max(1, all))) + " %";
    }

    private String pool(String name) {
        return Columns.cut(screen.inert(name), LONGEST_POOL, screen.isAscii());
    }

    private void inked(Ink ink, String text) {
        out.println(INDENT + screen.ink(ink, Columns.cut(text, screen.width() - INDENT.length(), screen.isAscii())));
    }

    private void line(String indent, String text) {
        out.println(indent + Columns.cut(text, screen.width() - indent.length(), screen.isAscii()));
    }
}
