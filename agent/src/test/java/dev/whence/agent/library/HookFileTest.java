package dev.whence.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.weave.WovenType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of hooks may say, and what is said of one with faults. */
class HookFileTest {
    private final Set<String> taken = new HashSet<>(Set.of("Timer"));

    private HookFile parse(String... lines) {
        return HookFile.parse("acme", List.of(lines), taken);
    }

    @DisplayName("all statements")
    @Test
    void statements() {
        HookFile file = parse(
                "# a comment",
                "",
                "hook Acme jobs",
                "carry com.acme.Job Runnable  # the function",
                "resume com.acme.Job.run",
                "resume com.acme.Worker.process(Job,int) Job",
                "hook Acme mail",
                "carry com.acme.Mail",
                "handed com.acme.Box.put 1",
                "resume com.acme.Box.take$1 Mail",
                "hook Acme messages",
                "send com.acme.Client.publish Message headers=properties set=put get=get remove=remove",
                "receive com.acme.Listener.onMessage Message get=get identifiers",
                "hook Acme copies",
                "send com.acme.Sender.send 1 headers=headers get=get set=put copy=toBuilder identifiers",
                "send com.acme.Sender.sendAgain 1 set=put copy=id,body,headers");
        assertThat(file.faults()).isEmpty();
        assertThat(file.types())
                .extracting(WovenType::name)
                .containsExactly(
                        "com/acme/Job",
                        "com/acme/Worker",
                        "com/acme/Mail",
                        "com/acme/Box",
                        "com/acme/Client",
                        "com/acme/Listener",
                        "com/acme/Sender",
                        "com/acme/Sender");
        assertThat(taken).contains("Acme jobs", "Acme mail", "Acme messages", "Acme copies");
    }

    @DisplayName("a fault leaves out its hook alone, and names the file, the line and what is valid")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    frobnicate com.acme.Job.run       | valid: hook, carry, handed, resume, send, receive
                    carry                             | valid: carry CLASS [TYPE]
                    carry com.acme.Job                | begin another hook
                    carry com.acme.Job A B            | valid: carry CLASS [TYPE]
                    resume run                        | valid: CLASS.METHOD or CLASS.METHOD(Type,Type)
                    resume com.acme.Job.<init>        | valid: CLASS.METHOD or CLASS.METHOD(Type,Type)
                    resume com.acme.Job.run(          | valid: CLASS.METHOD or CLASS.METHOD(Type,Type)
                    resume com.acme.Worker.run        | valid: resume CLASS.METHOD [ARGUMENT]
                    resume com.acme.Worker.run 0      | valid: its position from 1 on, or the name of its type
                    resume com/acme/Worker.run 1      | valid: package.Class or package.Class$Nested
                    resume java.util.Timer.run 1      | belongs to the JDK
                    handed com.acme.Box.put           | valid: handed CLASS.METHOD ARGUMENT
                    send com.acme.Box.put 1           | valid: send CLASS.METHOD ARGUMENT set=NAME
                    send com.acme.Box.put 1 put=x     | valid: send CLASS.METHOD ARGUMENT set=NAME
                    send com.acme.Box.put 1 set=x,y   | valid: send CLASS.METHOD ARGUMENT set=NAME
                    send com.acme.Box.put 1 set=x copy=y, | valid: send CLASS.METHOD ARGUMENT set=NAME
                    receive com.acme.Box.put 1 set=x  | valid: receive CLASS.METHOD ARGUMENT get=NAME
                    """)
    void faults(String line, String valid) {
        HookFile file = parse(
                "hook Acme jobs",
                "carry com.acme.Job",
                "resume com.acme.Job.run",
                line,
                "hook Acme mail",
                "carry com.acme.Mail",
                "resume com.acme.Mail.read");
        assertThat(file.faults())
                .singleElement()
                .asString()
                .startsWith("acme, line 4: ")
                .contains(valid);
        assertThat(file.types()).extracting(WovenType::name).containsExactly("com/acme/Mail");
    }

    @DisplayName("a hook without a name, with the name of another one, without an end")
    @Test
    void hooks() {
        assertThat(parse("carry com.acme.Job").faults())
                .containsExactly("acme, line 1: a line 'hook NAME' must come before");
        assertThat(parse("hook Timer").faults())
                .containsExactly("acme, line 1: there is another hook of the name 'Timer'");
        assertThat(parse("hook Acme", "resume com.acme.Job.run").faults())
                .containsExactly("acme, line 2: a line 'carry CLASS' must come before");
        assertThat(parse("", "hook Acme jobs", "carry com.acme.Job").faults())
                .singleElement()
                .asString()
                .startsWith("acme, line 2: the hook 'Acme jobs' carries what no method resumes");
    }
}
