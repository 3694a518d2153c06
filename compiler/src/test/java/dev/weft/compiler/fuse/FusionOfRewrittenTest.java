// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.rewrite.Rewriter;
import dev.weft.compiler.rewrite.RuleBook;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many loops a graph costs once rules have moved its views. */
final class FusionOfRewrittenTest {
  private static final Dim R = Dim.symbol("r");
  private static final Dim C = Dim.symbol("c");

  private final GraphBuilder g = new GraphBuilder();
  private final Node x = g.input("x", TensorType.of(DType.F64, List.of(R, C)));
  private final Node w = g.input("w", TensorType.of(DType.F64, List.of(C)));

  private Node map(ScalarOp op, Node... operands) {
    return g.map(op, List.of(operands));
  }

  private Node literal(double value, Node like) {
    return g.broadcast(like.type().shape(), g.constant(Literal.of(value)));
  }

  private Node spread(Node row) {
    return g.broadcast(List.of(R, C), row);
  }

  private Node transposed(Node node) {
    return g.permute(List.of(1, 0), node);
  }

  private void assertLoops(int expected, Node... outputs) {
    g.symbol(new SymbolSource.Axis("r", 0, 0));
    g.symbol(new SymbolSource.Axis("c", 0, 1));
    List<Graph.Output> named = new ArrayList<>();
    for (Node output : outputs) {
      named.add(new Graph.Output("y" + named.size(), output));
    }
    Graph graph = g.finish(named, List.of());
    Clusters clusters = Fusion.fuse(Rewriter.rewrite(graph, RuleBook.exact()).graph());
    assertEquals(expected, clusters.clusters().size(), clusters::text);
  }

  @Test
  void transposesInsideAChain() {
    Node sum = map(ScalarOp.ADD, map(ScalarOp.EXP, x), spread(w));
    assertLoops(1, map(ScalarOp.SIN, transposed(sum)));
  }

  @Test
  void aSumOfAFlattenedChain() {
    Node sum = map(ScalarOp.ADD, x, spread(w));
    assertLoops(1, g.reduce(Monoid.SUM, List.of(0), g.reshape(List.of(R.times(C)), sum)));
  }

  @Test
  void aFlattenedChainThatGoesOn() {
    Node exp = map(ScalarOp.EXP, map(ScalarOp.ADD, x, literal(1, x)));
    Node flat = g.reshape(List.of(R.times(C)), exp);
    assertLoops(1, g.scan(Monoid.SUM, 0, flat).operand(0), map(ScalarOp.SIN, flat));
  }

  @Test
  void anOuterProductOfChains() {
    Node rows = g.reshape(List.of(C, Dim.ONE), map(ScalarOp.ADD, w, literal(1, w)));
    Node columns = g.reshape(List.of(Dim.ONE, C), map(ScalarOp.ABS, w));
    List<Dim> square = List.of(C, C);
    assertLoops(1, map(ScalarOp.MULTIPLY, g.broadcast(square, rows), g.broadcast(square, columns)));
  }

  @Test
  void neighboursOfACheapValue() {
    Node scaled = map(ScalarOp.MULTIPLY, w, literal(0.5, w));
    assertLoops(1, map(ScalarOp.SUBTRACT, shifted(scaled, 1), shifted(scaled, 0)));
  }

  @Test
  void neighboursOfAnExpensiveValue() {
    Node exp = map(ScalarOp.EXP, w);
    assertLoops(2, map(ScalarOp.SUBTRACT, shifted(exp, 1), shifted(exp, 0)));
  }

  private Node shifted(Node row, long by) {
    List<Dim> start = List.of(Dim.of(by));
    return g.view(new Movement.Slice(start, List.of(C.plus(-1)), List.of(1L)), row);
  }

  /** Sizes of which only the call knows whether they are equal or 1. */
  @Test
  void anExpensiveValueThatMayBeBroadcast() {
    Node exp = map(ScalarOp.EXP, w);
    Dim both = C.broadcast(R);
    Node v = g.input("v", TensorType.of(DType.F64, List.of(R)));
    Node product =
        map(
            ScalarOp.MULTIPLY,
            g.broadcast(List.of(both), exp),
            g.broadcast(List.of(both), map(ScalarOp.SIN, v)));
    assertLoops(1, g.reduce(Monoid.SUM, List.of(0), product));
  }

  @Test
  void anExpensiveValueThatIsBroadcast() {
    assertLoops(2, map(ScalarOp.MULTIPLY, spread(map(ScalarOp.EXP, w)), x));
  }

  @Test
  void aSoftmaxOfRows() {
    Node max = g.reshape(List.of(R, Dim.ONE), g.reduce(Monoid.MAX, List.of(1), x));
    Node exp = map(ScalarOp.EXP, map(ScalarOp.SUBTRACT, x, spread(max)));
    Node sum = g.reshape(List.of(R, Dim.ONE), g.reduce(Monoid.SUM, List.of(1), exp));
    assertLoops(3, map(ScalarOp.DIVIDE, exp, spread(sum)));
  }

  @Test
  void aVarianceOverColumns() {
    Node mean = map(ScalarOp.MULTIPLY, g.reduce(Monoid.SUM, List.of(0), x), literal(0.1, w));
    Node centred = map(ScalarOp.SUBTRACT, x, spread(mean));
    Node square = map(ScalarOp.POWER, centred, literal(2, centred));
    assertLoops(2, map(ScalarOp.SQRT, g.reduce(Monoid.SUM, List.of(0), square)));
  }

  @Test
  void aVarianceOfRowsThatKeepsItsAxis() {
    Node sum = g.reshape(List.of(R, Dim.ONE), g.reduce(Monoid.SUM, List.of(1), x));
    Node mean = map(ScalarOp.DIVIDE, sum, literal(10, sum));
    Node centred = map(ScalarOp.SUBTRACT, x, spread(mean));
    Node square = map(ScalarOp.MULTIPLY, centred, centred);
    Node squares = g.reshape(List.of(R, Dim.ONE), g.reduce(Monoid.SUM, List.of(1), square));
    assertLoops(2, map(ScalarOp.SQRT, map(ScalarOp.DIVIDE, squares, literal(9, sum))));
  }
}
