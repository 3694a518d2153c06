// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function takes every dtype, or says that it does not; nothing else may happen. */
final class EveryFunctionTest {
  private static final Tensor NUMBERS = Tensor.of(new long[] {0, 1, 2, 3}, 2, 2);

  static List<String> functions() {
    return Functions.names();
  }

  /** A call with as many tensors as the function demands. */
  private static String call(String name) {
    long demanded =
        Functions.spec(name).orElseThrow().params().stream().filter(p -> !p.optional()).count();
    return name + "(" + String.join(", ", Collections.nCopies((int) demanded, "x")) + ")";
  }

  @ParameterizedTest
  @MethodSource("functions")
  void givesAValueOrAnError(String name) {
    for (DType dtype : DType.values()) {
      Tensor x = Weft.eval("astype(x, " + dtype.shortName() + ")", Map.of("x", NUMBERS));
      try {
        Weft.compile(call(name)).callAll(Map.of("x", x));
      } catch (WeftException e) {
        // The user can do something about it. A bug of ours would be another exception.
        assert !e.diagnostics().isEmpty();
      }
    }
  }
}
