// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.GraphChecker;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.GraphInterpreter.Functions;
import dev.weft.compiler.graph.GraphText;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.RandomGraphs;
import dev.weft.compiler.graph.RandomGraphs.Sample;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.split.Split;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RewriterTest {
  private static final Dim R = Dim.symbol("r");
  private static final Dim C = Dim.symbol("c");
  private static final Source SOURCE = new Source("test", "");

  private final GraphBuilder g = new GraphBuilder();

  private Node matrix(String name) {
    Node node = g.input(name, TensorType.of(DType.F64, List.of(R, C)));
    if (node.id() == 0) {
      g.symbol(new SymbolSource.Axis("r", 0, 0));
      g.symbol(new SymbolSource.Axis("c", 0, 1));
    }
    return node;
  }

  private Node map(ScalarOp op, Node... operands) {
    return g.map(op, List.of(operands));
  }

  private Node spread(double value) {
    return g.broadcast(List.of(R, C), g.constant(Literal.of(value)));
  }

  private String rewritten(Node... outputs) {
    List<Graph.Output> named = new ArrayList<>();
    for (Node output : outputs) {
      named.add(new Graph.Output("y" + named.size(), output));
    }
    Graph result = Rewriter.rewrite(g.finish(named, List.of()), RuleBook.exact()).graph();
    GraphChecker.check("rewrite", result);
    return GraphText.print(result)
        .lines()
        .filter(line -> line.startsWith("%") && !line.contains(" = input "))
        .map(line -> line.replaceAll("^%\\d+: ", ""))
        .reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void deadNodesGoAndInputsStay() {
    Node x = matrix("x");
    Node y = matrix("y");
    map(ScalarOp.EXP, y);
    Graph graph = g.finish(List.of(new Graph.Output("x", x)), List.of());
    Graph result = Rewriter.rewrite(graph, RuleBook.exact()).graph();
    assertEquals(2, result.inputs().size());
    assertEquals(2, result.nodes().size());
  }

  @Test
  void equalNodesBecomeOneWithBothPlaces() {
    Node x = matrix("x");
    Node first = g.at(new Span(0, 1)).map(ScalarOp.EXP, List.of(x));
    Node second = g.at(new Span(4, 5)).map(ScalarOp.EXP, List.of(x));
    Graph graph =
        g.finish(List.of(new Graph.Output("y", map(ScalarOp.ADD, first, second))), List.of());
    Graph result = Rewriter.rewrite(graph, RuleBook.exact()).graph();
    assertEquals(3, result.nodes().size());
    assertEquals(
        List.of(new Span(0, 1), new Span(4, 5)), result.spans().get(result.nodes().get(1)));
  }

  @Test
  void constantsAreComputed() {
    Node x = matrix("x");
    Node two = g.constant(Literal.of(2.0));
    Node four = g.broadcast(List.of(R, C), map(ScalarOp.MULTIPLY, two, two));
    assertEquals(
        """
        f64 = constant 4.0
        f64[r, c] = broadcast %1
        f64[r, c] = multiply %0 %2
        """,
        rewritten(map(ScalarOp.MULTIPLY, x, four)));
  }

  @Test
  void aFaultIsNotComputed() {
    Node two = g.constant(Literal.of(2L));
    Node minus = g.constant(Literal.of(-1L));
    assertTrue(rewritten(map(ScalarOp.POWER, two, minus)).contains("power"));
  }

  @Test
  void viewsSinkThroughChains() {
    Node x = matrix("x");
    Node exp = map(ScalarOp.EXP, map(ScalarOp.ADD, x, spread(1)));
    assertEquals(
        """
        f64[c, r] = permute [1, 0] %0
        f64 = constant 1.0
        f64[c, r] = broadcast %2
        f64[c, r] = add %1 %3
        f64[c, r] = exp %4
        """,
        rewritten(g.permute(List.of(1, 0), exp)));
  }

  /** Each broadcast of a wide sum is over all before it: their number would be the square. */
  @Test
  void broadcastsOfAWideSumSinkOnce() {
    int terms = 40;
    List<Dim> shape = List.of(Dim.symbol("n0"));
    Node sum = g.input("x0", TensorType.of(DType.F64, shape));
    for (int i = 1; i < terms; i++) {
      Dim size = Dim.symbol("n" + i);
      Node x = g.input("x" + i, TensorType.of(DType.F64, List.of(size)));
      shape = List.of(shape.getFirst().broadcast(size));
      sum = map(ScalarOp.ADD, g.broadcast(shape, sum), g.broadcast(shape, x));
    }
    Graph graph = g.finish(List.of(new Graph.Output("y", sum)), List.of());
    Rewriting rewriting = Rewriter.rewrite(graph, RuleBook.exact());
    assertEquals(terms + terms + terms - 1, rewriting.graph().nodes().size());
    int laws = rewriting.fired().values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(laws < 4 * terms, () -> "laws applied: " + rewriting.fired());
  }

  @Test
  void slicesOfAnExpensiveNodeReadItFromMemory() {
    Node x = matrix("x");
    Node exp = map(ScalarOp.EXP, x);
    Node left = g.view(rows(Dim.ZERO), exp);
    Node right = g.view(rows(Dim.ONE), exp);
    String text = rewritten(map(ScalarOp.SUBTRACT, right, left));
    assertEquals(1, text.lines().filter(line -> line.contains("= exp")).count(), text);
  }

  @Test
  void slicesOfACheapNodeComputeItTwice() {
    Node x = matrix("x");
    Node twice = map(ScalarOp.MULTIPLY, x, spread(2));
    Node left = g.view(rows(Dim.ZERO), twice);
    Node right = g.view(rows(Dim.ONE), twice);
    String text = rewritten(map(ScalarOp.SUBTRACT, right, left));
    assertEquals(2, text.lines().filter(line -> line.contains("= multiply")).count(), text);
  }

  private static Movement.Slice rows(Dim start) {
    return new Movement.Slice(List.of(start, Dim.ZERO), List.of(R.plus(-1), C), List.of(1L, 1L));
  }

  @Test
  void whatFollowsAReductionStaysWithIt() {
    Node x = matrix("x");
    Node sum = g.reduce(Monoid.SUM, List.of(0), x);
    Node half = g.broadcast(List.of(C), g.constant(Literal.of(0.5)));
    Node mean = map(ScalarOp.MULTIPLY, sum, half);
    String text = rewritten(map(ScalarOp.SUBTRACT, x, g.broadcast(List.of(R, C), mean)));
    assertTrue(text.contains("f64[c] = multiply"), text);
  }

  @Test
  void expensiveRowsAreNotComputedForEveryColumn() {
    Node x = matrix("x");
    Node row = g.input("w", TensorType.of(DType.F64, List.of(C)));
    Node exp = g.broadcast(List.of(R, C), map(ScalarOp.EXP, row));
    assertTrue(rewritten(map(ScalarOp.ADD, x, exp)).contains("f64[c] = exp"));
    Node minus = g.broadcast(List.of(R, C), map(ScalarOp.ABS, row));
    assertTrue(rewritten(map(ScalarOp.ADD, x, minus)).contains("f64[r, c] = abs"));
  }

  @Test
  void transposesBecomeLabels() {
    Node x = matrix("x");
    Node product =
        g.contract(List.of(0, 1), List.of(1, 2), List.of(0, 2), g.permute(List.of(1, 0), x), x);
    assertEquals("f64[c, c] = contract [1, 0] [1, 2] [0, 2] %0 %0\n", rewritten(product));
  }

  @Test
  void loopsAreRewrittenInside() {
    GraphBuilder body = new GraphBuilder();
    body.input("t", TensorType.scalar(DType.I64));
    Node carried = body.input("s", TensorType.scalar(DType.F64));
    Node same = body.map(ScalarOp.MULTIPLY, List.of(carried, body.constant(Literal.of(1.0))));
    Graph region = body.finish(List.of(new Graph.Output("s", same)), List.of());
    Node s = g.input("s", TensorType.scalar(DType.F64));
    Node result = g.forLoop(Dim.ZERO, 1, Dim.of(3), List.of(s), List.of(), region).getFirst();
    Graph graph = g.finish(List.of(new Graph.Output("s", result)), List.of());
    Rewriting rewriting = Rewriter.rewrite(graph, RuleBook.exact());
    assertTrue(!GraphText.print(rewriting.graph()).contains("multiply"));
    assertTrue(rewriting.text().contains("x * 1 => x"), rewriting.text());
  }

  @Test
  void deepChainsTakeLinearTime() {
    Node x = matrix("x");
    Node node = x;
    for (int i = 0; i < 20_000; i++) {
      node = map(ScalarOp.ADD, map(ScalarOp.EXP, node), x);
    }
    Node top = g.permute(List.of(1, 0), node);
    Graph graph = g.finish(List.of(new Graph.Output("y", top)), List.of());
    Rewriting result =
        assertTimeout(Duration.ofSeconds(20), () -> Rewriter.rewrite(graph, RuleBook.exact()));
    assertEquals(40_002, result.graph().nodes().size());
    assertEquals(40_000, result.fired().values().stream().mapToInt(n -> n).sum());
  }

  @Test
  void nothingChangesABit() {
    for (int seed = 0; seed < 2_000; seed++) {
      int steps = 1 + seed % 60;
      String complaint = complaint(RandomGraphs.of(seed, steps));
      if (complaint != null) {
        int fewest = RandomGraphs.shrink(seed, steps, sample -> complaint(sample) != null);
        Sample small = RandomGraphs.of(seed, fewest);
        fail(
            "seed %d, %d steps: %s%n%s%nbecame%n%s"
                .formatted(
                    seed,
                    fewest,
                    complaint(small),
                    GraphText.print(small.graph()),
                    GraphText.print(
                        Rewriter.rewrite(Split.apply(small.graph()), RuleBook.exact()).graph())));
      }
    }
  }

  private static String complaint(Sample sample) {
    GraphChecker.check("test", sample.graph());
    Graph split = Split.apply(sample.graph());
    GraphChecker.check("split", split);
    Graph after = Rewriter.rewrite(split, RuleBook.exact()).graph();
    GraphChecker.check("rewrite", after);
    Rewriting again = Rewriter.rewrite(after, RuleBook.exact());
    if (!again.fired().isEmpty()) {
      return "is not at its end: " + again.fired();
    }
    List<Tensor> expected = run(sample.graph(), sample);
    List<Tensor> actual = run(after, sample);
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).contentEquals(actual.get(i))) {
        return "output %d: %s became %s".formatted(i, expected.get(i), actual.get(i));
      }
    }
    return null;
  }

  private static List<Tensor> run(Graph graph, Sample sample) {
    return GraphInterpreter.run(graph, SOURCE, Functions.EXPANSION, sample.inputs());
  }
}
