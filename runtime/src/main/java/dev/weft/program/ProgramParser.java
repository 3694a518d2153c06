// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what {@link ProgramPrinter} prints. */
final class ProgramParser {
  private static final int MOST_NESTED = 64;
  private static final byte[] NO_CLASS = {};

  private final LineScanner in;
  private boolean more;
  private int nested;

  ProgramParser(String text) {
    in = new LineScanner(text);
  }

  private void nextLine() {
    more = in.next();
  }

  /** Reads lines for as long as they begin with a word. */
  private <T> List<T> lines(String word, Supplier<T> line) {
    List<T> values = new ArrayList<>();
    while (more && in.accept(word)) {
      values.add(line.get());
    }
    return values;
  }

  Program program() {
    nextLine();
    in.expect("program");
    String name = in.quoted();
    in.expect("abi");
    int abi = in.integer();
    nextLine();
    in.expect("source");
    String sourceName = in.quoted();
    String source = in.quoted();
    nextLine();
    List<Program.Input> inputs = lines("input", this::input);
    List<SymbolSource> symbols = lines("symbol", this::symbol);
    List<Program.Guard> guards = lines("guard", this::guard);
    List<Program.Constant> constants = new ArrayList<>();
    List<Step> steps = steps(constants);
    List<Program.Output> outputs = lines("output", this::output);
    List<KernelCode> kernels = lines("kernel", this::kernel);
    if (more) {
      throw in.error("no line of a program begins so");
    }
    return new Program(
        abi, name, sourceName, source, inputs, symbols, guards, constants, steps, outputs, kernels);
  }

  private Program.Input input() {
    int slot = in.slot();
    String name = in.quoted();
    DType dtype = in.dtype();
    in.expect("rank");
    int rank = in.integer();
    Program.Input input = new Program.Input(name, dtype, rank, in.accept("weak"));
    if (slot < 0) {
      throw in.error("no slot of an input");
    }
    nextLine();
    return input;
  }

  private SymbolSource symbol() {
    String name = in.quoted();
    SymbolSource source;
    if (in.accept("axis")) {
      int axis = in.integer();
      in.expect("of");
      source = new SymbolSource.Axis(name, in.slot(), axis);
    } else {
      in.expect("value");
      source = new SymbolSource.Value(name, in.slot());
    }
    nextLine();
    return source;
  }

  private Program.Guard guard() {
    Dim left = dim();
    Program.Relation relation = in.choice(Program.Relation.class);
    Dim right = dim();
    String code = in.quoted();
    int start = spanStart();
    int end = in.integer();
    String message = in.quoted();
    in.expect("help");
    String help = in.quoted();
    nextLine();
    List<Program.Label> labels =
        lines(
            "label",
            () -> {
              Program.Label label = new Program.Label(spanStart(), in.integer(), in.quoted());
              nextLine();
              return label;
            });
    return new Program.Guard(relation, left, right, code, message, start, end, labels, help);
  }

  /** Reads {@code at 3..}; the end follows. */
  private int spanStart() {
    in.expect("at");
    int start = in.integer();
    in.expect("..");
    return start;
  }

  private Dim dim() {
    List<Dim> dims = dims();
    if (dims.size() != 1) {
      throw in.error("one size is wanted");
    }
    return dims.getFirst();
  }

  private List<Dim> dims() {
    return list(DimText::parse);
  }

  private <T> List<T> list(Function<String, T> element) {
    List<String> pieces = in.pieces('[', ']');
    try {
      return pieces.stream().map(element).toList();
    } catch (IllegalArgumentException e) {
      throw in.error(e.getMessage());
    }
  }

  private Program.Output output() {
    Program.Output output = new Program.Output(in.quoted(), in.slot(), in.accept("complex"));
    nextLine();
    return output;
  }

  /** Reads steps; at the start of the outermost list constants are among them. */
  private List<Step> steps(List<Program.Constant> constants) {
    if (++nested > MOST_NESTED) {
      throw in.error("steps are nested more than " + MOST_NESTED + " deep");
    }
    List<Step> steps = new ArrayList<>();
    while (more && !in.sees("output") && !in.sees("kernel") && !endsBlock()) {
      if (in.sees("%")) {
        definition(steps, constants);
      } else {
        steps.add(step(in.word()));
      }
    }
    nested--;
    return steps;
  }

