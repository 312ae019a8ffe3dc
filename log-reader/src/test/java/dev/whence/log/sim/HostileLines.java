package dev.whence.log.sim;

import java.util.List;
import java.util.Random;

/** Lines of JSON whose texts want to be more than text: in pages, in diagrams, in terminals. */
public final class HostileLines {
    private static final List<String> PIECES = List.of(
            "</script>",
            "<script>window.hacked = 1</script>",
            "<script src='http://127.0.0.1:1/x.js'></script>",
            "<img src=x onerror='window.hacked = 1'>",
            "<svg onload=window.hacked=1>",
            "<iframe src='javascript:window.hacked=1'>",
            "<link rel=stylesheet href=http://127.0.0.1:1/>",
            "<style>body{display:none}</style>",
            "<br/>",
            "<b>bold</b>",
            "<!--",
            "--!>",
            "<![CDATA[",
            "<base href=http://127.0.0.1:1/>",
            "<meta http-equiv=refresh content='0;url=http://127.0.0.1:1/'>",
            "&lt;b&gt;",
            "\\\" onclick=\\\"window.hacked=1",
            "{data}{scripts}{title}{style}{policy}",
            "${window.hacked=1}",
            "`+alert(1)+`",
            "\\u0000\\u0007\\u001b[31m",
            "\\u202e\\u2066\\u200b\\ufeff",
            "\\u2028\\u2029",
            "\\ud800",
            "\\n\\r\\t",
            "__proto__",
            "constructor",
            "%%{init: {}}%%",
            "%% comment",
            "wrap: ",
            "style a: #b;",
            "classDef x:#y;",
            "a; b # c #35; #quot; &quot;",
            "\\u00a0 ",
            "end",
            "participant p",
            "{\\\"a-1\\\":1}",
            "$&$1",
            "日本語 مرحبا 🎉",
            "url(http://127.0.0.1:1/)",
            "");

    /** Returns a line whose every field is hostile. It may name the event of an earlier line as its cause. */
    public static String line(Random random, int i) {
        String cause = i == 0 || random.nextBoolean() ? text(random) : "aaaaaaaa-" + i + ":1";
        return """
                {"timestamp":"2026-11-22T01:24:28.624063Z","severity_text":"%s","body":"%s","logger":"%s",\
                "thread.name":"%s","correlation_id":"%s","service.name":"%s","exception.stacktrace":"%s",\
                "causal":{"hlc":"660d356aa30b%04x","task":"%s","n":1,"after":["%s"],"via":["%s"],"site":"%s",\
                "submitted":"%s","begun":"%s"}}""".formatted(
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        i,
                        random.nextInt(4) > 0 ? "aaaaaaaa-" + (i + 1) : text(random) + "-" + i,
                        cause,
                        text(random),
                        text(random),
                        text(random),
                        text(random));
    }

    /** Returns a text, as it stands in JSON. */
    public static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private HostileLines() {}
}
