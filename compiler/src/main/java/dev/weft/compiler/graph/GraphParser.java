// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.graph.Graph.Assertion;
import dev.weft.compiler.graph.Graph.Output;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.DimText;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Label;
import dev.weft.program.Program.Relation;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what {@link GraphPrinter} writes. */
final class GraphParser {
  private static final String EQUALS = " = ";
  private static final String WEAK = "weak ";

  private final List<String> lines;
  private int next;

  GraphParser(String text) {
    this.lines = text.lines().toList();
  }

  /**
   * @throws IllegalArgumentException with the number of the line that is wrong
   */
  Graph parse() {
    try {
      Graph graph = new Region().parse();
      if (next < lines.size()) {
        throw new IllegalArgumentException("unexpected " + lines.get(next++));
      }
      return graph;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("line " + Math.max(1, next) + ": " + e.getMessage(), e);
    }
  }

  /** A program's graph, or what stands between the braces of a loop. */
  private final class Region {
    private final Map<String, Node> nodes = new HashMap<>();
    private final List<Node> inOrder = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<Assertion> assertions = new ArrayList<>();
    private final List<SymbolSource> symbols = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();

    Graph parse() {
      while (next < lines.size() && !lines.get(next).strip().equals("}")) {
        String line = lines.get(next++).strip();
        if (line.startsWith("%")) {
          node(line);
        } else if (!line.isEmpty()) {
          other(new Words(line));
        }
      }
      List<Node> inputs = inOrder.stream().filter(n -> n.op() instanceof Op.Input).toList();
      return new Graph(inOrder, inputs, outputs, assertions, symbols, guards, Map.of());
    }

    private void other(Words words) {
      String kind = words.word();
      switch (kind) {
        case "symbol" -> symbols.add(symbol(words));
        case "guard" -> guards.add(guard(words));
        case "assert" -> {
          Node condition = operand(words.word());
          Span span = span(words.word());
          assertions.add(new Assertion(condition, words.word(), span));
        }
        case "output", "output-pairs" -> {
          Node node = operand(words.word());
          outputs.add(new Output(words.word(), node, kind.equals("output-pairs")));
        }
        case String word -> throw new IllegalArgumentException("unexpected " + word);
      }
      words.end();
    }

    private void node(String line) {
      int colon = line.indexOf(':');
      int equals = line.indexOf(EQUALS);
      if (colon < 0 || equals < colon) {
        throw new IllegalArgumentException("no node: " + line);
      }
      int id = Integer.parseInt(line.substring(1, colon));
      List<TensorType> types = types(line.substring(colon + 1, equals).strip());
      Words words = new Words(line.substring(equals + EQUALS.length()));
      String word = words.word();
      boolean isLoop = word.equals("for");
      Op op = isLoop ? loop(words) : op(word, words, types);
      List<Node> operands = new ArrayList<>();
      while (words.hasNext()) {
        operands.add(operand(words.word()));
      }
      if (isLoop && !lines.get(next++).strip().equals("}")) {
        throw new IllegalArgumentException("a loop without }");
      }
      Node node = new Node(id, op, operands, types);
      nodes.put(line.substring(0, colon), node);
      inOrder.add(node);
    }

    private Node operand(String name) {
      Node node = nodes.get(name);
      if (node == null) {
        throw new IllegalArgumentException("no node " + name + " stands before");
      }
      return node;
    }
  }

  /** A loop with its body, which stands on the lines that follow. */
  private Op loop(Words words) {
    List<Dim> range = words.dims();
    long step = Long.parseLong(words.word());
    int carried = words.integer();
    words.dropLast("{");
    return new Op.For(range.get(0), step, range.get(1), carried, new Region().parse());
  }

