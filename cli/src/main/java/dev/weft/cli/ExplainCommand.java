// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Explanation;
import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.compiler.elaborate.Signature.Argument;
import dev.weft.diagnostic.WeftException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "weft explain FILE.expr|EXPR [name:TYPE ...] [--stage STAGE] [--device NAME]",
    description = "Show what a script or an expression is compiled to.",
    footer = {
      "",
      "TYPE is a dtype and the sizes of its axes: f64, i64[n], f32[n,3], f64[_,_].",
      "",
      "Examples:",
      "  weft explain \"sum(sin(x)**2 * w, axis=0) / n\" 'x:f64[r,c]' 'w:f64[c]' n:i64",
      "  weft explain \"2*a + 3*b\" 'a:f64[n]' 'b:f64[n]' --stage bytecode",
      "  weft explain \"2*a + 3*b\" 'a:f64[n]' 'b:f64[n]' --cost n=1e7",
      "  weft explain heat.expr --stage program"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final String SCRIPT = ".expr";

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "FILE.expr|EXPR",
      description = "A script, or an expression.")
  private String text;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "name:TYPE",
      description = "The type of every input.")
  private List<String> types = List.of();

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "One stage of the compiler: graph, clusters, kernel, program or bytecode.")
  private String stage;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Tell too what of it can run on a device, such as gpu, or on those of auto.")
  private String device = System.getProperty(RunFlags.DEVICE, Devices.CPU);

  @Option(
      names = "--cost",
      paramLabel = "SIZE=NUMBER",
      split = ",",
      description =
          "Predict what a call takes for these sizes, such as n=1e7,m=3, and what bounds it.")
  private List<String> sizes = List.of();

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, String> byName = Pairs.split(types, ':', "name:TYPE");
    Explanation.Stage only = stage == null ? null : stage();
    boolean script = text.toLowerCase(Locale.ROOT).endsWith(SCRIPT);
    Path file = script ? DataFile.path(text) : null;
    String name = script ? String.valueOf(file.getFileName()) : "expression";
    Options options = Devices.outlook(Options.DEFAULT, device);
    Expression program =
        script
            ? Weft.compileScript(name, DataFile.text(file), options)
            : Weft.compile(text, options);
    Names.check(program, byName.keySet(), name);
    Explanation explanation = explain(program, byName);
    String told =
        !sizes.isEmpty()
            ? cost(explanation)
            : only == null ? explanation.toString() : explanation.stage(only);
    console.out().println(told.stripTrailing());
    Results.warnings(program, name).forEach(console.err()::print);
    return Outcome.OK;
  }

  private String cost(Explanation explanation) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    Pairs.split(sizes, '=', "SIZE=NUMBER").forEach((name, text) -> numbers.put(name, size(text)));
    try {
      return explanation.cost(numbers).toString();
    } catch (IllegalArgumentException e) {
      throw new Misuse(e.getMessage() + "; give them as in --cost n=1e6,m=3");
    }
  }

  private static long size(String text) {
    try {
      return new BigDecimal(text.replace("_", "")).longValueExact();
    } catch (ArithmeticException | NumberFormatException _) {
      throw new Misuse("'" + text + "' is no size; sizes are written 1000, 1_000 or 1e3");
    }
  }

  private Explanation.Stage stage() {
    for (Explanation.Stage known : Explanation.Stage.values()) {
      if (known.name().equalsIgnoreCase(stage)) {
        return known;
      }
    }
    String names =
        Arrays.stream(Explanation.Stage.values())
            .map(known -> known.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new Misuse("There is no stage '" + stage + "'; stages are " + names);
  }

  private static Explanation explain(Expression program, Map<String, String> types) {
    types.forEach(ExplainCommand::checkType);
    try {
      return program.explain(types);
    } catch (WeftException e) {
      throw Names.withHelp(e, input -> "give its type, as in " + input + ":f64[n]");
    }
  }

  private static void checkType(String name, String type) {
    try {
      Argument.parse(type);
    } catch (IllegalArgumentException e) {
      throw Failure.of(
          Codes.VALUE,
          "the type of " + name + ": " + e.getMessage(),
          "types are written f64, i64[n], f32[n,3] or f64[_,_]");
    }
  }
}
