// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import dev.weft.Expression;
import dev.weft.Weft;
import dev.weft.io.Npy;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A 3x3 binomial blur of a photograph. */
public final class Blur {
  private static final Expression BLUR =
      Weft.compile(
          """
          g = f32(img)
          rows = g[:-2] + 2 * g[1:-1] + g[2:]
          g[1:-1, 1:-1] = rint((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 16)
          u8(g)
          """);

  private Blur() {}

  /** The blurred image, and what it did to the grey values. */
  static Map<String, Tensor> blur(Tensor img) {
    Tensor blurred = BLUR.call(img);

    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("blurred", blurred);
    results.put("mean_before", Weft.eval("mean(f64(img))", Map.of("img", img)));
    results.put("mean_after", Weft.eval("mean(f64(img))", Map.of("img", blurred)));
    results.put(
        "largest_change", Weft.eval("max(abs(f32(b) - f32(a)))", Map.of("a", img, "b", blurred)));
    return results;
  }

  public static void main(String[] args) throws IOException {
    Path samples = Samples.folder(args);
    Samples.print(blur(Npy.read(samples.resolve("data/ascent.npy"))));
  }
}
