// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/**
 * Functions around log x: x = 2^k m with m between sqrt(1/2) and sqrt(2).
 *
 * <p>With f = m - 1, which is exact, and s = f / (2 + f), log m = 2 atanh s = f - (f^2/2 - s (f^2/2
 * + z P(z))), z = s^2: the large terms are exact or nearly so, and the division's error only
 * reaches a small one. In f32 a polynomial in f replaces the division.
 */
final class Logarithms {

  /** (2 atanh(s) / s - 2) / s^2 over z = s^2; minimax, 2^-59.5 relative to the logarithm. */
  private static final double[] ATANH = {
    0.6666666666666734,
    0.39999999999416824,
    0.2857142874198995,
    0.22222198607224458,
    0.18183562849755666,
    0.15314082026265288,
    0.1479568856565162
  };

  /** ln 2 in 42 bits and the rest: an exponent times the first part is exact. */
  private static final double LN2_SHORT = 0x1.62e42fefa3800p-1;

  private static final double LN2_REST = 0x1.ef35793c76730p-45;
  private static final double LN2_SHORT_F32 = 0x1.62e4p-1;
  private static final double LN2_REST_F32 = 0x1.7f7d1cp-20;

  /** (log(1 + f) - f + f^2/2) / f^3 over f; minimax, 2^-27 in f32. */
  private static final double[] LOG_F32 = {
    0.333333313f,
    -0.250008225f,
    0.200012282f,
    -0.166233525f,
    0.14201723f,
    -0.131601974f,
    0.127618358f,
    -0.0763477236f
  };

  private Logarithms() {}

  /** A positive finite number as 2^k m; k is a float. */
  record Split<V>(V k, V m) {}

  static <V> Split<V> split(Real<V> real, V x) {
    V small = real.lt(x, real.pick(Double.MIN_NORMAL, Float.MIN_NORMAL));
    int up = real.fractionBits() + 2;
    V normal = real.select(small, real.mul(x, Math.scalb(1.0, up)), x);
    double offset = exponentOffset(real);
    return split(real, normal, real.select(small, offset + up, offset));
  }

  /** The same for numbers that are known not to be subnormal. */
  static <V> Split<V> splitNormal(Real<V> real, V x) {
    return split(real, x, real.num(exponentOffset(real)));
  }

  private static <V> Split<V> split(Real<V> real, V x, V offset) {
    int fraction = real.fractionBits();
    long one = (long) real.bias() << fraction;
    long root = real.isWide() ? 0x3fe6a09e667f3bcdL : 0x3f3504f3L;
    V biased = real.algebra().add(real.bits(x), real.word(one - root));
    V m = real.algebra().add(real.and(biased, (1L << fraction) - 1), real.word(root));
    V field = field(real, biased);
    return new Split<>(real.sub(field, offset), real.real(m));
  }

  /** The exponent of a positive normal number whose fraction is from 1 to 2, as a float. */
  static <V> V exponent(Real<V> real, V x) {
    return real.sub(field(real, real.bits(x)), exponentOffset(real));
  }

  /** The exponent field as a float, by standing in the fraction of 2^fractionBits. */
  private static <V> V field(Real<V> real, V bits) {
    int fraction = real.fractionBits();
    long unit = (long) (real.bias() + fraction) << fraction;
    return real.real(real.or(real.ushr(bits, fraction), real.word(unit)));
  }

  private static <V> double exponentOffset(Real<V> real) {
    return Math.scalb(1.0, real.fractionBits()) + real.bias();
  }

  /** log(1 + f) as f - half + tail, the last two small. */
  private record Parts<V>(V f, V half, V tail) {}

  private static <V> Parts<V> parts(Real<V> real, V f) {
    V square = real.mul(f, f);
    V half = real.mul(square, 0.5);
    if (!real.isWide()) {
      V tail = real.mul(real.mul(square, f), real.polynomial(f, LOG_F32));
      return new Parts<>(f, half, tail);
    }
    V s = real.div(f, real.add(f, 2.0));
    V z = real.mul(s, s);
    return new Parts<>(f, half, real.mul(s, real.fma(z, real.polynomial(z, ATANH), half)));
  }

