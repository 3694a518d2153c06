// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import java.util.Arrays;

/** A transform of as many rows as the radix says, each then times a root. */
final class Step {
  final double[][] re;
  final double[][] im;
  private final int radix;
  private final double[] turns;
  private boolean turning;

  /** Of a radix that has no code of its own: its roots, and rows for what is computed. */
  private final Roots own;

  private double[][] spareRe;
  private double[][] spareIm;

  Step(int radix, int lanes) {
    this.radix = radix;
    this.re = new double[radix][];
    this.im = new double[radix][];
    this.turns = new double[2 * radix - 2];
    boolean known = radix <= 5;
    this.own = known ? null : new Roots(radix);
    this.spareRe = known ? null : new double[radix][lanes];
    this.spareIm = known ? null : new double[radix][lanes];
  }

  /** Row k will be turned by root {@code k * power}. */
  void turnBy(Roots roots, int power) {
    turning = power > 0;
    for (int k = 1; k < radix; k++) {
      turns[2 * k - 2] = roots.re(k * power);
      turns[2 * k - 1] = roots.im(k * power);
    }
  }

  void run() {
    switch (radix) {
      case 2 -> Butterflies.two(re[0], im[0], re[1], im[1]);
      case 3 -> Butterflies.three(re[0], im[0], re[1], im[1], re[2], im[2]);
      case 4 -> {
        if (turning) {
          Butterflies.four(re, im, turns);
          return;
        }
        Butterflies.four(re, im);
      }
      case 5 -> Butterflies.five(re, im);
      default -> odd();
    }
    for (int k = 1; turning && k < radix; k++) {
      Butterflies.turn(re[k], im[k], turns[2 * k - 2], turns[2 * k - 1]);
    }
  }

  /** By the sums themselves, those of a row and of its mirror row together. */
  private void odd() {
    int half = radix / 2;
    for (int k = 1; k <= half; k++) {
      Butterflies.fold(re[k], re[radix - k]);
      Butterflies.fold(im[k], im[radix - k]);
    }
    for (int k = 1; k <= half; k++) {
      sums(re, spareRe, k);
      sums(im, spareIm, k);
      Butterflies.spread(spareRe[k], spareRe[radix - k], spareIm[k], spareIm[radix - k]);
    }
    for (int k = 1; k <= half; k++) {
      Butterflies.add(re[0], 1, re[k]);
      Butterflies.add(im[0], 1, im[k]);
    }
    for (int k = 1; k < radix; k++) {
      exchange(k);
    }
  }

  private void sums(double[][] x, double[][] into, int k) {
    double[] even = into[k];
    double[] odd = into[radix - k];
    System.arraycopy(x[0], 0, even, 0, even.length);
    Arrays.fill(odd, 0);
    for (int j = 1; j <= radix / 2; j++) {
      int power = j * k % radix;
      Butterflies.add(even, own.re(power), x[j]);
      Butterflies.add(odd, -own.im(power), x[radix - j]);
    }
  }

  private void exchange(int k) {
    double[] row = re[k];
    re[k] = spareRe[k];
    spareRe[k] = row;
    row = im[k];
    im[k] = spareIm[k];
    spareIm[k] = row;
  }
}