  private boolean endsBlock() {
    return in.sees("end") || in.sees("do") || in.sees("else");
  }

  private List<Step> block(String end) {
    nextLine();
    List<Step> steps = steps(null);
    in.expect(end);
    return steps;
  }

  private void definition(List<Step> steps, List<Program.Constant> constants) {
    int slot = in.slot();
    in.expect("=");
    String word = in.word();
    switch (word) {
      case "view" -> steps.add(new Step.View(slot, in.slot(), movement()));
      case "alloc" -> {
        DType dtype = in.dtype();
        List<Dim> shape = dims();
        boolean result = in.accept("result");
        if (!result) {
          in.expect("storage");
        }
        int storage = result ? Step.Alloc.RESULT : in.integer();
        steps.add(new Step.Alloc(slot, dtype, shape, storage));
      }
      case "iota" -> steps.add(new Step.Iota(slot, dim()));
      case "size" -> steps.add(new Step.SizeOf(slot, dim()));
      default -> {
        DType dtype = DType.named(word).orElseThrow(() -> in.error("no step is called " + word));
        if (constants == null || !steps.isEmpty()) {
          throw in.error("constants stand before all steps");
        }
        constants.add(constant(slot, dtype));
      }
    }
    nextLine();
  }

  private Program.Constant constant(int slot, DType dtype) {
    List<Long> shape = list(Long::valueOf);
    List<String> elements = in.pieces('{', '}');
    try {
      return new Program.Constant(slot, dtype, shape, ElementText.parse(dtype, elements));
    } catch (NumberFormatException _) {
      throw in.error("an element is no " + dtype);
    }
  }

  private Movement movement() {
    String word = in.word();
    return switch (word) {
      case "reshape" -> new Movement.Reshape(dims());
      case "permute" -> new Movement.Permute(list(Integer::valueOf));
      case "broadcast" -> new Movement.Broadcast(dims());
      case "slice" -> {
        in.expect("from");
        List<Dim> start = dims();
        in.expect("size");
        List<Dim> size = dims();
        in.expect("by");
        yield new Movement.Slice(start, size, list(Long::valueOf));
      }
      default -> throw in.error("no movement is called " + word);
    };
  }

  private Step step(String word) {
    Step step =
        switch (word) {
          case "launch" -> launch();
          case "copy" -> {
            int into = in.slot();
            in.expect("from");
            yield new Step.Copy(into, in.slot());
          }
          case "bind" -> bind();
          case "positions" -> {
            int into = in.slot();
            in.expect("of");
            yield new Step.Positions(into, in.slot());
          }
          case "perform" -> perform();
          case "repeat" -> repeat();
          case "while" -> whileLoop();
          case "branch" -> branch();
          case "assert" -> new Step.Assert(in.slot(), in.quoted(), spanStart(), in.integer());
          default -> throw in.error("no step is called " + word);
        };
    nextLine();
    return step;
  }

  private Step bind() {
    String symbol = in.quoted();
    int count = in.slot();
    in.expect("most");
    return new Step.BindSize(symbol, count, dim());
  }

  private Step launch() {
    int kernel = in.integer();
    List<Integer> operands = slots();
    in.expect("kept");
    List<Dim> kept = dims();
    in.expect("reduced");
    return new Step.Launch(kernel, operands, kept, dims(), spanStart(), in.integer());
  }

