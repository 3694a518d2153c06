// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.util.Arrays;
import java.util.List;

/** The place where a command line becomes an exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Console console = Console.system();
    int code = run(console, args);
    Stderr.drain();
    if (code != Outcome.OK) {
      System.exit(code);
    }
  }

  /** Runs a command; everything it has to say is written when this returns. */
  static int run(Console console, String... args) {
    try {
      return isPlain(args) ? plain(console, args) : Commands.execute(console, args);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return Outcome.of(e).tell(console);
    } finally {
      console.flush();
    }
  }

  /**
   * True for {@code eval} and {@code run} without options on the processor. They go without the
   * parser of command lines, whose start alone takes longer than to compile and run an expression.
   */
  private static boolean isPlain(String[] args) {
    return args.length > 1
        && !RunFlags.elsewhere()
        && (args[0].equals(EvalCommand.NAME) || args[0].equals(RunCommand.NAME))
        && Arrays.stream(args).noneMatch(argument -> argument.startsWith("-"));
  }

  private static int plain(Console console, String[] args) {
    List<String> values = List.of(args).subList(2, args.length);
    try {
      Calculation calculation =
          args[0].equals(RunCommand.NAME)
              ? RunCommand.calculation(args[1], values)
              : EvalCommand.calculation(args[1], values);
      calculation.run(console);
      return Outcome.OK;
    } catch (Misuse _) {
      return Commands.execute(console, args);
    }
  }
}
