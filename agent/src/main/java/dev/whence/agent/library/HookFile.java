package dev.whence.agent.library;

import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HeaderNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hooks that an application or a library describes in a text file. Each line is a statement, and {@code #} begins a
 * comment:
 *
 * <pre>{@code
 * hook Acme queue
 * carry com.acme.queue.Job Runnable
 * resume com.acme.queue.Job.run
 * resume com.acme.queue.Worker.process Job
 * send com.acme.queue.Client.publish Message headers=properties get=getString set=putString
 * receive com.acme.queue.Listener.onMessage(Message) Message get=header
 * }</pre>
 *
 * <p>A hook with a fault is left out as a whole, since half a hook may show wrong contexts.
 */
public final class HookFile {
    private static final Map<String, String> STATEMENTS = Map.of(
            "hook", "hook NAME",
            "carry", "carry CLASS [TYPE]",
            "handed", "handed CLASS.METHOD ARGUMENT",
            "resume", "resume CLASS.METHOD [ARGUMENT]",
            "send",
                    "send CLASS.METHOD ARGUMENT set=NAME [get=NAME] [remove=NAME] [headers=NAME] [copy=NAME] [identifiers]",
            "receive", "receive CLASS.METHOD ARGUMENT get=NAME [headers=NAME] [identifiers]");

    private static final Set<String> OF_JDK = Set.of("java", "javax", "jdk", "sun");

    private final String file;
    private final Set<String> taken;
    private final List<WovenType> types = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int line;
    private Section section = new Section("", 0);

    /** What is wrong with a line. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message);
        }
    }

    /** What belongs to one hook. */
    private static final class Section {
        final String hook;
        final int line;
        final List<WovenType> types = new ArrayList<>();
        Carried carried = Carried.in("");
        String carrier = "";
        String function = "";
        boolean isHanded;
        boolean isResumed;
        boolean isFaulty;

        Section(String hook, int line) {
            this.hook = hook;
            this.line = line;
        }
    }

    private HookFile(String file, Set<String> taken) {
        this.file = file;
        this.taken = taken;
    }

    /** Parses a file. The names in {@code taken} belong to other hooks; those of this file are added to them. */
    public static HookFile parse(String file, List<String> lines, Set<String> taken) {
        HookFile parsed = new HookFile(file, taken);
        for (String text : lines) {
            parsed.line++;
            parsed.parse(text);
        }
        parsed.end();
        return parsed;
    }

    /** Returns the woven types of all hooks without faults. */
    public List<WovenType> types() {
        return types;
    }

    /** Returns what is wrong, a line for each fault. */
    public List<String> faults() {
        return faults;
    }

    private void parse(String text) {
        int comment = text.indexOf('#');
        String statement = (comment < 0 ? text : text.substring(0, comment)).trim();
        if (statement.isEmpty()) {
            return;
        }
        String[] words = statement.split("\\s+");
        if (words[0].equals("hook")) {
            end();
        }
        try {
            parse(words, statement);
        } catch (Fault e) {
            // The first fault of a hook may be the reason of the others.
            if (!section.isFaulty) {
                faults.add(file + ", line " + line + ": " + e.getMessage());
            }
            section.isFaulty = true;
        }
    }

    private void parse(String[] words, String statement) throws Fault {
        String form = STATEMENTS.get(words[0]);
        if (form == null) {
            throw new Fault("'" + words[0] + "' is no statement; valid: hook, carry, handed, resume, send, receive");
        }
        if (words.length < (form.contains(" ARGUMENT") ? 3 : 2)) {
            throw new Fault("too short; valid: " + form);
        }
        switch (words[0]) {
            case "hook" -> hook(statement.substring("hook".length()).trim());
            case "carry" -> carry(words, form);
            case "handed" -> handed(words, form);
            case "resume" -> resume(words, form);
            default -> message(words, form);
        }
    }

    private void hook(String name) throws Fault {
        section = new Section(name, line);
        if (name.length() > 40 || !name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]*")) {
            throw new Fault("a name has at most 40 letters, digits, spaces, dots, dashes and underscores");
        }
        if (!taken.add(name)) {
            throw new Fault("there is another hook of the name '" + name + "'");
        }
    }

    private void carry(String[] words, String form) throws Fault {
        checkLength(words, 3, form);
        if (!section.carrier.isEmpty()) {
            throw new Fault("a hook has one line 'carry'; begin another hook");
        }
        section.carrier = className(words[1]);
        section.function = words.length > 2 ? words[2] : "";
        section.carried = Carried.in(inHook(), section.carrier);
    }

    private void handed(String[] words, String form) throws Fault {
        checkLength(words, 3, form);
        Written method = carriedTo(words[1]);
        section.carried.handedTo(method, argument(words[2]), "");
        section.isHanded = true;
    }

    private void resume(String[] words, String form) throws Fault {
        checkLength(words, 3, form);
        Written method = carriedTo(words[1]);
        if (words.length > 2) {
            section.carried.resumedWith(method, argument(words[2]));
        } else if (method.owner.equals(section.carrier)) {
            section.carried.resumedIn(method.name + method.parameters);
        } else {
            throw new Fault("which argument is a " + section.carrier + "? valid: " + form);
        }
        section.isResumed = true;
    }

    private Written carriedTo(String text) throws Fault {
        Written method = method(text);
        if (section.carrier.isEmpty()) {
            throw new Fault("a line 'carry CLASS' must come before");
        }
        return method;
    }

    private void message(String[] words, String form) throws Fault {
        Written method = method(words[1]);
        String argument = argument(words[2]);
        Map<String, String> names = new HashMap<>();
        boolean areIdentifiers = false;
        for (int i = 3; i < words.length; i++) {
            if (words[i].equals("identifiers")) {
                areIdentifiers = true;
                continue;
            }
            int equals = words[i].indexOf('=');
            String key = words[i].substring(0, Math.max(equals, 0));
            String name = words[i].substring(equals + 1);
            if (!form.contains(key + "=NAME")
                    || key.isEmpty()
                    || !areNames(key, name)
                    || names.put(key, name) != null) {
                throw new Fault("'" + words[i] + "' is not valid; valid: " + form);
            }
        }
        boolean isSent = words[0].equals("send");
        if (!names.containsKey(isSent ? "set" : "get")) {
            throw new Fault("a name is missing; valid: " + form);
        }
        Messages messages = Messages.of(
                inHook(),
                new HeaderNames(
                        of(names, "headers"),
                        of(names, "get"),
                        of(names, "set"),
                        of(names, "remove"),
                        of(names, "copy"),
                        areIdentifiers,
                        ""));
        section.types.add(isSent ? messages.sentBy(method, argument) : messages.handledBy(method, argument));
    }

    /** Only {@code copy} may name several methods. */
    private static boolean areNames(String key, String value) {
        for (String name : value.split(key.equals("copy") ? "," : "\n", -1)) {
            if (!isName(name)) {
                return false;
            }
        }
        return true;
    }

    private static String of(Map<String, String> names, String key) {
        return names.getOrDefault(key, "");
    }

    /** Ends a hook: it is complete now. */
    private void end() {
        Section ended = section;
        section = new Section("", 0);
        boolean carries = !ended.carrier.isEmpty();
        if (carries && !ended.isResumed && !ended.isFaulty) {
            faults.add(file + ", line " + ended.line + ": the hook '" + ended.hook
                    + "' carries what no method resumes; valid: " + STATEMENTS.get("resume"));
            ended.isFaulty = true;
        }
        if (ended.isFaulty) {
            return;
        }
        if (carries) {
            types.addAll((ended.isHanded ? ended.carried : ended.carried.made(ended.function)).types());
        }
        types.addAll(ended.types);
    }

    private String inHook() throws Fault {
        if (section.hook.isEmpty()) {
            throw new Fault("a line 'hook NAME' must come before");
        }
        return section.hook;
    }

    private static void checkLength(String[] words, int most, String form) throws Fault {
        if (words.length > most) {
            throw new Fault("too long; valid: " + form);
        }
    }

    private static Written method(String text) throws Fault {
        int bracket = text.indexOf('(');
        String name = bracket < 0 ? text : text.substring(0, bracket);
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !isName(name.substring(dot + 1)) || (bracket >= 0 && !text.endsWith(")"))) {
            throw new Fault("'" + text + "' is no method; valid: CLASS.METHOD or CLASS.METHOD(Type,Type)");
        }
        return Written.of(className(text.substring(0, dot)), text.substring(dot + 1));
    }

    private static String className(String text) throws Fault {
        for (String part : text.split("\\.", -1)) {
            if (!isName(part)) {
                throw new Fault("'" + text + "' is no class; valid: package.Class or package.Class$Nested");
            }
        }
        if (OF_JDK.contains(text.substring(0, Math.max(text.indexOf('.'), 0)))
                || text.startsWith("dev.whence.context.")
                || text.startsWith("dev.whence.runtime.")) {
            throw new Fault(text + " belongs to the JDK or to the agent, whose classes are not hooked");
        }
        return text;
    }

    private static String argument(String text) throws Fault {
        if (!isName(text) && !text.matches("[1-9][0-9]?")) {
            throw new Fault("'" + text + "' is no argument; valid: its position from 1 on, or the name of its type");
        }
        return text;
    }

    private static boolean isName(String text) {
        boolean isName = !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
        for (int i = 1; isName && i < text.length(); i++) {
            isName = Character.isJavaIdentifierPart(text.charAt(i));
        }
        return isName;
    }
}
