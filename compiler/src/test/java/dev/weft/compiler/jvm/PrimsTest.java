// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelInterpreter;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.PrimTyping;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every primitive on every dtype: interpreter, scalar body and vector body agree to the bit. */
class PrimsTest {
  private static final int[] COUNTS =
      IntStream.concat(IntStream.range(0, 35), IntStream.of(127, 200, 1000, 1024)).toArray();

  @Test
  void everyPrimitiveOfEveryDType() {
    int tried = 0;
    for (Prim prim : Prim.values()) {
      for (DType dtype : DType.values()) {
        for (DType to : targets(prim, dtype)) {
          List<DType> operands = operands(prim, dtype);
          if (PrimTyping.complaint(prim, to, operands).isEmpty()) {
            compare(
                kernel(prim, operands, to),
                to.isSmall() || operands.stream().anyMatch(DType::isSmall));
            tried++;
          }
        }
      }
    }
    assertTrue(tried > 100, "tried only " + tried);
  }

  private static List<DType> targets(Prim prim, DType dtype) {
    if (prim == Prim.CONVERT || prim == Prim.BITCAST) {
      return List.of(DType.values());
    }
    return List.of(prim.isComparison() ? DType.BOOL : dtype);
  }

  private static List<DType> operands(Prim prim, DType dtype) {
    List<DType> operands = new ArrayList<>();
    for (int i = 0; i < prim.arity(); i++) {
      operands.add(prim == Prim.SELECT && i == 0 ? DType.BOOL : dtype);
    }
    return operands;
  }

  /** Shift counts are brought into range; floats whose bits are looked at are no NaN. */
  private static Kernel kernel(Prim prim, List<DType> operands, DType to) {
    StringBuilder params = new StringBuilder();
    StringBuilder loads = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      DType dtype = operands.get(i);
      params.append("x%d: %s[1] in, ".formatted(i, dtype));
      loads.append("      let v%d: %s = load x%d[@p]\n".formatted(i, dtype, i));
      names.add("v" + i);
    }
    boolean shift = prim == Prim.SHL || prim == Prim.SHR || prim == Prim.USHR;
    if (shift) {
      DType dtype = operands.get(1);
      String most = dtype == DType.I64 ? "63" : "31:i32";
      loads.append("      let c: %s = and v1, %s\n".formatted(dtype, most));
      names.set(1, "c");
    }
    if (prim == Prim.BITCAST && operands.get(0).isFloat()) {
      loads.append("      let isNan: bool = ne v0, v0\n");
      String one = operands.get(0) == DType.F64 ? "1.0" : "1.0:f32";
      loads.append("      let c: %s = select isNan, %s, v0\n".formatted(operands.get(0), one));
      names.set(0, "c");
    }
    return KernelText.parse(
        """
        kernel k(%sy: %s[1] out) kept 1 reduced 0 {
          loop parallel k < kept step 1024 {
            let rest: i64 = sub kept, k
            let m: i64 = min rest, 1024
            loop vector i < m {
              let p: i64 = add k, i
        %s
              let z: %s = %s %s
              store y[@p] = z
            }
          }
        }
        """
            .formatted(
                params,
                to,
                loads,
                to,
                prim.name().toLowerCase(Locale.ROOT),
                String.join(", ", names)));
  }

  private static void compare(Kernel kernel, boolean scalarOnly) {
    KernelCode code = KernelEmitter.emit(kernel, kernel);
    assertEquals(scalarOnly, code.vectorClass().isEmpty(), () -> KernelText.print(kernel));
    for (int count : COUNTS) {
      long[] extents = {count};
      List<Tensor> expected = RandomTensors.arguments(kernel, extents, count);
      KernelInterpreter.run(kernel, extents, expected);
      for (boolean vector : scalarOnly ? new boolean[] {false} : new boolean[] {false, true}) {
        List<Tensor> found = RandomTensors.again(kernel, expected);
        new Driver(code, vector, 1, extents, found).run(false);
        assertArrayEquals(
            Driver.bits(expected.getLast()),
            Driver.bits(found.getLast()),
            () -> (vector ? "vector " : "scalar ") + count + " of\n" + KernelText.print(kernel));
      }
    }
  }
}
