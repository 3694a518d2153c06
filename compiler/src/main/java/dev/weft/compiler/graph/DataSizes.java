// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Label;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sizes that nodes speak of, and which node gives a value to one that depends on data. */
public final class DataSizes {
  private final Map<String, Node> definers = new HashMap<>();

  private DataSizes() {}

  /** The sizes that the nodes of a graph or of a loop's body give values to. */
  public static DataSizes of(List<Node> nodes) {
    DataSizes sizes = new DataSizes();
    for (Node node : nodes) {
      if (node.op() instanceof Op.Positions positions) {
        sizes.definers.put(positions.symbol(), node);
      }
    }
    return sizes;
  }

  /** The nodes that must come before a node because it speaks of sizes that they find. */
  public Stream<Node> neededBy(Node node) {
    if (definers.isEmpty()) {
      return Stream.empty();
    }
    return symbols(node)
        .distinct()
        .filter(definers::containsKey)
        .map(definers::get)
        .filter(definer -> definer != node);
  }

  private static Stream<String> symbols(Node node) {
    Stream<String> own = dims(node).flatMap(dim -> dim.symbols().stream());
    return node.op() instanceof Op.For loop
        ? Stream.concat(own, loop.body().nodes().stream().flatMap(DataSizes::symbols))
        : own;
  }

  /** Every data-dependent size of some nodes, those of loops' bodies included. */
  public static Set<String> found(List<Node> nodes) {
    Set<String> symbols = new HashSet<>();
    for (Node node : nodes) {
      switch (node.op()) {
        case Op.Positions positions -> symbols.add(positions.symbol());
        case Op.For loop -> symbols.addAll(found(loop.body().nodes()));
        default -> {}
      }
    }
    return symbols;
  }

  /** A graph without the guards that speak of sizes which nothing finds any more. */
  public static Graph without(Graph graph, Set<String> gone) {
    return new Graph(
        graph.nodes(),
        graph.inputs(),
        graph.outputs(),
        graph.assertions(),
        graph.symbols(),
        graph.guards().stream()
            .filter(guard -> !speaks(guard, gone))
            .map(guard -> open(guard, gone))
            .toList(),
        graph.spans());
  }

  private static boolean speaks(Guard guard, Set<String> symbols) {
    return Stream.of(guard.left(), guard.right())
        .flatMap(dim -> dim.symbols().stream())
        .anyMatch(symbols::contains);
  }

  /** A guard whose remarks do not show those sizes. */
  private static Guard open(Guard guard, Set<String> gone) {
    return new Guard(
        guard.relation(),
        guard.left(),
        guard.right(),
        guard.code(),
        open(guard.message(), gone),
        guard.start(),
        guard.end(),
        guard.labels().stream()
            .map(label -> new Label(label.start(), label.end(), open(label.text(), gone)))
            .toList(),
        open(guard.help(), gone));
  }

  private static String open(String text, Set<String> gone) {
    String result = text;
    for (String symbol : gone) {
      result = result.replaceAll("\\{[^{}]*" + Pattern.quote(symbol) + "[^{}]*}", "?");
    }
    return result;
  }

  /** All sizes of a node: those of its types and those that its op has besides. */
  static Stream<Dim> dims(Node node) {
    Stream<Dim> shapes = node.types().stream().flatMap(type -> type.shape().stream());
    Stream<Dim> own =
        switch (node.op()) {
          case Op.Size size -> Stream.of(size.size());
          case Op.For loop -> Stream.of(loop.first(), loop.count());
          case Op.View(Movement.Slice slice) -> slice.start().stream();
          case Op.Update update ->
              Stream.of(update.slice().start(), update.slice().size()).flatMap(List::stream);
          case Op.Input _,
              Op.Constant _,
              Op.Dense _,
              Op.Iota _,
              Op.Positions _,
              Op.Map _,
              Op.Convert _,
              Op.Reduce _,
              Op.Scan _,
              Op.View _,
              Op.Gather _,
              Op.Contract _,
              Op.Concat _,
              Op.Perform _,
              Op.Project _ ->
              Stream.empty();
        };
    return Stream.concat(shapes, own);
  }
}