  private int slot(String text) {
    try {
      if (text.startsWith("%")) {
        return Integer.parseInt(text.substring(1));
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw in.error("'" + text + "' is no slot");
  }

  private Step perform() {
    List<Integer> results = slots();
    in.expect("=");
    Procedure procedure = procedure();
    return new Step.Perform(procedure, results, slots(), spanStart(), in.integer());
  }

  private List<Integer> slots() {
    return in.pieces('(', ')').stream().map(this::slot).toList();
  }

  private Procedure procedure() {
    String word = in.word();
    return switch (word) {
      case "sort" -> new Procedure.Sort();
      case "argsort" -> new Procedure.Argsort();
      case "search" -> {
        boolean last = in.accept("last");
        if (!last) {
          in.expect("first");
        }
        yield new Procedure.Search(last);
      }
      case "segments" -> new Procedure.Segments();
      case "last" -> new Procedure.Last();
      case "select" -> new Procedure.Select();
      case "routine" -> new Procedure.Routine(in.quoted());
      default -> throw in.error("no procedure is called " + word);
    };
  }

  private Step repeat() {
    int index = in.slot();
    in.expect("from");
    Dim first = dim();
    in.expect("by");
    long step = in.number();
    in.expect("times");
    Dim count = dim();
    List<Step.Swap> swaps = swaps();
    return new Step.Repeat(index, first, step, count, swaps, block("end"));
  }

  private Step whileLoop() {
    int condition = in.slot();
    in.expect("limit");
    Dim limit = dim();
    List<Step.Swap> swaps = swaps();
    int start = spanStart();
    int end = in.integer();
    List<Step> test = block("do");
    return new Step.While(test, condition, limit, swaps, block("end"), start, end);
  }

  private List<Step.Swap> swaps() {
    in.expect("carry");
    List<Step.Swap> swaps = new ArrayList<>();
    in.expect("(");
    while (!in.accept(")")) {
      int current = in.slot();
      in.expect("=");
      int initial = in.slot();
      in.expect("then");
      swaps.add(new Step.Swap(initial, current, in.slot()));
      in.accept(",");
    }
    return swaps;
  }

  private Step branch() {
    int condition = in.slot();
    in.expect("gives");
    in.expect("(");
    List<Step.Choice> results = new ArrayList<>();
    while (!in.accept(")")) {
      int slot = in.slot();
      in.expect("=");
      int fromTrue = in.slot();
      in.expect("else");
      results.add(new Step.Choice(slot, fromTrue, in.slot()));
      in.accept(",");
    }
    List<Step> whenTrue = block("else");
    return new Step.Branch(condition, results, whenTrue, block("end"));
  }

  private KernelCode kernel() {
    String name = in.quoted();
    KernelCode.Launch launch = in.choice(KernelCode.Launch.class);
    in.expect("operations");
    int operations = in.integer();
    in.expect("scalar");
    String scalar = in.quoted();
    in.expect("vector");
    String vector = in.quoted();
    nextLine();
    List<KernelCode.Parameter> parameters = lines("param", this::parameter);
    List<DType> accumulators = dtypes("accumulators");
    List<DType> scratch = dtypes("scratch");
    List<KernelCode.FaultSite> faults = lines("check", this::check);
    List<String> rows =
        lines(
            "|",
            () -> {
              String row = in.rest();
              nextLine();
              return row;
            });
    return new KernelCode(
        name,
        scalar,
        NO_CLASS,
        vector,
        NO_CLASS,
        parameters,
        accumulators,
        scratch,
        launch,
        operations,
        faults,
        String.join("\n", rows));
  }

  private KernelCode.Parameter parameter() {
    String name = in.quoted();
    DType dtype = in.dtype();
    in.expect("rank");
    int rank = in.integer();
    KernelCode.Domain domain = in.choice(KernelCode.Domain.class);
    boolean written = in.accept("written");
    nextLine();
    return new KernelCode.Parameter(name, dtype, rank, written, domain);
  }

  private List<DType> dtypes(String word) {
    if (!more || !in.accept(word)) {
      return List.of();
    }
    List<DType> dtypes =
        list(
            text ->
                DType.named(text)
                    .orElseThrow(() -> new IllegalArgumentException(text + " is no dtype")));
    nextLine();
    return dtypes;
  }

  private KernelCode.FaultSite check() {
    KernelCode.FaultSite site =
        new KernelCode.FaultSite(in.quoted(), in.quoted(), spanStart(), in.integer());
    nextLine();
    return site;
  }
}
