// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program.SymbolSource;
import dev.weft.program.ProgramChecker;
import dev.weft.program.ProgramText;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Graphs, compiled and run, against the interpreter. */
final class CompilationTest {
  private static final Source SOURCE = new Source("test", "");
  private static final Dim R = Dim.symbol("r");
  private static final Dim C = Dim.symbol("c");

  private final GraphBuilder g = new GraphBuilder();
  private final Node x = matrix();

  private Node matrix() {
    g.symbol(new SymbolSource.Axis("r", 0, 0));
    g.symbol(new SymbolSource.Axis("c", 0, 1));
    return g.input("x", TensorType.of(DType.F64, List.of(R, C)));
  }

  private Node map(ScalarOp op, Node... operands) {
    return g.map(op, List.of(operands));
  }

  private Node spread(double value, Node like) {
    return g.broadcast(like.type().shape(), g.constant(Literal.of(value)));
  }

  private void agree(Node... outputs) {
    List<Graph.Output> named = new ArrayList<>();
    for (Node output : outputs) {
      named.add(new Graph.Output(Integer.toString(named.size()), output));
    }
    Graph graph = g.finish(named, List.of());
    Compilation compilation = Compilation.compile("test", SOURCE, graph);
    assertEquals(List.of(), ProgramChecker.check(compilation.program()));
    assertEquals(
        ProgramText.print(compilation.program()),
        ProgramText.print(ProgramText.parse(ProgramText.print(compilation.program()))));
    LoadedProgram program = LoadedProgram.load(compilation.program(), CpuDevice.instance());
    for (long[] shape : new long[][] {{3, 4}, {1, 7}, {40, 1}, {50, 70}, {1, 3000}, {2500, 2}}) {
      Tensor input = random(shape);
      List<Tensor> expected =
          GraphInterpreter.run(graph, SOURCE, GraphInterpreter.Functions.EXPANSION, List.of(input));
      for (Bodies bodies : Bodies.values()) {
        Tensor[] got = program.run(RunOptions.DEFAULT.withBodies(bodies), input);
        for (int i = 0; i < got.length; i++) {
          assertClose(expected.get(i), got[i], compilation);
        }
      }
    }
  }

  private static Tensor random(long[] shape) {
    Random random = new Random(7);
    double[] data = new double[(int) (shape[0] * shape[1])];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextDouble() * 4 - 2;
    }
    return Tensor.of(data, shape);
  }

  private static void assertClose(Tensor expected, Tensor got, Compilation compilation) {
    assertEquals(expected.signature(), got.signature());
    double[] a = expected.toDoubleArray();
    double[] b = got.toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      int at = i;
      boolean close = a[i] == b[i] || Math.abs(a[i] - b[i]) <= 1e-9 * (1 + Math.abs(a[i]));
      assertTrue(
          close || Double.isNaN(a[i]) && Double.isNaN(b[i]),
          () -> at + ": " + a[at] + " but " + b[at] + "\n" + compilation.scheduled());
    }
  }

  @Test
  void elementWise() {
    Node e = map(ScalarOp.EXP, map(ScalarOp.MULTIPLY, x, spread(0.5, x)));
    agree(map(ScalarOp.ADD, e, map(ScalarOp.SIN, x)), map(ScalarOp.LESS, x, e));
  }

  @Test
  void reductions() {
    Node squares = map(ScalarOp.MULTIPLY, x, x);
    agree(
        g.reduce(Monoid.SUM, List.of(0), squares),
        g.reduce(Monoid.SUM, List.of(1), squares),
        g.reduce(Monoid.SUM, List.of(0, 1), squares),
        g.reduce(Monoid.MAX, List.of(1), x),
        g.reduce(Monoid.ARGMIN, List.of(0), x),
        g.reduce(Monoid.ARGMAX, List.of(0, 1), x),
        squares);
  }

  @Test
  void epilogues() {
    Node sum = g.reduce(Monoid.SUM, List.of(0, 1), x);
    Node mean = map(ScalarOp.DIVIDE, sum, g.constant(Literal.of(10.0)));
    Node centred = map(ScalarOp.SUBTRACT, x, g.broadcast(List.of(R, C), mean));
    Node rows = g.reduce(Monoid.SUM, List.of(1), map(ScalarOp.MULTIPLY, centred, centred));
    agree(map(ScalarOp.SQRT, rows), mean);
  }

  @Test
  void views() {
    Node t = g.permute(List.of(1, 0), map(ScalarOp.EXP, x));
    Node column = g.reduce(Monoid.MAX, List.of(1), x);
    Node spread = g.broadcast(List.of(C, R), column);
    Node flat = g.reshape(List.of(R.times(C)), map(ScalarOp.SUBTRACT, t, spread));
    agree(map(ScalarOp.NEGATIVE, flat), g.permute(List.of(1, 0), x));
  }

  @Test
  void contraction() {
    Node product = g.contract(List.of(0, 1), List.of(2, 1), List.of(0, 2), x, x);
    agree(map(ScalarOp.MAXIMUM, product, spread(0, product)));
  }

  @Test
  void updatesAndConcatenation() {
    Movement.Slice first =
        new Movement.Slice(List.of(Dim.ZERO, Dim.ZERO), List.of(Dim.ONE, C), List.of(1L, 1L));
    Node row = g.view(first, map(ScalarOp.EXP, x));
    Node updated = g.update(first, map(ScalarOp.NEGATIVE, x), row);
    agree(g.concat(0, List.of(updated, x)), g.update(first, x, row));
  }

  @Test
  void gathersAndScans() {
    Node index =
        map(ScalarOp.REMAINDER, g.iota(R.plus(3)), g.broadcast(List.of(R.plus(3)), g.size(R)));
    agree(g.gather(0, x, index), g.scan(Monoid.SUM, 1, x), g.scan(Monoid.MAX, 0, x));
  }

  @Test
  void loops() {
    GraphBuilder b = new GraphBuilder();
    Node t = b.input("t", TensorType.scalar(DType.I64));
    Node u = b.input("u", x.type());
    Node half = b.broadcast(x.type().shape(), b.constant(Literal.of(0.5)));
    Node time = b.broadcast(x.type().shape(), b.convert(DType.F64, t));
    Node next = b.map(ScalarOp.ADD, List.of(b.map(ScalarOp.MULTIPLY, List.of(u, half)), time));
    Graph body = b.finish(List.of(new Graph.Output("u", next)), List.of());
    Node last = g.forLoop(Dim.ZERO, 2, Dim.of(5), List.of(x), List.of(), body).getFirst();

    GraphBuilder s = new GraphBuilder();
    s.input("t", TensorType.scalar(DType.I64));
    Node a = s.input("a", TensorType.scalar(DType.F64));
    Node c = s.input("c", TensorType.scalar(DType.F64));
    Node more = s.map(ScalarOp.MULTIPLY, List.of(a, c));
    Graph scalar = s.finish(List.of(new Graph.Output("a", more)), List.of());
    Node start = g.constant(Literal.of(1.0));
    Node factor = g.constant(Literal.of(1.01));
    List<Node> power = g.forLoop(Dim.ZERO, 1, R, List.of(start), List.of(factor), scalar);
    agree(last, power.getFirst());
  }

  @Test
  void filledArraysAndSizes() {
    agree(spread(3, x), g.convert(DType.F64, g.size(R.times(C))), g.iota(C));
  }
}
