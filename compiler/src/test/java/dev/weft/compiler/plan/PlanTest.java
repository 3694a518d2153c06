// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.fuse.Fusion;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelChecker;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.program.Dim;
import dev.weft.program.KernelCode;
import dev.weft.program.Movement;
import dev.weft.program.Program;
import dev.weft.program.Program.SymbolSource;
import dev.weft.program.Step;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many kernels and temporaries a graph costs. */
final class PlanTest {
  private static final Dim R = Dim.symbol("r");
  private static final Dim C = Dim.symbol("c");

  private final GraphBuilder g = new GraphBuilder();
  private final List<Kernel> kernels = new ArrayList<>();

  private Node matrix(String name) {
    Node node = g.input(name, TensorType.of(DType.F64, List.of(R, C)));
    g.symbol(new SymbolSource.Axis("r", 0, 0));
    g.symbol(new SymbolSource.Axis("c", 0, 1));
    return node;
  }

  private Node map(ScalarOp op, Node... operands) {
    return g.map(op, List.of(operands));
  }

  private Node spread(double value, Node like) {
    return g.broadcast(like.type().shape(), g.constant(Literal.of(value)));
  }

  private Program plan(Node... outputs) {
    List<Graph.Output> named = new ArrayList<>();
    for (Node output : outputs) {
      named.add(new Graph.Output(Integer.toString(named.size()), output));
    }
    Graph graph = g.finish(named, List.of());
    return Plan.plan(
        "p", new Source("test", ""), graph, Fusion.fuse(graph), this::sink, this::code);
  }

  private int sink(Kernel kernel) {
    KernelChecker.check("lower", kernel);
    kernels.add(kernel);
    return kernels.size() - 1;
  }

  private List<KernelCode> code() {
    return List.of();
  }

  private static long count(Program program, Class<? extends Step> kind) {
    return program.steps().stream().filter(kind::isInstance).count();
  }

  @Test
  void aChainWithBroadcastsAReductionAndWhatFollowsIsOneKernel() {
    Node x = matrix("x");
    Node w = g.input("w", TensorType.of(DType.F64, List.of(C)));
    Node n = g.input("n", TensorType.scalar(DType.I64));
    Node sin = map(ScalarOp.SIN, x);
    Node square = map(ScalarOp.MULTIPLY, sin, sin);
    Node product = map(ScalarOp.MULTIPLY, square, g.broadcast(List.of(R, C), w));
    Node sum = g.reduce(Monoid.SUM, List.of(0), product);
    Node count = g.broadcast(List.of(C), g.convert(DType.F64, n));
    Program program = plan(map(ScalarOp.DIVIDE, sum, count));
    assertEquals(1, kernels.size());
    assertEquals(1, kernels.getFirst().keptRank());
    assertEquals(1, count(program, Step.Launch.class));
    assertEquals(1, count(program, Step.Alloc.class));
    assertEquals(0, count(program, Step.Copy.class));
  }

  @Test
  void aFullReductionAndTheArrayItReducesShareAPass() {
    Node x = matrix("x");
    Node exp = map(ScalarOp.EXP, x);
    Program program = plan(exp, g.reduce(Monoid.SUM, List.of(0, 1), exp));
    assertEquals(1, kernels.size());
    assertEquals(2, count(program, Step.Alloc.class));
  }

  @Test
  void severalReductionsOverTheSameAxesShareAPass() {
    Node x = matrix("x");
    Node sum = g.reduce(Monoid.SUM, List.of(1), x);
    Node max = g.reduce(Monoid.MAX, List.of(1), map(ScalarOp.ABS, x));
    Node at = g.reduce(Monoid.ARGMAX, List.of(1), x);
    plan(map(ScalarOp.ADD, sum, max), at);
    assertEquals(1, kernels.size());
  }

