// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

/** Transforms of a few rows in place; the rows come out in order. */
final class Butterflies {
  private static final double SIN_60 = 0.8660254037844386;
  private static final double COS_72 = 0.30901699437494745;
  private static final double COS_144 = -0.8090169943749475;
  private static final double SIN_72 = 0.9510565162951535;
  private static final double SIN_144 = 0.5877852522924731;

  private Butterflies() {}

  static void two(double[] ar, double[] ai, double[] br, double[] bi) {
    for (int q = 0; q < ar.length; q++) {
      double re = ar[q] - br[q];
      double im = ai[q] - bi[q];
      ar[q] += br[q];
      ai[q] += bi[q];
      br[q] = re;
      bi[q] = im;
    }
  }

  static void three(double[] ar, double[] ai, double[] br, double[] bi, double[] cr, double[] ci) {
    for (int q = 0; q < ar.length; q++) {
      double sr = br[q] + cr[q];
      double si = bi[q] + ci[q];
      double dr = SIN_60 * (bi[q] - ci[q]);
      double di = SIN_60 * (cr[q] - br[q]);
      double mr = ar[q] - 0.5 * sr;
      double mi = ai[q] - 0.5 * si;
      ar[q] += sr;
      ai[q] += si;
      br[q] = mr + dr;
      bi[q] = mi + di;
      cr[q] = mr - dr;
      ci[q] = mi - di;
    }
  }

  static void four(double[][] re, double[][] im) {
    four(re[0], im[0], re[1], im[1], re[2], im[2], re[3], im[3]);
  }

  private static void four(
      double[] ar,
      double[] ai,
      double[] br,
      double[] bi,
      double[] cr,
      double[] ci,
      double[] dr,
      double[] di) {
    for (int q = 0; q < ar.length; q++) {
      double evenRe = ar[q] + cr[q];
      double evenIm = ai[q] + ci[q];
      double oddRe = br[q] + dr[q];
      double oddIm = bi[q] + di[q];
      double leftRe = ar[q] - cr[q];
      double leftIm = ai[q] - ci[q];
      double rightRe = bi[q] - di[q];
      double rightIm = dr[q] - br[q];
      ar[q] = evenRe + oddRe;
      ai[q] = evenIm + oddIm;
      br[q] = leftRe + rightRe;
      bi[q] = leftIm + rightIm;
      cr[q] = evenRe - oddRe;
      ci[q] = evenIm - oddIm;
      dr[q] = leftRe - rightRe;
      di[q] = leftIm - rightIm;
    }
  }

  /** As {@link #four}, each row but the first times a root, as (re, im) of the three. */
  static void four(double[][] re, double[][] im, double[] roots) {
    four(re[0], im[0], re[1], im[1], re[2], im[2], re[3], im[3], roots);
  }

  private static void four(
      double[] ar,
      double[] ai,
      double[] br,
      double[] bi,
      double[] cr,
      double[] ci,
      double[] dr,
      double[] di,
      double[] roots) {
    double ur = roots[0];
    double ui = roots[1];
    double vr = roots[2];
    double vi = roots[3];
    double wr = roots[4];
    double wi = roots[5];
    for (int q = 0; q < ar.length; q++) {
      double evenRe = ar[q] + cr[q];
      double evenIm = ai[q] + ci[q];
      double oddRe = br[q] + dr[q];
      double oddIm = bi[q] + di[q];
      double leftRe = ar[q] - cr[q];
      double leftIm = ai[q] - ci[q];
      double rightRe = bi[q] - di[q];
      double rightIm = dr[q] - br[q];
      ar[q] = evenRe + oddRe;
      ai[q] = evenIm + oddIm;
      double firstRe = leftRe + rightRe;
      double firstIm = leftIm + rightIm;
      br[q] = firstRe * ur - firstIm * ui;
      bi[q] = firstRe * ui + firstIm * ur;
      double secondRe = evenRe - oddRe;
      double secondIm = evenIm - oddIm;
      cr[q] = secondRe * vr - secondIm * vi;
      ci[q] = secondRe * vi + secondIm * vr;
      double thirdRe = leftRe - rightRe;
      double thirdIm = leftIm - rightIm;
      dr[q] = thirdRe * wr - thirdIm * wi;
      di[q] = thirdRe * wi + thirdIm * wr;
    }
  }

  static void five(double[][] re, double[][] im) {
    fold(re[1], re[4]);
    fold(im[1], im[4]);
    fold(re[2], re[3]);
    fold(im[2], im[3]);
    five(re[0], re[1], re[2], re[3], re[4]);
    five(im[0], im[1], im[2], im[3], im[4]);
    spread(re[1], re[4], im[1], im[4]);
    spread(re[2], re[3], im[2], im[3]);
  }

  /** Sum and difference. */
  static void fold(double[] a, double[] b) {
    for (int q = 0; q < a.length; q++) {
      double difference = a[q] - b[q];
      a[q] += b[q];
      b[q] = difference;
    }
  }

  private static void five(double[] a, double[] s1, double[] s2, double[] d2, double[] d1) {
    for (int q = 0; q < a.length; q++) {
      double first = a[q] + (COS_72 * s1[q] + COS_144 * s2[q]);
      double second = a[q] + (COS_144 * s1[q] + COS_72 * s2[q]);
      double one = SIN_72 * d1[q] + SIN_144 * d2[q];
      double two = SIN_144 * d1[q] - SIN_72 * d2[q];
      a[q] += s1[q] + s2[q];
      s1[q] = first;
      s2[q] = second;
      d1[q] = one;
      d2[q] = two;
    }
  }

  /** Of an even part a and an odd part b: {@code a - i b} and {@code a + i b}. */
  static void spread(double[] ar, double[] br, double[] ai, double[] bi) {
    for (int q = 0; q < ar.length; q++) {
      double evenRe = ar[q];
      double evenIm = ai[q];
      double oddRe = br[q];
      double oddIm = bi[q];
      ar[q] = evenRe + oddIm;
      ai[q] = evenIm - oddRe;
      br[q] = evenRe - oddIm;
      bi[q] = evenIm + oddRe;
    }
  }

  static void turn(double[] re, double[] im, double wr, double wi) {
    for (int q = 0; q < re.length; q++) {
      double x = re[q];
      double y = im[q];
      re[q] = x * wr - y * wi;
      im[q] = x * wi + y * wr;
    }
  }

  /** Each lane by a root of its own. */
  static void turn(double[] re, double[] im, double[] wr, double[] wi) {
    for (int q = 0; q < re.length; q++) {
      double x = re[q];
      double y = im[q];
      re[q] = x * wr[q] - y * wi[q];
      im[q] = x * wi[q] + y * wr[q];
    }
  }

  /** Adds {@code factor * x}. */
  static void add(double[] into, double factor, double[] x) {
    for (int q = 0; q < into.length; q++) {
      into[q] += factor * x[q];
    }
  }
}
