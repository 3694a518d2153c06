// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Movement;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Label;
import dev.weft.program.Program.SymbolSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes graphs as text. */
final class GraphPrinter {
  private final StringBuilder out = new StringBuilder();
  private String indent = "";

  String text() {
    return out.toString();
  }

  GraphPrinter graph(Graph graph) {
    graph.symbols().forEach(this::symbol);
    graph.guards().forEach(this::guard);
    graph.nodes().forEach(this::node);
    for (Graph.Assertion assertion : graph.assertions()) {
      line(
          "assert", id(assertion.condition()), span(assertion.span()), quoted(assertion.message()));
    }
    for (Graph.Output output : graph.outputs()) {
      String word = output.pairs() ? "output-pairs" : "output";
      line(word, id(output.node()), name(output.name()));
    }
    return this;
  }

  private void symbol(SymbolSource source) {
    switch (source) {
      case SymbolSource.Axis axis ->
          line("symbol", axis.symbol(), "axis", axis.input(), axis.axis());
      case SymbolSource.Value value -> line("symbol", value.symbol(), "value", value.input());
    }
  }

  private void guard(Guard guard) {
    String relation = guard.relation().name().toLowerCase(Locale.ROOT);
    Object span = guard.start() + ".." + guard.end();
    List<Object> dims = List.of(guard.left(), guard.right());
    Object message = quoted(guard.message());
    line(
        "guard", relation, dims, guard.code(), span, message, quoted(guard.help()) + labels(guard));
  }

  private static String labels(Guard guard) {
    StringBuilder labels = new StringBuilder();
    for (Label label : guard.labels()) {
      labels.append(' ').append(label.start()).append("..").append(label.end());
      labels.append(' ').append(quoted(label.text()));
    }
    return labels.toString();
  }

  GraphPrinter node(Node node) {
    String operands = node.operands().stream().map(n -> " " + id(n)).collect(Collectors.joining());
    boolean one = node.types().size() == 1;
    String types =
        node.types().stream().map(TensorType::toString).collect(Collectors.joining(", "));
    String head = id(node) + ": " + (one ? types : "(" + types + ")") + " = " + op(node.op());
    if (node.op() instanceof Op.For loop) {
      line(head + operands, "{");
      String outside = indent;
      indent += "  ";
      graph(loop.body());
      indent = outside;
      line("}");
    } else {
      line(head + operands);
    }
    return this;
  }

  private static String op(Op op) {
    return switch (op) {
      case Op.Input input -> (input.pairs() ? "pairs " : "input ") + name(input.name());
      case Op.Constant constant -> "constant " + LiteralWord.print(constant.value());
      case Op.Dense dense ->
          dense.values().stream()
              .map(LiteralWord::print)
              .collect(Collectors.joining(", ", "dense [", "]"));
      case Op.Iota _ -> "iota";
      case Op.Size size -> "size [" + size.size() + "]";
      case Op.Positions positions -> "positions " + name(positions.symbol());
      case Op.Map map -> map.op().toString();
      case Op.Convert _ -> "convert";
      case Op.Reduce reduce -> "reduce " + word(reduce.monoid()) + " " + reduce.axes();
      case Op.Scan scan -> "scan " + word(scan.monoid()) + " " + scan.axis();
      case Op.View view -> movement(view.movement());
      case Op.Update update -> "update" + slice(update.slice());
      case Op.Gather gather -> "gather " + gather.axes() + " " + gather.at();
      case Op.Contract contract ->
          Wording.of("contract %s %s %s", contract.left(), contract.right(), contract.result());
      case Op.Concat concat -> "concat " + concat.axis();
      case Op.For loop ->
          Wording.of("for [%s, %s] %d %d", loop.first(), loop.count(), loop.step(), loop.carried());
      case Op.Perform perform -> "perform " + perform.procedure().text(GraphPrinter::quoted);
      case Op.Project project -> "project " + project.result();
    };
  }

  private static String movement(Movement movement) {
    return switch (movement) {
      case Movement.Reshape _ -> "reshape";
      case Movement.Permute permute -> "permute " + permute.axes();
      case Movement.Broadcast _ -> "broadcast";
      case Movement.Slice slice -> "slice" + slice(slice);
    };
  }

  private static String slice(Movement.Slice slice) {
    return " " + slice.start() + " " + slice.size() + " " + slice.step();
  }

  private void line(Object... words) {
    out.append(indent);
    for (int i = 0; i < words.length; i++) {
      out.append(i == 0 ? "" : " ").append(words[i]);
    }
    out.append('\n');
  }

  private static String id(Node node) {
    return "%" + node.id();
  }

  private static String span(Span span) {
    return span.start() + ".." + span.end();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String name(String name) {
    return name.matches("[\\p{L}\\p{N}_$]+") ? name : quoted(name);
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }
}
