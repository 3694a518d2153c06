// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.graph.GraphInterpreter.Functions;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Relation;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GraphInterpreterTest {
  private static final Dim R = Dim.symbol("r");
  private static final Dim C = Dim.symbol("c");
  private static final Source SOURCE = new Source("test", "a text of more than ten characters");

  private final GraphBuilder g = new GraphBuilder();

  private Node matrix(DType dtype) {
    Node node = g.input("x", TensorType.of(dtype, List.of(R, C)));
    g.symbol(new SymbolSource.Axis("r", 0, 0));
    g.symbol(new SymbolSource.Axis("c", 0, 1));
    return node;
  }

  private Tensor run(Node output, Tensor... inputs) {
    Graph graph = g.finish(List.of(new Graph.Output("y", output)), List.of());
    GraphChecker.check("test", graph);
    return GraphInterpreter.run(graph, SOURCE, Functions.REFERENCE, List.of(inputs)).getFirst();
  }

  private static Tensor matrix(double... values) {
    return Tensor.of(values, 2, 3);
  }

  private static void assertValues(Tensor actual, double... expected) {
    assertArrayEquals(expected, actual.toDoubleArray(), 0.0, Arrays.toString(actual.shape()));
  }

  @Test
  void elementsAreMappedOneByOne() {
    Node x = matrix(DType.F64);
    Node one = g.broadcast(List.of(R, C), g.constant(Literal.of(1.0)));
    Node sum = g.map(ScalarOp.ADD, List.of(g.map(ScalarOp.EXP, List.of(x)), one));
    assertValues(run(sum, matrix(0, 1, 0, 0, 0, 0)), 2, StrictMath.exp(1) + 1, 2, 2, 2, 2);
  }

  @Test
  void conversionsTruncateAndWrap() {
    Node x = matrix(DType.F64);
    Tensor given = matrix(-1.5, 300.9, Double.NaN, 1e300, 0, -0.25);
    assertValues(run(g.convert(DType.U8, x), given), 255, 44, 0, 255, 0, 0);
    assertValues(run(g.convert(DType.BOOL, x), given), 1, 1, 1, 1, 0, 1);
  }

  @Test
  void reductionsFoldTheirAxes() {
    Node x = matrix(DType.F64);
    Tensor given = matrix(1, 2, 3, 4, 9, 6);
    assertValues(run(g.reduce(Monoid.SUM, List.of(0), x), given), 5, 11, 9);
    assertValues(run(g.reduce(Monoid.PROD, List.of(1), x), given), 6, 216);
    assertValues(run(g.reduce(Monoid.ARGMAX, List.of(0, 1), x), given), 4);
    assertValues(run(g.scan(Monoid.SUM, 1, x), given), 1, 3, 6, 4, 13, 19);
  }

  @Test
  void anEmptySumIsZero() {
    Node x = matrix(DType.F64);
    assertValues(run(g.reduce(Monoid.SUM, List.of(0), x), Tensor.zeros(DType.F64, 0, 2)), 0, 0);
  }

  @Test
  void longSumsAreMoreAccurateThanOneAfterAnother() {
    Node x = matrix(DType.F32);
    float[] tenths = new float[100_000];
    Arrays.fill(tenths, 0.1f);
    Tensor sum = run(g.reduce(Monoid.SUM, List.of(0, 1), x), Tensor.of(tenths, 10, 10_000));
    assertEquals(10_000, sum.toDoubleArray()[0], 0.005);
  }

  @Test
  void viewsFindElementsByIndex() {
    Node x = matrix(DType.F64);
    Tensor given = matrix(1, 2, 3, 4, 5, 6);
    assertValues(run(g.permute(List.of(1, 0), x), given), 1, 4, 2, 5, 3, 6);
    assertValues(run(g.reshape(List.of(R.times(C)), x), given), 1, 2, 3, 4, 5, 6);
    List<Dim> start = List.of(Dim.ZERO, C.plus(-1));
    Movement.Slice slice = new Movement.Slice(start, List.of(R, Dim.of(2)), List.of(1L, -2L));
    assertValues(run(g.view(slice, x), given), 3, 1, 6, 4);
  }

  @Test
  void anUpdateReplacesASlice() {
    Node x = matrix(DType.F64);
    Movement.Slice column =
        new Movement.Slice(List.of(Dim.ZERO, Dim.ONE), List.of(R, Dim.ONE), List.of(1L, 1L));
    Node minus = g.map(ScalarOp.NEGATIVE, List.of(g.view(column, x)));
    assertValues(run(g.update(column, x, minus), matrix(1, 2, 3, 4, 5, 6)), 1, -2, 3, 4, -5, 6);
  }

  @Test
  void gatheringCountsFromBothEndsAndFailsOutside() {
    Node x = matrix(DType.F64);
    Node index = g.input("i", TensorType.of(DType.I64, List.of(Dim.of(2))));
    Node taken = g.at(new Span(2, 4)).gather(1, x, index);
    Tensor given = matrix(1, 2, 3, 4, 5, 6);
    assertValues(run(taken, given, Tensor.of(new long[] {-1, 0})), 3, 1, 6, 4);
    Tensor outside = Tensor.of(new long[] {0, 3});
    WeftException error = assertThrows(WeftException.class, () -> run(taken, given, outside));
    assertEquals("E0401", error.code());
    assertEquals(new Span(2, 4), error.diagnostics().getFirst().span());
    assertTrue(error.getMessage().contains("[0, 1]"), error.getMessage());
  }

  @Test
  void contractionSumsSharedLabels() {
    Node x = matrix(DType.F64);
    Node product = g.contract(List.of(0, 1), List.of(2, 1), List.of(2, 0), x, x);
    assertValues(run(product, matrix(1, 2, 3, 4, 5, 6)), 14, 32, 32, 77);
  }

  @Test
  void partsAreJoinedAlongAnAxis() {
    Node x = matrix(DType.F64);
    Node row = g.reshape(List.of(Dim.ONE, C), g.reduce(Monoid.MAX, List.of(0), x));
    Tensor joined = run(g.concat(0, List.of(row, x)), matrix(1, 2, 3, 4, 5, 6));
    assertValues(joined, 4, 5, 6, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void aLoopCarriesItsValues() {
    GraphBuilder body = new GraphBuilder();
    Node t = body.input("t", TensorType.scalar(DType.I64));
    Node sum = body.input("sum", TensorType.scalar(DType.I64));
    Node by = body.input("by", TensorType.scalar(DType.I64));
    Node next = body.map(ScalarOp.ADD, List.of(sum, body.map(ScalarOp.MULTIPLY, List.of(t, by))));
    Graph region = body.finish(List.of(new Graph.Output("sum", next)), List.of());
    Node n = g.input("n", TensorType.scalar(DType.I64));
    g.symbol(new SymbolSource.Value("n", 0));
    Node zero = g.constant(Literal.of(0L));
    Node ten = g.constant(Literal.of(10L));
    List<Node> results =
        g.forLoop(Dim.ONE, 2, Dim.symbol("n"), List.of(zero), List.of(ten), region);
    assertValues(run(results.getFirst(), Tensor.scalar(4L)), 160);
  }

  @Test
  void guardsAndAssertionsAreTheUsersErrors() {
    Node x = matrix(DType.F64);
    g.guard(
        new Guard(
            Relation.EQUAL,
            R,
            C,
            "E0204",
            "{left} is not {right}",
            1,
            3,
            List.of(),
            "use {r + 1}"));
    WeftException guard = assertThrows(WeftException.class, () -> run(x, matrix(1, 2, 3, 4, 5, 6)));
    assertEquals("E0204", guard.code());
    assertTrue(guard.getMessage().contains("2 is not 3"), guard.getMessage());
    assertTrue(guard.getMessage().contains("use 3"), guard.getMessage());

    Node sum = g.reduce(Monoid.SUM, List.of(0, 1), x);
    Node positive = g.map(ScalarOp.GREATER, List.of(sum, g.constant(Literal.of(0.0))));
    Graph.Assertion assertion = new Graph.Assertion(positive, "not positive", new Span(4, 5));
    Graph graph = g.finish(List.of(new Graph.Output("y", x)), List.of(assertion));
    List<Tensor> negative = List.of(Tensor.of(new double[] {-1}, 1, 1));
    WeftException failed =
        assertThrows(
            WeftException.class,
            () -> GraphInterpreter.run(graph, SOURCE, Functions.REFERENCE, negative));
    assertEquals("E0403", failed.code());
    assertTrue(failed.getMessage().contains("not positive"), failed.getMessage());
  }

  @Test
  void inputsMustHaveTheirTypes() {
    Node x = g.input("x", TensorType.of(DType.F64, List.of(Dim.of(3))));
    assertThrows(WeftException.class, () -> run(x, Tensor.of(new double[2])));
    assertThrows(WeftException.class, () -> run(x, Tensor.of(new float[3])));
    Node weak = g.input("w", TensorType.weak(DType.F32));
    Tensor converted = run(weak, Tensor.of(new double[3]), Tensor.scalar(0.1));
    assertEquals(Tensor.scalar(0.1f).item(), converted.item());
  }
}
