// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/**
 * Inverse sine, cosine and tangent: an argument w near zero, and a multiple of pi/2 to start from.
 * All end in start + w + w z P(z).
 */
final class InverseTrigonometry {

  private static final double HALF_PI = 0x1.921fb54442d18p+0;

  /** What pi/2 lacks, relative to it; the same for each multiple. */
  private static final double LACK = 0x1.1a62633145c07p-54 / 0x1.921fb54442d18p+0;

  private static final double HALF_PI_F32 = 0x1.921fb6p+0;
  private static final double LACK_F32 = -0x1.777a5cp-25 / 0x1.921fb6p+0;

  /** (atan t - t) / t^3 over t^2 up to 1; minimax, 2^-57.6 relative to the arc. */
  private static final double[] ATAN = {
    -0.3333333333333307, 0.1999999999995175, -0.14285714282588255, 0.11111111007349803,
    -0.09090907007984768, 0.07692279891604543, -0.06666404449251785, 0.058805299841450165,
    -0.05253527656698926, 0.04722351626219438, -0.04219252843114197, 0.0366433619919296,
    -0.02990608666572456, 0.021987515120975448, -0.01390300578523192, 0.00719819703172685,
    -0.0028857732898198932, 0.0008316183733087511, -0.0001522240518077218, 1.3231309096263934e-05
  };

  /** The same in f32, 2^-28.5. */
  private static final double[] ATAN_F32 = {
    -0.333332986f,
    0.199985296f,
    -0.142640144f,
    0.109508611f,
    -0.0839920789f,
    0.0578788705f,
    -0.0310935322f,
    0.0108662676f,
    -0.00178214232f
  };

  /** (asin w - w) / w^3 over w^2 up to 1/4; minimax, 2^-59.8 relative to the arc. */
  private static final double[] ASIN = {
    0.1666666666666676, 0.07499999999970813, 0.044642857174641296, 0.030381942704979535,
    0.022372215096406158, 0.01735160962806064, 0.01398085351880587, 0.011398611225347433,
    0.010782096434491684, 0.0036989059683560565, 0.02172691377436848, -0.02102821360582233,
    0.03264779918376108
  };

  /** The same in f32, 2^-27.6. */
  private static final double[] ASIN_F32 = {
    0.166667521f, 0.0749530643f, 0.0454697721f, 0.0241807699f, 0.0421664417f
  };

  private InverseTrigonometry() {}

  /** Beyond 1 the arc is pi/2 - atan(1/x). */
  static <V> V atan(Real<V> real, V x) {
    V size = real.abs(x);
    V big = real.gt(size, 1.0);
    V t = real.div(real.select(big, -1.0, size), real.select(big, size, 1.0));
    V start = real.select(big, halfPi(real), real.num(0));
    return real.withSign(arc(real, start, t, real.mul(t, t), ATAN, ATAN_F32), x);
  }

  /** The angle of the point (x, y). */
  static <V> V atan2(Real<V> real, V y, V x) {
    V height = real.abs(y);
    V width = real.abs(x);
    V steep = real.algebra().gt(height, width);
    V less = real.select(steep, width, height);
    V more = real.select(steep, height, width);
    // Where both are zero or infinite their ratio is by decree.
    V same = real.select(real.eq(height, 0.0), 0.0, 1.0);
    V ratio = real.select(real.eq(height, width), same, real.div(less, more));
    V left = real.and(real.bits(x), real.signMask());
    V turned = real.select(steep, real.xor(left, real.signMask()), left);
    V t = real.flip(ratio, turned);
    V isLeft = real.algebra().eq(left, real.signMask());
    V level = real.select(isLeft, real.num(2 * real.pick(HALF_PI, HALF_PI_F32)), real.num(0));
    V start = real.select(steep, halfPi(real), level);
    return real.withSign(arc(real, start, t, real.mul(t, t), ATAN, ATAN_F32), y);
  }

  /** Beyond 1/2 the arc is pi/2 - 2 asin(sqrt((1 - x) / 2)). */
  static <V> V asin(Real<V> real, V x) {
    V size = real.abs(x);
    Half<V> half = half(real, x, size);
    V w = real.select(half.small(), size, real.mul(half.root(), -2.0));
    V start = real.select(half.small(), real.num(0), halfPi(real));
    return real.withSign(arc(real, start, w, half.square(), ASIN, ASIN_F32), x);
  }

  static <V> V acos(Real<V> real, V x) {
    V size = real.abs(x);
    Half<V> half = half(real, x, size);
    V sign = real.and(real.bits(x), real.signMask());
    V wide = real.flip(real.mul(half.root(), 2.0), sign);
    V w = real.select(half.small(), real.neg(x), wide);
    V pi = real.num(2 * real.pick(HALF_PI, HALF_PI_F32));
    V end = real.select(real.lt(x, 0.0), pi, real.num(0));
    V start = real.select(half.small(), halfPi(real), end);
    return arc(real, start, w, half.square(), ASIN, ASIN_F32);
  }

  /**
   * Whether |x| is below 1/2; then the square of x, else (1 - |x|) / 2, whose root is {@code root}.
   */
  private record Half<V>(V small, V square, V root) {}

  private static <V> Half<V> half(Real<V> real, V x, V size) {
    V small = real.lt(size, 0.5);
    V rest = real.fma(size, -0.5, 0.5);
    V square = real.select(small, real.mul(x, x), rest);
    return new Half<>(small, square, real.sqrt(rest));
  }

  private static <V> V halfPi(Real<V> real) {
    return real.num(real.pick(HALF_PI, HALF_PI_F32));
  }

  /** start + w + w z P(z); what start and w lose in their sum goes to the rest. */
  private static <V> V arc(Real<V> real, V start, V w, V z, double[] wide, double[] narrow) {
    V lack = real.mul(start, real.pick(LACK, LACK_F32));
    V curve = real.fma(real.mul(w, z), real.polynomial(z, real.pick(wide, narrow)), lack);
    V high = real.add(start, w);
    V low = real.add(real.sub(start, high), w);
    return real.add(high, real.add(low, curve));
  }
}
