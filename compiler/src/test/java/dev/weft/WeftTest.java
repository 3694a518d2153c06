// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Explanation.Stage;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.program.ProgramFile;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The front door, as a user meets it. */
final class WeftTest {
  private static final double[] A = {1, 2, 3};
  private static final double[] B = {10, 20, 30};

  @Test
  void evaluatesAString() {
    Tensor y = Weft.eval("2*a + 3*b", Map.of("a", A, "b", B));
    assertArrayEquals(new double[] {32, 64, 96}, y.toDoubleArray());
  }

  @Test
  void takesInputsByPositionAndByName() {
    Expression e = Weft.compile("a - b");
    assertEquals(List.of("a", "b"), e.inputs());
    assertArrayEquals(new double[] {-9, -18, -27}, e.call(A, B).toDoubleArray());
    Map<String, Object> named = Map.of("b", A, "a", B, "unused", 1);
    assertArrayEquals(new double[] {9, 18, 27}, e.call(named).toDoubleArray());
    assertThrows(IllegalArgumentException.class, () -> e.call(A));
    assertThrows(IllegalArgumentException.class, () -> e.call(A, "text"));
    assertThrows(IllegalArgumentException.class, () -> e.call(A, null));
  }

  @Test
  void javaScalarsAreWeakAndTensorsAreStrong() {
    Expression e = Weft.compile("x * s");
    float[] x = {1, 2};
    assertEquals(DType.F32, e.call(x, 2.0).dtype());
    assertEquals(DType.F32, e.call(x, 2).dtype());
    assertEquals(DType.F64, e.call(x, Tensor.scalar(2.0)).dtype());
    assertEquals(3, e.recompiles());
  }

  @Test
  void givesSeveralResultsByName() {
    Expression e = Weft.compile("sum(a), a * 2");
    Map<String, Tensor> results = e.callAll((Object) A);
    assertEquals(List.of("0", "1"), List.copyOf(results.keySet()));
    assertEquals(6.0, results.get("0").item());
    assertThrows(IllegalStateException.class, () -> e.call((Object) A));
  }

  @Test
  void writesIntoGivenMemory() {
    Expression e = Weft.compile("a + b");
    Tensor out = Tensor.zeros(DType.F64, 3);
    assertSame(out, e.callInto(out, A, B));
    assertArrayEquals(new double[] {11, 22, 33}, out.toDoubleArray());
    Tensor a = Tensor.of(A.clone());
    e.callInto(a, a, B);
    assertArrayEquals(new double[] {11, 22, 33}, a.toDoubleArray());
  }

  @Test
  void newSizesDoNotCompile() {
    Expression e = Weft.compile("sum(x * w, axis=0)");
    for (int rows = 0; rows < 20; rows++) {
      for (int columns = 0; columns < 20; columns++) {
        Tensor x = Tensor.zeros(DType.F64, rows, columns);
        assertEquals(columns, e.call(x, new double[columns]).size());
      }
    }
    assertEquals(1, e.recompiles());
  }

  @Test
  void explainsEveryStage() {
    Expression e = Weft.compile("sum(sin(x)**2 * w, axis=0) / n");
    Explanation explanation = e.explain(Map.of("x", "f64[r,c]", "w", "f64[c]", "n", "i64"));
    assertEquals(1, explanation.kernels());
    for (Stage stage : Stage.values()) {
      assertTrue(explanation.stage(stage).length() > 50, stage.toString());
    }
    assertThrows(IllegalStateException.class, e::explain);
  }

  @Test
  void mistakesPointAtTheText() {
    WeftException e =
        assertThrows(
            WeftException.class, () -> Weft.eval("a + b", Map.of("a", A, "b", new int[2])));
    assertEquals("E0203", e.code());
    assertTrue(e.getMessage().contains("a + b"), e.getMessage());
    assertThrows(WeftException.class, () -> Weft.compile("a +"));
    assertThrows(WeftException.class, () -> Weft.eval("a", Map.of()));
  }

  @Test
  void runsScripts() {
    String text =
        """
        input x: f64[n]
        param k: f64 = 2.0
        fn twice(v) = v * 2
        y = twice(x) * k
        assert all(y >= 0), "negative"
        total = 0.0
        for i in 0:3 { total = total + f64(i) }
        output y
        output t = total
        """;
    Expression e = Weft.compileScript("s.expr", text, Options.DEFAULT);
    assertEquals(List.of("x"), e.inputs());
    assertEquals(List.of("k"), e.parameters());
    Map<String, Tensor> results = e.callAll(Map.of("x", A, "k", 10.0));
    assertArrayEquals(new double[] {20, 40, 60}, results.get("y").toDoubleArray());
    assertEquals(3.0, results.get("t").item());
    WeftException failed =
        assertThrows(WeftException.class, () -> e.callAll((Object) new double[] {-1}));
    assertTrue(failed.getMessage().contains("negative"), failed.getMessage());
  }

  @Test
  void givesProgramsThatTheRuntimeAloneCanRun() throws IOException {
    Program program =
        Weft.compile("sum(x * w, axis=0)").program(Map.of("x", "f64[n,m]", "w", "f64[m]"));
    Program read = ProgramFile.fromBytes(ProgramFile.toBytes(program));
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Tensor[] results =
        LoadedProgram.load(read, CpuDevice.instance())
            .run(RunOptions.DEFAULT, x, Tensor.of(new double[] {10, 1}));
    assertArrayEquals(new double[] {90, 12}, results[0].toDoubleArray());
    assertThrows(WeftException.class, () -> Weft.compile("x + y").program(Map.of("x", "f64[n]")));
  }
}
