// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.io.Json;
import dev.weft.io.TensorJson;
import dev.weft.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures that NumPy computed; {@code reference.py} says how. */
final class Reference {
  /** What rounding in another order may do. */
  private static final double RELATIVE = 1e-11;

  private Reference() {}

  /** The results of a script by name. */
  static Map<String, Tensor> of(String script) {
    String text = Checkout.read("src/test/resources/reference.json");
    Map<String, Tensor> results = new LinkedHashMap<>();
    if (Json.parse(text).get(script) instanceof Json.Members members) {
      members.values().forEach((name, value) -> results.put(name, TensorJson.read(value)));
    }
    return results;
  }

  static void assertClose(String what, Tensor expected, Tensor actual) {
    assertEquals(expected.dtype(), actual.dtype(), what);
    assertArrayEquals(expected.shape(), actual.shape(), what);
    double[] want = doubles(expected);
    double[] have = doubles(actual);
    for (int i = 0; i < want.length; i++) {
      assertEquals(want[i], have[i], RELATIVE * Math.abs(want[i]), what + ", element " + i);
    }
  }

  private static double[] doubles(Tensor tensor) {
    return switch (tensor.dtype()) {
      case F64 -> tensor.toDoubleArray();
      case F32 -> widened(tensor.toFloatArray());
      case BOOL, U8, U16, I8, I16, I32, I64, C64, C128 ->
          throw new IllegalArgumentException(tensor.signature());
    };
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
