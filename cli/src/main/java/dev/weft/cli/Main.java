// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code weft}: the place where a command line becomes an exit code. */
@Command(
    name = "weft",
    description = "Array expressions compiled to fused loops.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  weft eval \"sum(sin(x)**2)\" x=linspace(0,1,5)",
      "  weft run script.expr prices=@data.csv:close -p days=260",
      "  weft explain \"sum(a*b)\" a:f64[n] b:f64[n]",
      "  weft repl",
      "",
      "Exit codes: 0 done, 1 a mistake in the program or its input, 2 a mistake in the command",
      "line, 70 a bug of Weft."
    })
public final class Main implements Callable<Integer> {
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][A-Za-z-]*(=.*)?|--");

  private final Console console;

  @Spec private CommandSpec spec;

  private Main(Console console) {
    this.console = console;
  }

  public static void main(String[] args) {
    Console console = Console.system();
    int code = run(console, args);
    console.flush();
    Stderr.drain();
    System.exit(code);
  }

  /** Runs a command; everything it has to say is written when this returns. */
  static int run(Console console, String... args) {
    PrintWriter out = new PrintWriter(console.out());
    PrintWriter err = new PrintWriter(console.err());
    CommandLine line = commandLine(console).setOut(out).setErr(err);
    line.setUnmatchedOptionsArePositionalParams(Arrays.stream(args).anyMatch(Main::isNegation));
    try {
      return line.execute(args);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return failed(console, e);
    } finally {
      out.flush();
      err.flush();
      console.flush();
    }
  }

  private static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Main(console));
    for (Object command :
        List.of(
            new RunCommand(console),
            new EvalCommand(console),
            new ReplCommand(console),
            new ExplainCommand(console),
            new DevicesCommand(console))) {
      line.addSubcommand(command);
    }
    return line.setExpandAtFiles(false)
        .setPosixClusteredShortOptionsAllowed(false)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler((thrown, _, _) -> failed(console, thrown))
        .setUsageHelpAutoWidth(true);
  }

  /** True for an expression such as {@code -a**2}, which no option looks like. */
  private static boolean isNegation(String argument) {
    return argument.length() > 1
        && argument.charAt(0) == '-'
        && !OPTION.matcher(argument).matches();
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private static int misused(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(mistake.getMessage());
    if (mistake.getMessage().matches("Unknown option: '-[A-Za-z]+'")) {
      err.println("An expression that looks like an option is put in parentheses.");
    }
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return Outcome.USAGE;
  }

  private static int failed(Console console, Throwable thrown) {
    Outcome outcome = Outcome.of(thrown);
    console.out().flush();
    console.err().print(outcome.message());
    return outcome.exit();
  }
}
