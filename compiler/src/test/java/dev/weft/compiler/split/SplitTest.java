// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.GraphChecker;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.GraphInterpreter.Functions;
import dev.weft.compiler.graph.GraphText;
import dev.weft.compiler.graph.RandomGraphs;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.program.Dim;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.Complex;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Source SOURCE = new Source("test", "");

  @Test
  void changesNoBit() {
    for (int seed = 0; seed < 1_000; seed++) {
      RandomGraphs.Sample sample = RandomGraphs.of(seed, 1 + seed % 40);
      Graph split = Split.apply(sample.graph());
      GraphChecker.check("split", split);
      List<Tensor> expected =
          GraphInterpreter.run(sample.graph(), SOURCE, Functions.EXPANSION, sample.inputs());
      List<Tensor> actual =
          GraphInterpreter.run(split, SOURCE, Functions.EXPANSION, sample.inputs());
      for (int i = 0; i < expected.size(); i++) {
        boolean same = expected.get(i).contentEquals(actual.get(i));
        assertTrue(same, "seed " + seed + "\n" + GraphText.print(sample.graph()));
      }
    }
  }

  @Test
  void leavesNoComplexNode() {
    for (int seed = 0; seed < 100; seed++) {
      Graph split = Split.apply(RandomGraphs.of(seed, 40).graph());
      boolean real =
          split.nodes().stream()
              .flatMap(node -> node.types().stream())
              .noneMatch(type -> type.dtype().isComplex());
      assertTrue(real, GraphText.print(split));
    }
  }

  @Test
  void aGraphOfRealsStaysAsItIs() {
    GraphBuilder g = new GraphBuilder();
    g.symbol(new SymbolSource.Axis("n", 0, 0));
    var x = g.input("x", TensorType.of(DType.F64, List.of(Dim.symbol("n"))));
    Graph graph = g.finish(List.of(new Graph.Output("y", x)), List.of());
    assertSame(graph, Split.apply(graph));
  }

  @Test
  void viewsMoveWholeNumbers() {
    Tensor z = Complex.tensor(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2);
    Tensor view = Weft.eval("z.T[::-1]", Map.of("z", z));
    assertEquals("[[3.+4.j 7.+8.j]\n [1.+2.j 5.+6.j]]", view.toString());
    assertEquals(0, Weft.compile("z.T[::-1]").explain(types("z", "c128[n, m]")).kernels());
  }

  @Test
  void oneLoopComputesBothParts() {
    assertEquals(1, Weft.compile("exp(z) * w + 2j").explain(types()).kernels());
    assertEquals(1, Weft.compile("sum(abs(z * w))").explain(types()).kernels());
    assertEquals(1, Weft.compile("prod(z)").explain(types()).kernels());
  }

  private static Map<String, String> types(String... types) {
    return types.length == 0 ? Map.of("z", "c128[n]", "w", "c128[n]") : Map.of(types[0], types[1]);
  }

  @Test
  void resultsGoWhereTheCallerWants() {
    Tensor z = Complex.tensor(new double[] {1, 2, 3, 4}, 2);
    Tensor out = Tensor.zeros(DType.C128, 2);
    assertSame(out, Weft.compile("z * z").callInto(out, z));
    assertEquals("[-3. +4.j -7.+24.j]", out.toString());
    assertSame(z, Weft.compile("z - 1").callInto(z, z));
    assertEquals("[0.+2.j 2.+4.j]", z.toString());
  }
}
