// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Relation;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Graphs that no builder makes. */
final class GraphCheckerTest {
  private static final TensorType VECTOR = TensorType.of(DType.F64, List.of(Dim.symbol("n")));
  private static final SymbolSource N = new SymbolSource.Axis("n", 0, 0);

  private final Node x = new Node(0, new Op.Input("x"), List.of(), List.of(VECTOR));
  private final Node exp = map(1, ScalarOp.EXP, VECTOR, x);

  private static Node map(int id, ScalarOp op, TensorType type, Node... operands) {
    return new Node(id, new Op.Map(op), List.of(operands), List.of(type));
  }

  private static Graph graph(List<Node> nodes, List<SymbolSource> symbols, Node output) {
    List<Node> inputs = nodes.stream().filter(n -> n.op() instanceof Op.Input).toList();
    List<Graph.Output> outputs = List.of(new Graph.Output("y", output));
    return new Graph(nodes, inputs, outputs, List.of(), symbols, List.of(), Map.of());
  }

  private static void assertBroken(String rule, Graph graph) {
    CompilerBug bug = assertThrows(CompilerBug.class, () -> GraphChecker.check("a pass", graph));
    assertTrue(bug.getMessage().contains("a pass"), bug.getMessage());
    assertTrue(bug.getMessage().contains(rule), bug.getMessage());
  }

  @Test
  void aSoundGraphPasses() {
    GraphChecker.check("a pass", graph(List.of(x, exp), List.of(N), exp));
  }

  @Test
  void operandsStandBeforeTheirUsers() {
    assertBroken("operand %0 stands not before", graph(List.of(exp, x), List.of(N), exp));
    Node late = new Node(2, new Op.Input("x"), List.of(), List.of(VECTOR));
    Node early = map(1, ScalarOp.EXP, VECTOR, late);
    assertBroken("operand %2 stands not before", graph(List.of(early, late), List.of(N), early));
    assertBroken("%1: its number", graph(List.of(x, exp, exp), List.of(N), exp));
  }

  @Test
  void operandsBelongToTheGraph() {
    assertBroken("operand %0 stands not before", graph(List.of(exp), List.of(), exp));
  }

  @Test
  void typesAreThoseOfTheRules() {
    Node wrong = map(1, ScalarOp.EXP, TensorType.scalar(DType.F64), x);
    assertBroken("should be [f64[n]]", graph(List.of(x, wrong), List.of(N), wrong));
    Node mixed = map(1, ScalarOp.BITWISE_AND, VECTOR, x, x);
    assertBroken("does not compute in f64", graph(List.of(x, mixed), List.of(N), mixed));
    Node lonely = map(1, ScalarOp.ADD, VECTOR, x);
    assertBroken("of 1 operands", graph(List.of(x, lonely), List.of(N), lonely));
  }

  @Test
  void sizesSpeakOfKnownSymbols() {
    assertBroken("unknown size n", graph(List.of(x), List.of(), x));
    SymbolSource elsewhere = new SymbolSource.Axis("n", 0, 1);
    assertBroken("speaks of no input", graph(List.of(x), List.of(elsewhere), x));
    SymbolSource real = new SymbolSource.Value("n", 0);
    assertBroken("speaks of no input", graph(List.of(x), List.of(real), x));
    Dim k = Dim.symbol("k");
    Guard guard = new Guard(Relation.EQUAL, k, k, "E0204", "", 0, 0, List.of(), "");
    Graph guarded =
        new Graph(
            List.of(x), List.of(x), List.of(), List.of(), List.of(N), List.of(guard), Map.of());
    assertBroken("unknown size k", guarded);
  }

  @Test
  void outputsAndAssertionsExist() {
    assertBroken("output y is absent", graph(List.of(x), List.of(N), exp));
    Graph.Assertion assertion = new Graph.Assertion(x, "", new Span(0, 0));
    Graph asserted =
        new Graph(
            List.of(x), List.of(x), List.of(), List.of(assertion), List.of(N), List.of(), Map.of());
    assertBroken("no bool of rank 0", asserted);
  }

  @Test
  void inputsAreListed() {
    Node s = new Node(0, new Op.Input("s"), List.of(), List.of(TensorType.scalar(DType.F64)));
    Graph hidden =
        new Graph(List.of(s), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    assertBroken("inputs are []", hidden);
  }

  @Test
  void regionsAreClosed() {
    GraphBuilder g = new GraphBuilder();
    Node start = g.constant(Literal.of(1.0));
    GraphBuilder body = new GraphBuilder();
    body.input("t", TensorType.scalar(DType.I64));
    body.input("s", TensorType.scalar(DType.F64));
    Node stolen = body.map(ScalarOp.EXP, List.of(start));
    Graph region = body.finish(List.of(new Graph.Output("s", stolen)), List.of());
    Node result = g.forLoop(Dim.ZERO, 1, Dim.of(3), List.of(start), List.of(), region).getFirst();
    Graph graph = g.finish(List.of(new Graph.Output("y", result)), List.of());
    assertBroken("operand %0 stands not before", graph);
  }
}
