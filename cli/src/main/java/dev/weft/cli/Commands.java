// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code weft} with its commands. */
@Command(
    name = "weft",
    description = "Array expressions compiled to fused loops.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  weft eval \"sum(sin(x)**2)\" 'x=linspace(0,1,5)'",
      "  weft run script.expr prices=@data.csv:close -p days=260",
      "  weft explain \"sum(a*b)\" 'a:f64[n]' 'b:f64[n]'",
      "  weft repl",
      "",
      "Exit codes: 0 done, 1 a mistake in the program or its input, 2 a mistake in",
      "the command line, 70 a bug of Weft."
    })
final class Commands implements Callable<Integer> {
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][A-Za-z-]*(=.*)?|--");

  private Commands() {}

  /** Runs a command and gives its exit code. */
  static int execute(Console console, String... args) {
    PrintWriter out = new PrintWriter(console.out());
    PrintWriter err = new PrintWriter(console.err());
    CommandLine line = commandLine(console, args.length == 0 ? "" : args[0]);
    line.setOut(out).setErr(err);
    line.setUnmatchedOptionsArePositionalParams(Arrays.stream(args).anyMatch(Commands::isNegation));
    try {
      return line.execute(args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /**
   * The commands. Each costs a few milliseconds to read, so where the first word names one, only
   * that one is there.
   */
  private static CommandLine commandLine(Console console, String first) {
    CommandLine line = new CommandLine(new Commands());
    Map<String, Supplier<Object>> commands = commands(console);
    if (commands.containsKey(first)) {
      line.addSubcommand(commands.get(first).get());
    } else {
      commands.values().forEach(command -> line.addSubcommand(command.get()));
    }
    return line.setExpandAtFiles(false)
        .setPosixClusteredShortOptionsAllowed(false)
        .setParameterExceptionHandler((mistake, _) -> misused(mistake))
        .setExecutionExceptionHandler(
            (thrown, command, _) ->
                thrown instanceof Misuse
                    ? misused(new ParameterException(command, thrown.getMessage()))
                    : Outcome.of(thrown).tell(console))
        .setUsageHelpAutoWidth(true);
  }

  private static Map<String, Supplier<Object>> commands(Console console) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("run", () -> new RunCommand(console));
    commands.put("eval", () -> new EvalCommand(console));
    commands.put("repl", () -> new ReplCommand(console));
    commands.put("explain", () -> new ExplainCommand(console));
    commands.put("devices", () -> new DevicesCommand(console));
    return commands;
  }

  /** True for an expression such as {@code -a**2}, which no option looks like. */
  private static boolean isNegation(String argument) {
    return argument.length() > 1
        && argument.charAt(0) == '-'
        && !OPTION.matcher(argument).matches();
  }

  @Override
  public Integer call() {
    throw new Misuse("Which command?");
  }

  private static String message(ParameterException mistake) {
    return mistake instanceof CommandLine.UnmatchedArgumentException unmatched
            && mistake.getCommandLine().getParent() == null
            && !unmatched.isUnknownOption()
        ? "There is no command '" + unmatched.getUnmatched().getFirst() + "'."
        : mistake.getMessage();
  }

  private static int misused(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(message(mistake));
    if (mistake.getMessage().matches("Unknown option: '-[A-Za-z]+'")) {
      err.println("An expression that looks like an option is put in parentheses.");
    }
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return Outcome.USAGE;
  }
}
