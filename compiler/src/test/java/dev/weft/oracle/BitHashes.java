// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

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
          "exp(a[1:-1, 1:-1]) - b[2:, :-2] * a[:-2, 2:]",
          "a[:, :306].reshape(211, 9, 34)[:, ::-1, 1:] + b[:1, 1:].reshape(9, 34)[:, 1:]",
          "i64(a[:, :306].reshape(211, 9, 34)[1:, 2:, 3:] * 99)"
              + " - f32(b[:210, 1:].reshape(210, 9, 34)[:, 1:-1, :-3])",
          "softmax(f32(b) * 3, axis=0) + erf(a)",
          "prod(1 + a / 1000, axis=(0, 1)), min(a / b), sum(f32(a))");

  /** Over one or two axes, the last of which is of every size. */
  private static final List<String> SIZED =
      List.of(
          "exp(a) * b + sin(a)",
          "sum(a * b)",
          "std(a - b, axis=-1)",
          "where(a > b, i32(a * 100), 7) % 5",
          "f32(a)[..., ::-1] * f32(b)",
          "max(a, axis=0) - cumsum(b, axis=-1)");

  private static final int LONGEST = 200;

  /** More elements than one thread does alone. */
  private static final int SHARED = 33_000;

  private static final int ROWS = 211;
  private static final int COLUMNS = 307;

  private BitHashes() {}

  /** Arguments: the body to run, and a number of threads, or {@code sizes}. */
  public static void main(String[] args) {
    Bodies bodies = Bodies.valueOf(args[0]);
    System.out.println(
        args[1].equals("sizes") ? sizes(bodies) : hashes(bodies, Integer.parseInt(args[1])));
  }

  /**
   * One hash for rows of 1 to 200 elements, and one for so many columns of a matrix that is large
   * enough to be shared, with every number of threads; or more than two where threads matter.
   */
  static List<Integer> sizes(Bodies bodies) {
    Set<Integer> rows = new LinkedHashSet<>();
    Set<Integer> matrices = new LinkedHashSet<>();
    for (int threads : new int[] {1, 2, 3, 8}) {
      Options options = Options.DEFAULT.withThreads(threads).withBodies(bodies);
      List<Expression> texts = SIZED.stream().map(text -> Weft.compile(text, options)).toList();
      int hash = 0;
      for (int size = 1; size <= LONGEST; size++) {
        hash = 31 * hash + hash(texts, size);
      }
      rows.add(hash);
      int large = 0;
      for (int columns : new int[] {7, LONGEST}) {
        large = 31 * large + hash(texts, SHARED / columns + 1, columns);
      }
      matrices.add(large);
    }
    rows.addAll(matrices);
    return List.copyOf(rows);
  }

  private static int hash(List<Expression> texts, long... shape) {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Random random = new Random(count);
    Tensor a = Tensor.of(random.doubles(count, -4, 4).toArray(), shape);
    Tensor b = Tensor.of(random.doubles(count, -4, 4).toArray(), shape);
    int hash = 0;
    for (Expression text : texts) {
      hash = 31 * hash + Arrays.hashCode(text.call(a, b).toDoubleArray()); // exact: f64 holds all
    }
    return hash;
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
