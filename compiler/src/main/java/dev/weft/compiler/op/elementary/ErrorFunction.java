// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/** The error function and its complement. */
final class ErrorFunction {

  /** erf x / x - 1 over x^2 up to 1 (f32: 0.81); minimax, 2^-56 and 2^-26 relative. */
  private static final double[] NEAR = {
    0.12837916709551256, -0.37612638903183343, 0.11283791670936952, -0.026866170641959473,
    0.005223977596737011, -0.0008548325484779658, 0.00012055280473796781, -1.4924464698533949e-05,
    1.644413001725101e-06, -1.618374278251421e-07, 1.3615132159409646e-08, -7.603788303503229e-10
  };

  private static final double[] NEAR_F32 = {
    0.128379151f, -0.376125038f, 0.112819217f, -0.026770493f, 0.00499895867f, -0.00060207909f
  };

  /** log(1 - erf x) up to 6 (f32: 4); minimax, 2^-55.3 and 2^-29 relative to erf x. */
  private static final double[] FAR = {
    -5.028908672347888e-07, -1.1283740890802512, -0.6366436298634265, -0.10270343459456054,
    0.018990169387843897, 0.00041064131882580246, -0.0019159578811471724, 0.0007706555267957381,
    -0.00013505860675156852, -2.0262298044219123e-05, 2.282067641572715e-05, -8.666562836517776e-06,
    2.1355230837543613e-06, -3.732725194182718e-07, 4.641846078379787e-08, -3.933809698215876e-09,
    2.0446784163053337e-10, -4.927785185742545e-12
  };

  private static final double[] FAR_F32 = {
    -0.000166454658f,
    -1.12779713f,
    -0.636976421f,
    -0.104113273f,
    0.0223149825f,
    -0.00306543149f,
    0.000198214868f
  };

  /** erf x / x - 1 over x^2 up to 1/4; 2^-59 and 2^-30 relative to erfc x. */
  private static final double[] NEARER = {
    0.12837916709551253, -0.3761263890318266, 0.11283791670878542, -0.026866170620984883,
    0.005223977213490708, -0.0008548285657793729, 0.00012052813503057855, -1.4833922069931422e-05,
    1.4613612344271105e-06
  };

  private static final double[] NEARER_F32 = {
    0.128379151f, -0.376125336f, 0.112817444f, -0.0266994145f, 0.00461465539f
  };

  /** (1 + 2x) e^(x^2) erfc x over t = (x - c) / (x + c), x from 1/2 to 28; minimax, 2^-56.4. */
  private static final double[] SCALED = {
    1.2423492448711544, -0.14000918013761943, -0.010555596332218342, 0.09751909515325892,
    -0.11508959816018859, 0.08798315382485222, -0.048823325827979956, 0.019099330942695163,
    -0.004215019906963153, -0.0003022678811359312, 0.0005643844134572232, -0.00012151239317211383,
    -4.278222170882432e-05, 2.426080596057769e-05, 2.32830717560878e-06, -3.814049424634004e-06,
    -4.426558479070879e-08, 5.99638994910871e-07, -7.886233588751595e-09, -9.258707934736093e-08,
    5.520728860830323e-10, 1.0247736246935848e-08
  };

  private static final double CENTER = 3.5;

  /** The same in f32 for x up to 11; 2^-25.6. */
  private static final double[] SCALED_F32 = {
    1.27697837f,
    -0.092763558f,
    -0.166030258f,
    0.164042041f,
    -0.0542202853f,
    -0.00794592965f,
    0.00870318245f,
    0.000946780026f,
    -0.00133046147f
  };

  private static final double CENTER_F32 = 2.0;

  private ErrorFunction() {}

  static <V> V erf(Real<V> real, V x) {
    V size = real.abs(x);
    V near = real.lt(size, real.pick(1.0, 0.9));
    V square = real.mul(size, size);
    V small = real.fma(size, real.polynomial(square, real.pick(NEAR, NEAR_F32)), size);
    double flat = real.pick(6, 4);
    V bounded = real.select(real.gt(size, flat), flat, size);
    V log = real.polynomial(bounded, real.pick(FAR, FAR_F32));
    V big = real.sub(1.0, Exponentials.within(real, log, 0));
    return real.withSign(real.select(near, small, big), x);
  }

  /** Near zero 1 - erf x; elsewhere a multiple of e^(-x^2), or for negative x 2 less that. */
  static <V> V erfc(Real<V> real, V x) {
    V size = real.abs(x);
    double flat = real.pick(28, 11);
    V tail = tail(real, real.select(real.gt(size, flat), flat, size));
    V far = real.select(real.lt(x, 0.0), real.sub(2.0, tail), tail);
    V curve = real.polynomial(real.mul(x, x), real.pick(NEARER, NEARER_F32));
    V near = real.sub(1.0, real.fma(x, curve, x));
    return real.select(real.lt(size, 0.5), near, far);
  }

  private static <V> V tail(Real<V> real, V x) {
    double center = real.pick(CENTER, CENTER_F32);
    V t = real.div(real.sub(x, center), real.add(x, center));
    V curve = real.polynomial(t, real.pick(SCALED, SCALED_F32));
    V ratio = real.div(curve, real.fma(x, 2.0, 1.0));
    // e^(-x^2) with the square's rounding error put right
    V minus = real.neg(x);
    V square = real.mul(x, minus);
    return Exponentials.expTimes(real, square, real.lost(x, minus, square), ratio);
  }
}
