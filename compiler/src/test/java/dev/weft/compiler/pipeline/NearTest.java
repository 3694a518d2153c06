// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NearTest {

  @Test
  void unitsOfTheLastPlaceAreCounted() {
    String one = "f64[2] [1.0, NaN]";
    assertTrue(Near.agree(one, "f64[2] [1.0000000000000002, NaN]", 1));
    assertFalse(Near.agree(one, "f64[2] [1.0000000000000004, NaN]", 1));
    assertTrue(Near.agree(one, "f64[2] [1.0000000000000004, NaN]", 2));
  }

  @Test
  void nothingElseMayDiffer() {
    assertFalse(Near.agree("f64[2] [1.0, NaN]", "f64[2] [1.0, 0.0]", 9));
    assertFalse(Near.agree("f64[1] [0.0]", "f64[1] [-0.0]", 9));
    assertFalse(Near.agree("f64[1] [4.9E-324]", "f64[1] [0.0]", 9));
    assertFalse(Near.agree("f64[1] [Infinity]", "f64[1] [1.7976931348623157E308]", 9));
    assertFalse(Near.agree("f64[1] [1.0]", "f32[1] [1.0]", 9));
    assertFalse(Near.agree("f64[1] [1.0]", "f64[1] [1.0, 1.0]", 9));
  }
}
