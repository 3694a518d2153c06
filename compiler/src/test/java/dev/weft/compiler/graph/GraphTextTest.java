// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.graph.GraphInterpreter.Functions;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Label;
import dev.weft.program.Program.Relation;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GraphTextTest {
  private static final Source SOURCE = new Source("test", "");

  @Test
  void graphsReadAsTheyAreWritten() {
    Dim n = Dim.symbol("n");
    GraphBuilder g = new GraphBuilder();
    Node x = g.input("x", TensorType.of(DType.F64, List.of(n, Dim.of(3))));
    g.symbol(new SymbolSource.Axis("n", 0, 0));
    List<Label> labels = List.of(new Label(3, 4, "f64[{n}]\t\"x\""));
    g.guard(new Guard(Relation.AT_LEAST, n, Dim.ONE, "E0210", "no {left}", 1, 2, labels, "help"));
    Node exp = g.map(ScalarOp.EXP, List.of(x));
    Node any = g.map(ScalarOp.GREATER, List.of(g.size(n), g.constant(Literal.of(-2L))));
    Graph.Output output = new Graph.Output("a \"name\"", exp);
    Graph.Assertion assertion = new Graph.Assertion(any, "a\nb", new Span(5, 9));
    String text =
        """
        symbol n axis 0 0
        guard at_least [n, 1] E0210 1..2 "no {left}" "help" 3..4 "f64[{n}]\t\\"x\\""
        %0: f64[n, 3] = input x
        %1: f64[n, 3] = exp %0
        %2: i64 = size [n]
        %3: i64 = constant -2
        %4: bool = greater %2 %3
        assert %4 5..9 "a\\nb"
        output %1 "a \\"name\\""
        """;
    assertEquals(text, GraphText.print(g.finish(List.of(output), List.of(assertion))));
    assertEquals(text, GraphText.print(GraphText.parse(text)));
    assertEquals("a\nb", GraphText.parse(text).assertions().getFirst().message());
  }

  @Test
  void loopsAreIndented() {
    String text =
        """
        %0: f64 = input s
        %1: (f64, f64) = for [0, 3] 1 2 %0 %0 {
          %0: i64 = input t
          %1: f64 = input a
          %2: f64 = input b
          %3: f64 = add %1 %2
          output %3 a
          output %1 b
        }
        %2: f64 = project 0 %1
        output %2 fibonacci
        """;
    Graph graph = GraphText.parse(text);
    GraphChecker.check("test", graph);
    assertEquals(text, GraphText.print(graph));
    List<Tensor> results =
        GraphInterpreter.run(graph, SOURCE, Functions.REFERENCE, List.of(Tensor.scalar(1.0)));
    assertEquals(5.0, results.getFirst().item());
  }

  @Test
  void literalsKeepTheirBits() {
    List<Literal> literals =
        List.of(
            Literal.of(-0.0),
            Literal.of(0.1),
            Literal.of(Double.MIN_VALUE),
            Literal.of(Double.NaN),
            new Literal(DType.F64, 0xfff8000000000001L),
            Literal.of(Float.NaN),
            Literal.of(0.1f),
            new Literal(DType.F32, 0xffc00001),
            Literal.of(Float.NEGATIVE_INFINITY),
            Literal.of(Long.MIN_VALUE),
            Literal.of(-1),
            Literal.of(true),
            Literal.of(DType.U8, 200L));
    for (Literal literal : literals) {
      String word = LiteralWord.print(literal);
      assertEquals(literal, LiteralWord.parse(literal.dtype(), word), word);
    }
  }

  @Test
  void everyGraphIsReadBack() {
    for (int seed = 0; seed < 500; seed++) {
      RandomGraphs.Sample sample = RandomGraphs.of(seed, 1 + seed % 50);
      String text = GraphText.print(sample.graph());
      Graph read = GraphText.parse(text);
      GraphChecker.check("parse", read);
      assertEquals(text, GraphText.print(read));
      List<Tensor> expected = run(sample.graph(), sample);
      List<Tensor> actual = run(read, sample);
      for (int i = 0; i < expected.size(); i++) {
        assertTrue(expected.get(i).contentEquals(actual.get(i)), text);
      }
    }
  }

  private static List<Tensor> run(Graph graph, RandomGraphs.Sample sample) {
    return GraphInterpreter.run(graph, SOURCE, Functions.EXPANSION, sample.inputs());
  }

  @Test
  void mistakesNameTheirLine() {
    assertMistake("line 2: no node %7 stands before", "%0: f64 = input x\n%1: f64 = exp %7\n");
    assertMistake("line 1: no dtype f16", "%0: f16 = input x");
    assertMistake("line 1: no operation expp", "%0: f64 = expp");
    assertMistake("line 2: unexpected }", "%0: f64 = input x\n}\n");
    assertMistake("line 1: a quote is not closed", "output \"x");
    assertMistake("line 1: the line ends too early", "symbol n axis 0");
    assertMistake("line 1: unexpected hello", "hello");
  }

  private static void assertMistake(String message, String text) {
    IllegalArgumentException mistake =
        assertThrows(IllegalArgumentException.class, () -> GraphText.parse(text));
    assertTrue(mistake.getMessage().startsWith(message), mistake.getMessage());
  }

  @Test
  void wrongTypesAreReadAndFoundByTheChecker() {
    Graph graph = GraphText.parse("%0: f64[3] = input x\n%1: f32[3] = exp %0\noutput %1 y\n");
    CompilerBug bug = assertThrows(CompilerBug.class, () -> GraphChecker.check("test", graph));
    assertTrue(bug.getMessage().contains("> %1: f32[3] = exp %0"), bug.getMessage());
  }
}
