// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import dev.weft.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;

/** What the mains of this package share. */
final class Samples {
  private Samples() {}

  /** The folder with data and scripts: the first argument, or where the root of Weft has it. */
  static Path folder(String... args) {
    return Path.of(args.length > 0 ? args[0] : "samples");
  }

  /** Prints results as the command {@code weft run} does. */
  static void print(Map<String, Tensor> results) {
    results.forEach(
        (name, value) -> {
          String text = value.toString();
          System.out.println(name + (text.contains("\n") ? " =\n" : " = ") + text);
        });
  }
}