  private static Op op(String word, Words words, List<TensorType> types) {
    TensorType type = types.getFirst();
    return switch (word) {
      case "input" -> new Op.Input(words.word());
      case "pairs" -> new Op.Input(words.word(), true);
      case "constant" -> new Op.Constant(LiteralWord.parse(type.dtype(), words.word()));
      case "dense" ->
          new Op.Dense(
              words.list().stream().map(item -> LiteralWord.parse(type.dtype(), item)).toList());
      case "iota" -> new Op.Iota(type.dim(0));
      case "size" -> new Op.Size(words.dims().getFirst());
      case "positions" -> new Op.Positions(words.word());
      case "convert" -> new Op.Convert(type.dtype());
      case "reduce" -> new Op.Reduce(monoid(words), words.integers());
      case "scan" -> new Op.Scan(monoid(words), words.integer());
      case "reshape" -> new Op.View(new Movement.Reshape(type.shape()));
      case "permute" -> new Op.View(new Movement.Permute(words.integers()));
      case "broadcast" -> new Op.View(new Movement.Broadcast(type.shape()));
      case "slice" -> new Op.View(slice(words));
      case "update" -> new Op.Update(slice(words));
      case "gather" -> new Op.Gather(words.integers(), words.integer());
      case "contract" -> new Op.Contract(words.integers(), words.integers(), words.integers());
      case "concat" -> new Op.Concat(words.integer());
      case "perform" -> new Op.Perform(procedure(words));
      case "project" -> new Op.Project(words.integer());
      default ->
          new Op.Map(
              ScalarOp.named(word)
                  .orElseThrow(() -> new IllegalArgumentException("no operation " + word)));
    };
  }

  private static Procedure procedure(Words words) {
    return switch (words.word()) {
      case "sort" -> new Procedure.Sort();
      case "argsort" -> new Procedure.Argsort();
      case "search" -> new Procedure.Search(words.word().equals("last"));
      case "segments" -> new Procedure.Segments();
      case "last" -> new Procedure.Last();
      case "select" -> new Procedure.Select();
      case "routine" -> new Procedure.Routine(words.word());
      case String word -> throw new IllegalArgumentException("no procedure " + word);
    };
  }

  private static Monoid monoid(Words words) {
    return Monoid.valueOf(words.word().toUpperCase(Locale.ROOT));
  }

  private static Movement.Slice slice(Words words) {
    return new Movement.Slice(words.dims(), words.dims(), words.longs());
  }

  private static SymbolSource symbol(Words words) {
    String name = words.word();
    return switch (words.word()) {
      case "axis" -> new SymbolSource.Axis(name, words.integer(), words.integer());
      case "value" -> new SymbolSource.Value(name, words.integer());
      case String word -> throw new IllegalArgumentException("unexpected " + word);
    };
  }

  private static Guard guard(Words words) {
    Relation relation = Relation.valueOf(words.word().toUpperCase(Locale.ROOT));
    List<Dim> sides = words.dims();
    String code = words.word();
    Span span = span(words.word());
    String message = words.word();
    String help = words.word();
    List<Label> labels = new ArrayList<>();
    while (words.hasNext()) {
      Span place = span(words.word());
      labels.add(new Label(place.start(), place.end(), words.word()));
    }
    return new Guard(
        relation,
        sides.get(0),
        sides.get(1),
        code,
        message,
        span.start(),
        span.end(),
        labels,
        help);
  }

  private static Span span(String word) {
    int dots = word.indexOf("..");
    int start = Integer.parseInt(word.substring(0, dots));
    return new Span(start, Integer.parseInt(word.substring(dots + 2)));
  }

  private static List<TensorType> types(String text) {
    return text.startsWith("(")
        ? Words.items(text).stream().map(GraphParser::type).toList()
        : List.of(type(text));
  }

  private static TensorType type(String text) {
    boolean weak = text.startsWith(WEAK);
    String strong = weak ? text.substring(WEAK.length()) : text;
    int bracket = strong.indexOf('[');
    String name = bracket < 0 ? strong : strong.substring(0, bracket);
    DType dtype =
        DType.named(name).orElseThrow(() -> new IllegalArgumentException("no dtype " + name));
    List<Dim> shape =
        bracket < 0
            ? List.of()
            : Words.items(strong.substring(bracket)).stream().map(DimText::parse).toList();
    return new TensorType(dtype, shape, weak);
  }
}