  static <V> V log(Real<V> real, V x) {
    Split<V> split = split(real, x);
    Parts<V> parts = parts(real, real.sub(split.m(), 1.0));
    return edges(real, x, natural(real, split.k(), parts));
  }

  /** k ln 2 + log(1 + f). */
  private static <V> V natural(Real<V> real, V k, Parts<V> parts) {
    V low = real.fma(k, real.pick(LN2_REST, LN2_REST_F32), parts.tail());
    V high = real.sub(parts.f(), real.sub(parts.half(), low));
    return real.fma(k, real.pick(LN2_SHORT, LN2_SHORT_F32), high);
  }

  static <V> V log2(Real<V> real, V x) {
    Split<V> split = split(real, x);
    Parts<V> parts = parts(real, real.sub(split.m(), 1.0));
    double high = real.pick(0x1.71547652b82fep+0, 0x1.715476p+0);
    double low = real.pick(0x1.777d0ffda0d24p-56, 0x1.4ae0cp-26);
    return edges(real, x, scaled(real, parts, high, low, split.k(), real.num(0)));
  }

  static <V> V log10(Real<V> real, V x) {
    Split<V> split = split(real, x);
    Parts<V> parts = parts(real, real.sub(split.m(), 1.0));
    double high = real.pick(0x1.bcb7b1526e50ep-2, 0x1.bcb7b2p-2);
    double low = real.pick(0x1.95355baaafad3p-57, -0x1.5b235ep-27);
    V k = real.mul(split.k(), real.pick(0x1.34413509f78p-2, 0x1.3442p-2));
    V rest = real.mul(split.k(), real.pick(0x1.fef311f12b358p-46, -0x1.95ec1p-19));
    return edges(real, x, scaled(real, parts, high, low, k, rest));
  }

  /** log(1 + f) times a factor in two parts, plus k + rest, rounded about once. */
  private static <V> V scaled(
      Real<V> real, Parts<V> parts, double factor, double factorLow, V k, V rest) {
    V high = real.sub(parts.f(), parts.half());
    V low = real.add(real.sub(real.sub(parts.f(), high), parts.half()), parts.tail());
    V product = real.mul(high, factor);
    V small = real.add(real.lost(high, real.num(factor), product), rest);
    small = real.fma(high, factorLow, real.fma(low, factor, small));
    V sum = real.add(k, product);
    V error = real.add(real.sub(k, sum), product);
    return real.add(sum, real.add(error, small));
  }

  /** log(1 + x): with u = 1 + x rounded, f takes up what u lost, scaled like u. */
  static <V> V log1p(Real<V> real, V x) {
    V u = real.add(x, 1.0);
    Split<V> split = splitNormal(real, u);
    V lost = real.sub(x, real.sub(u, 1.0));
    // Twice the scale, which is 0 and not negative for the greatest k.
    long two = (real.bias() + 1L) << real.fractionBits();
    V down = real.algebra().sub(real.bits(split.m()), real.bits(u));
    V scale = real.real(real.algebra().add(down, real.word(two)));
    V less = real.sub(split.m(), 1.0);
    V part = real.mul(lost, 0.5);
    V f = real.fma(part, scale, less);
    V fLow = real.fma(part, scale, real.sub(less, f));
    Parts<V> parts = parts(real, f);
    Parts<V> whole = new Parts<>(f, parts.half(), real.add(parts.tail(), fLow));
    V log = edges(real, u, natural(real, split.k(), whole));
    // There log(1 + x) is x; halves of subnormals would lose a bit, and -0 its sign.
    V tiny = real.lt(real.abs(x), real.pick(0x1p-54, 0x1p-25));
    return real.select(tiny, x, log);
  }

  /** Any logarithm's values where x is not a positive finite number. */
  private static <V> V edges(Real<V> real, V x, V log) {
    V finite = real.select(real.lt(x, Double.POSITIVE_INFINITY), log, x);
    V nonzero = real.select(real.eq(x, 0.0), Double.NEGATIVE_INFINITY, finite);
    return real.select(real.lt(x, 0.0), Double.NaN, nonzero);
  }
}
