// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.elementary.Elementary;
import dev.weft.tensor.DType;
import java.util.List;

/**
 * Random numbers as a function of a key and an index: Philox4x32-10 by Salmon, Moraes, Dror and
 * Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011. Key and counter words are 32 bits in
 * i64 lanes, so that a product is whole.
 *
 * <p>Key words are the key's low and high half, counter words those of the index and of the stream.
 */
final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /** The four words; above their 32 bits is nothing. */
  static <V> List<V> words(Algebra<V> a, V key, V stream, V index) {
    V c0 = index;
    V c1 = high(a, index);
    V c2 = stream;
    V c3 = high(a, stream);
    for (int round = 0; round < ROUNDS; round++) {
      V p0 = a.mul(low(a, c0), a.i64(MULTIPLIER_0));
      V p1 = a.mul(low(a, c2), a.i64(MULTIPLIER_1));
      // What is above the low half of a word is cut off where it would matter: before a product.
      c0 = xor(a, xor(a, high(a, p1), c1), bumped(a, key, (long) round * WEYL_0));
      c2 = xor(a, xor(a, high(a, p0), c3), bumped(a, high(a, key), (long) round * WEYL_1));
      c1 = p1;
      c3 = p0;
    }
    return List.of(low(a, c0), low(a, c1), low(a, c2), low(a, c3));
  }

  private static <V> V bumped(Algebra<V> a, V word, long by) {
    return a.add(word, a.i64(by));
  }

  private static <V> V low(Algebra<V> a, V x) {
    return a.apply(Prim.AND, x, a.i64(LOW));
  }

  private static <V> V high(Algebra<V> a, V x) {
    return a.apply(Prim.USHR, x, a.i64(Integer.SIZE));
  }

  private static <V> V xor(Algebra<V> a, V x, V y) {
    return a.apply(Prim.XOR, x, y);
  }

  /** The first two words as one i64: 64 random bits. */
  static <V> V bits(Algebra<V> a, DType dtype, List<V> x) {
    List<V> words = words(a, x.get(0), x.get(1), x.get(2));
    V upper = a.apply(Prim.SHL, words.get(0), a.i64(Integer.SIZE));
    return a.apply(Prim.OR, upper, words.get(1));
  }

  /** A float in [0, 1), a multiple of 2^-53. */
  static <V> V uniform(Algebra<V> a, DType dtype, List<V> x) {
    List<V> words = words(a, x.get(0), x.get(1), x.get(2));
    return unit(a, words.get(0), words.get(1));
  }

  /**
   * 53 bits of two words as a fraction, without conversions, which few processors have in lanes:
   * bits that are put below the exponent of 2^20 count 2^-32 and more, those below that of 1/2
   * count 2^-53 and more.
   */
  private static <V> V unit(Algebra<V> a, V first, V second) {
    V upper = a.apply(Prim.OR, first, a.i64(Double.doubleToRawLongBits(0x1p20)));
    V rest = a.apply(Prim.USHR, second, a.i64(11));
    V lower = a.apply(Prim.OR, rest, a.i64(Double.doubleToRawLongBits(0.5)));
    V exact = a.sub(a.bitcast(DType.F64, upper), a.f64(0x1p20 + 0.5));
    return a.add(exact, a.bitcast(DType.F64, lower));
  }

  /** A number of the standard normal distribution, by Box and Muller's cosine. */
  static <V> V normal(Algebra<V> a, DType dtype, List<V> x) {
    List<V> words = words(a, x.get(0), x.get(1), x.get(2));
    V above0 = a.sub(a.f64(1), unit(a, words.get(0), words.get(1)));
    V turn = a.mul(a.f64(2 * Math.PI), unit(a, words.get(2), words.get(3)));
    V radius = a.apply(Prim.SQRT, a.mul(a.f64(-2), Elementary.log(a, DType.F64, above0)));
    return a.mul(radius, Elementary.cos(a, DType.F64, turn));
  }

  /**
   * An integer below a range, both taken as unsigned: the upper part of the product of the range
   * and all 128 bits.
   */
  static <V> V below(Algebra<V> a, DType dtype, List<V> x) {
    List<V> words = words(a, x.get(0), a.i64(0), x.get(2)).reversed();
    V lower = low(a, x.get(1));
    V upper = high(a, x.get(1));
    V carry = high(a, a.mul(words.get(0), lower));
    V second = a.add(a.mul(words.get(1), lower), carry);
    V third = a.add(a.mul(words.get(2), lower), high(a, second));
    V fourth = a.add(a.mul(words.get(3), lower), high(a, third));
    carry = high(a, a.add(a.mul(words.get(0), upper), low(a, second)));
    carry = high(a, a.add(a.add(a.mul(words.get(1), upper), low(a, third)), carry));
    carry = high(a, a.add(a.add(a.mul(words.get(2), upper), low(a, fourth)), carry));
    return a.add(a.add(a.mul(words.get(3), upper), high(a, fourth)), carry);
  }
}
