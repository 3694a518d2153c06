// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.target.Lowering;
import dev.weft.compiler.target.Obstacles;
import dev.weft.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TornadoTargetTest {
  private final TornadoTarget target = new TornadoTarget(TornadoDevice.NAME);

  @Test
  void everyPrimitiveOfEveryDTypeHasAnAnswerInWords() {
    for (Prim prim : Prim.values()) {
      for (DType dtype : DType.values()) {
        assertFalse(words(target.lowering(prim, dtype)).isBlank(), prim + " of " + dtype);
      }
    }
    for (DType dtype : DType.values()) {
      assertFalse(words(target.storage(dtype)).isBlank(), dtype.toString());
    }
  }

  private static String words(Lowering lowering) {
    return switch (lowering) {
      case Lowering.Native(String name) -> name;
      case Lowering.Expansion(String how) -> how;
      case Lowering.Unsupported(String reason) -> reason;
    };
  }

  @Test
  void whatIsOnlyNearlyRightIsExpanded() {
    assertInstanceOf(Lowering.Native.class, target.lowering(Prim.DIV, DType.F64));
    assertInstanceOf(Lowering.Expansion.class, target.lowering(Prim.DIV, DType.F32));
    assertInstanceOf(Lowering.Expansion.class, target.lowering(Prim.MAX, DType.F64));
    assertInstanceOf(Lowering.Native.class, target.lowering(Prim.ABS, DType.F64));
    assertInstanceOf(Lowering.Expansion.class, target.lowering(Prim.ABS, DType.I32));
    assertInstanceOf(Lowering.Expansion.class, target.lowering(Prim.CONVERT, DType.F64));
  }

  @Test
  void smallIntegersAreRefusedInMemoryAndOutside() {
    for (DType dtype : List.of(DType.I8, DType.I16, DType.U16)) {
      assertInstanceOf(Lowering.Unsupported.class, target.storage(dtype));
      assertInstanceOf(Lowering.Unsupported.class, target.lowering(Prim.CONVERT, dtype));
    }
    assertInstanceOf(Lowering.Expansion.class, target.storage(DType.U8));
  }

  @Test
  void aSumOfSquaresFits() {
    assertEquals(List.of(), obstacles("mul x, x"));
  }

  @Test
  void obstaclesAreNamedOnce() {
    List<String> found = obstacles("call gamma(x)");
    assertEquals(List.of("gamma: it is not written for devices yet"), found);
  }

  @Test
  void largeKernelsAreObstacles() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 4100; i++) {
      body.append("let v%d: f64 = add x, x\n".formatted(i));
    }
    List<String> found = obstacles("mul x, x", body.toString());
    assertEquals(List.of("4104 operations where tornado takes 4000"), found);
  }

  private List<String> obstacles(String operation, String... more) {
    return Obstacles.of(
        target,
        KernelText.parse(
            """
            kernel k(a: f64[2] in, y: f64[1] out) kept 1 reduced 1 {
              loop serial i0 < kept[0] {
                fold b sum(s: f64 = t0) over serial r0 < reduced[0] {
                  let x: f64 = load a[i0, r0]
                  %s
                  let t0: f64 = %s
                }
                store y[i0] = s
              }
            }
            """
                .formatted(String.join("\n", more), operation)));
  }
}
