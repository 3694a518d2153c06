// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prints what a set of expressions gives, down to the bit: the same in every JVM. */
final class BitHashes {
  private static final List<String> TEXTS =
      List.of(
          "sum(exp(a) * b)",
          "mean(sin(a) ** 2 + cos(b) * tanh(a), axis=0)",
          "std(a.T @ b[:, :9], axis=1)",
          "log(abs(a)) * f32(b) + a ** 1.7",
          "where(a > b, floor(a * 8), b // 0.3) % 1.7",
          "cumsum(f32(a), axis=1)[::3, ::-2] - max(b)",
          "sum(i64(a * 1000) ** 2 % 97, axis=1) + argmax(b, axis=1)",
          "softmax(f32(b) * 3, axis=0) + erf(a)",
          "prod(1 + a / 1000, axis=(0, 1)), min(a / b), sum(f32(a))");
  private static final int ROWS = 211;
  private static final int COLUMNS = 307;

  private BitHashes() {}

  /** Arguments: the body to run, and a number of threads. */
  public static void main(String[] args) {
    System.out.println(hashes(Bodies.valueOf(args[0]), Integer.parseInt(args[1])));
  }

  static List<Integer> hashes(Bodies bodies, int threads) {
    Random random = new Random(3);
    Tensor a = tensor(random);
    Tensor b = tensor(random);
    List<Integer> hashes = new ArrayList<>();
    Options options = Options.DEFAULT.withThreads(threads).withBodies(bodies);
    for (String text : TEXTS) {
      Expression expression = Weft.compile(text, options);
      for (Tensor result : expression.callAll(a, b).values()) {
        hashes.add(Bits.text(result).hashCode());
      }
      Tensor across = a.transpose().copy().transpose();
      for (Tensor result : expression.callAll(across, b).values()) {
        hashes.add(Bits.text(result).hashCode());
      }
    }
    return hashes;
  }

  private static Tensor tensor(Random random) {
    return Tensor.of(random.doubles(ROWS * COLUMNS, -4, 4).toArray(), ROWS, COLUMNS);
  }
}
