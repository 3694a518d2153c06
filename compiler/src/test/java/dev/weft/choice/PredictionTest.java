// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.program.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rail: kernels of typical programs, and the memory that they touch. */
final class PredictionTest {
  private static final Costs COSTS = new Costs(100, 0, 0.1, 0.05, 0);

  private static Program program(String text, String types) {
    return Weft.compile(text).program(pairs(types));
  }

  private static Map<String, String> pairs(String list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : list.split(" ")) {
      pairs.put(pair.substring(0, pair.indexOf(':')), pair.substring(pair.indexOf(':') + 1));
    }
    return pairs;
  }

  private static Prediction prediction(String text, String types, String sizes) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    pairs(sizes).forEach((name, value) -> numbers.put(name, Long.parseLong(value)));
    return Prediction.of(program(text, types), numbers, COSTS);
  }

  /** A value more that goes through memory, or a kernel more, shows here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2*a + 3*b; a:f64[n] b:f64[n]; n:1000; 1; 24000",
        "sin(a)**2 + cos(b)**2; a:f64[n] b:f64[n]; n:1000; 1; 24000",
        "sum(a*b); a:f64[n] b:f64[n]; n:1000; 1; 16008",
        "mean(a); a:f32[n]; n:1000; 1; 4004",
        "var(a); a:f64[n]; n:1000; 2; 16024",
        "(a - mean(a)) / std(a); a:f64[n]; n:1000; 3; 40032",
        "softmax(a); a:f64[n]; n:1000; 3; 40032",
        "sum(a, axis=0); a:f64[n,m]; n:100 m:10; 1; 8080",
        "sum(a, axis=1) + sum(a*a, axis=1); a:f64[n,m]; n:100 m:10; 1; 8800",
        "a * r + c[:, None]; a:f64[n,m] r:f64[m] c:f64[n]; n:100 m:10; 1; 16880",
        "u[2:] - 2*u[1:-1] + u[:-2]; u:f64[n]; n:1002; 1; 16016",
        "a.T + b; a:f64[m,n] b:f64[n,m]; n:100 m:10; 1; 24000",
        "where(a > 0, a, 0.0); a:f64[n]; n:1000; 1; 16000",
        "a[i]; a:f64[n] i:i64[m]; n:1000 m:10; 1; 8160",
        "relu(x @ w + b); x:f64[n,k] w:f64[k,m] b:f64[m]; n:10 k:20 m:30; 1; 9040",
        "4 * mean(uniform(key(1), [n])**2 + uniform(key(2), [n])**2 < 1); n:i64; n:1000; 1; 8",
      })
  void kernelsAndMemory(String text, String types, String sizes, int kernels, double bytes) {
    Prediction prediction = prediction(text, types, sizes);
    assertEquals(kernels, prediction.parts().size(), prediction::toString);
    assertEquals(bytes, prediction.work().touched(), prediction::toString);
  }

  @Test
  void saysWhatBounds() {
    String text = prediction("2*a + 3*b", "a:f64[n] b:f64[n]", "n:1000000").toString();
    assertTrue(text.contains("24 MB read and written"), text);
    assertTrue(text.contains("2.4 ms, bound by memory"), text);
    text = prediction("sin(a)", "a:f64[n]", "n:1000000").toString();
    assertTrue(text.contains("bound by arithmetic (memory alone 1.6 ms)"), text);
  }

  @Test
  void loopsCountTheirRounds() {
    Prediction once = prediction("for t in 0:1 { x = x[::-1] * 0.5 }\nx", "x:f64[n]", "n:1000");
    Prediction often = prediction("for t in 0:50 { x = x[::-1] * 0.5 }\nx", "x:f64[n]", "n:1000");
    assertTrue(often.work().operations() >= 40 * once.work().operations(), often::toString);
  }

  @Test
  void sizesFollowFromOthers() {
    assertEquals(
        48_000,
        prediction("a + b", "a:f64[n,2] b:f64[_,_]", "n:1000 b.0:1000 b.1:2").work().touched());
    Exception missing =
        assertThrows(
            IllegalArgumentException.class, () -> prediction("a * 2", "a:f64[n,m]", "n:1"));
    assertEquals("sizes are missing: m (axis 1 of a)", missing.getMessage());
    Exception unknown =
        assertThrows(IllegalArgumentException.class, () -> prediction("a * 2", "a:f64[n]", "q:1"));
    assertEquals("there is no size 'q'; the sizes are n", unknown.getMessage());
  }
}