  @Test
  void whatNeedsAReductionOfItselfTakesTwoLoopsAndNoWholeTemporary() {
    Node x = matrix("x");
    Node sum = g.reduce(Monoid.SUM, List.of(0, 1), x);
    Node mean = map(ScalarOp.DIVIDE, sum, g.constant(Literal.of(10.0)));
    Node centred = map(ScalarOp.SUBTRACT, x, g.broadcast(List.of(R, C), mean));
    Node squares = map(ScalarOp.MULTIPLY, centred, centred);
    Program program = plan(g.reduce(Monoid.SUM, List.of(0, 1), squares));
    assertEquals(2, kernels.size());
    for (Step step : program.steps()) {
      if (step instanceof Step.Alloc alloc) {
        assertTrue(alloc.shape().isEmpty(), alloc.toString());
      }
    }
  }

  @Test
  void twoOutputsOfOneShapeShareALoop() {
    Node x = matrix("x");
    plan(map(ScalarOp.ADD, x, spread(1, x)), map(ScalarOp.MULTIPLY, x, spread(2, x)));
    assertEquals(1, kernels.size());
  }

  @Test
  void aContractionTakesWhatFollowsIntoItsLoop() {
    Node x = matrix("x");
    Node w = g.input("w", TensorType.of(DType.F64, List.of(C, R)));
    Node product = g.contract(List.of(0, 1), List.of(1, 2), List.of(0, 2), x, w);
    plan(map(ScalarOp.MAXIMUM, product, spread(0, product)));
    assertEquals(1, kernels.size());
    assertEquals(2, kernels.getFirst().keptRank());
  }

  @Test
  void aFilledArrayIsWrittenByALoop() {
    Node x = matrix("x");
    Program program = plan(spread(3, x));
    assertEquals(1, kernels.size());
    assertEquals(0, count(program, Step.Copy.class));
  }

  @Test
  void temporariesThatAreDeadLendTheirStorage() {
    Node x = matrix("x");
    Node chain = x;
    for (int i = 0; i < 6; i++) {
      Node sum = g.reduce(Monoid.SUM, List.of(0), map(ScalarOp.EXP, chain));
      Node flipped = g.permute(List.of(1, 0), g.broadcast(List.of(R, C), sum));
      chain = g.permute(List.of(1, 0), map(ScalarOp.NEGATIVE, flipped));
    }
    Program program = plan(map(ScalarOp.EXP, chain));
    long storages =
        program.steps().stream()
            .filter(step -> step instanceof Step.Alloc a && a.storage() != Step.Alloc.RESULT)
            .map(step -> ((Step.Alloc) step).storage())
            .distinct()
            .count();
    assertTrue(storages <= 4, () -> program.steps().toString());
  }

  @Test
  void aScalarLoopIsOneKernelAndAnArrayLoopSwapsBuffers() {
    Node x = matrix("x");
    GraphBuilder b = new GraphBuilder();
    b.input("t", TensorType.scalar(DType.I64));
    Node u = b.input("u", x.type());
    Graph body =
        b.finish(List.of(new Graph.Output("u", b.map(ScalarOp.ADD, List.of(u, u)))), List.of());
    List<Node> last = g.forLoop(Dim.ZERO, 1, R, List.of(x), List.of(), body);
    Program program = plan(last.getFirst());
    assertEquals(1, count(program, Step.Repeat.class));
    assertEquals(1, kernels.size());
  }

  @Test
  void aSliceOfATemporaryIsUpdatedInPlace() {
    Node x = matrix("x");
    Node y = map(ScalarOp.EXP, x);
    Movement.Slice first =
        new Movement.Slice(List.of(Dim.ZERO, Dim.ZERO), List.of(Dim.ONE, C), List.of(1L, 1L));
    Node row = g.view(first, x);
    Node updated = g.update(first, y, row);
    Program program = plan(g.reduce(Monoid.SUM, List.of(0), updated));
    assertEquals(1, count(program, Step.Copy.class));
  }
}
