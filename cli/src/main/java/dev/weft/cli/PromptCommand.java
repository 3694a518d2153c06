// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Explanation;
import dev.weft.compiler.elaborate.Vocabulary;
import dev.weft.diagnostic.Wording;
import dev.weft.tensor.Tensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a prompt understands beside the language: words after a colon. */
enum PromptCommand {
  TYPE("EXPR", "dtype and shape of a value"),
  EXPLAIN("[STAGE] EXPR", "what an expression is compiled to"),
  TIME("EXPR", "how long an expression takes"),
  VARS("", "the names and functions defined here"),
  LOAD("FILE", "run a script on the names defined here"),
  HELP("[FUNCTION]", "this help, or how a function is called"),
  QUIT("", "leave; so does Ctrl-D");

  /** What comes after a command. */
  enum Next {
    GO_ON,
    END
  }

  private final String argument;
  private final String meaning;

  PromptCommand(String argument, String meaning) {
    this.argument = argument;
    this.meaning = meaning;
  }

  static boolean isCommand(String text) {
    return text.stripLeading().startsWith(":");
  }

  /** How it is written. */
  String word() {
    return ":" + name().toLowerCase(Locale.ROOT);
  }

  /** Runs a line that starts with a colon. Any beginning of a word will do. */
  static Next run(String line, Session session, PrintWriter out) {
    String[] parts = line.split("\\s+", 2);
    String word = parts[0].toLowerCase(Locale.ROOT);
    PromptCommand command =
        Arrays.stream(values())
            .filter(known -> word.length() > 1 && known.word().startsWith(word))
            .findFirst()
            .orElseThrow(
                () ->
                    Failure.of(
                        Codes.PROMPT, "there is no command " + word, "commands are " + words()));
    String argument = parts.length == 1 ? "" : parts[1];
    if (argument.isEmpty() && !command.argument.isEmpty() && !command.argument.startsWith("[F")) {
      throw Failure.of(Codes.PROMPT, command.word() + " needs " + command.argument);
    }
    return command.answer(argument, session, out);
  }

  private static String words() {
    return Arrays.stream(values()).map(PromptCommand::word).collect(Collectors.joining(", "));
  }

  private Next answer(String argument, Session session, PrintWriter out) {
    switch (this) {
      case TYPE -> session.run(session.prepare(argument)).values().forEach(type(out));
      case EXPLAIN -> explain(argument, session, out);
      case TIME -> out.println(Timing.of(session, session.prepare(argument)));
      case VARS -> vars(session.definitions(), out);
      case LOAD -> load(argument, session, out);
      case HELP -> help(argument, session.definitions(), out);
      case QUIT -> {
        return Next.END;
      }
    }
    return Next.GO_ON;
  }

  private static Consumer<Tensor> type(PrintWriter out) {
    return tensor -> out.println(tensor.signature());
  }

  private static void explain(String argument, Session session, PrintWriter out) {
    String first = argument.split("\\s+", 2)[0];
    Explanation.Stage stage =
        Arrays.stream(Explanation.Stage.values())
            .filter(known -> known.name().equalsIgnoreCase(first))
            .findFirst()
            .orElse(null);
    boolean staged = stage != null && argument.length() > first.length();
    String expression = staged ? argument.substring(first.length()) : argument;
    Session.Prepared prepared = session.prepare(expression.strip());
    session.run(prepared);
    Explanation explanation = prepared.program().explain();
    out.println((staged ? explanation.stage(stage) : explanation.toString()).stripTrailing());
  }

  private static void vars(Definitions definitions, PrintWriter out) {
    int width = definitions.names().keySet().stream().mapToInt(String::length).max().orElse(0);
    definitions
        .names()
        .forEach(
            (name, value) ->
                out.println(
                    Wording.of("%-" + Math.max(width, 1) + "s  %s", name, described(value))));
    definitions.functions().values().forEach(out::println);
    if (definitions.names().isEmpty() && definitions.functions().isEmpty()) {
      out.println("nothing is defined yet: x = linspace(0, 1, 5)");
    }
  }

  private static String described(Name name) {
    if (name.weak()) {
      return name.type() + " " + name.value();
    }
    boolean scalar = name.value() instanceof Tensor tensor && tensor.rank() == 0;
    return scalar ? name.type() + " " + name.value() : name.type();
  }

  private static void load(String argument, Session session, PrintWriter out) {
    Path file = DataFile.path(argument.strip());
    String name = String.valueOf(file.getFileName());
    Map<String, Tensor> results = session.load(name, DataFile.text(file));
    results.forEach((output, value) -> out.println(Results.named(output, value)));
  }

  private static void help(String argument, Definitions definitions, PrintWriter out) {
    if (argument.isEmpty()) {
      help(out);
      return;
    }
    String function = argument.strip().replaceFirst("\\(.*", "");
    String own = definitions.functions().get(function);
    out.println(
        own != null ? own : Vocabulary.signature(function).orElseThrow(() -> unknown(function)));
  }

  private static Failure unknown(String function) {
    List<String> functions = Vocabulary.functions();
    return Failure.of(
        Codes.PROMPT,
        "there is no function '" + function + "'",
        Vocabulary.nearest(function, functions)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("Tab completes names; functions are " + String.join(" ", functions)));
  }

  private static void help(PrintWriter out) {
    out.println("x = linspace(0, 1, 5)     give a value a name");
    out.println("sum(x**2)                 see a value; _ is the last one seen");
    out.println("fn norm(v) = sqrt(v @ v)  define a function");
    out.println("An open bracket or an operator at the end goes on in the next line.");
    out.println();
    for (PromptCommand command : values()) {
      out.println(
          Wording.of("%-23s   %s", command.word() + " " + command.argument, command.meaning));
    }
    out.println();
    out.println("Tab completes names, Ctrl-C cancels a line or a calculation.");
  }
}
