// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

/** Lines in rows, one for each element; passes exchange rows and move no numbers. */
final class Rows {
  /** Neighbours that share a line of a cache. */
  private static final int TILE = 8;

  double[][] re;
  double[][] im;

  /** Where a pass puts its rows. */
  double[][] nextRe;

  double[][] nextIm;
  final int lanes;

  Rows(int length, int lanes) {
    this.re = new double[length][lanes];
    this.im = new double[length][lanes];
    this.nextRe = new double[length][];
    this.nextIm = new double[length][];
    this.lanes = lanes;
  }

  void exchange() {
    double[][] before = re;
    re = nextRe;
    nextRe = before;
    before = im;
    im = nextIm;
    nextIm = before;
  }

  void read(Lines lines) {
    if (across(lines)) {
      for (int k = 0; k < re.length; k += TILE) {
        lines.readAcross(k, Math.min(TILE, re.length - k), re, im);
      }
      return;
    }
    for (int k = 0; k < re.length; k++) {
      lines.read(k, re[k], im[k]);
    }
  }

  void write(Lines lines) {
    if (across(lines)) {
      for (int k = 0; k < re.length; k += TILE) {
        lines.writeAcross(k, Math.min(TILE, re.length - k), re, im);
      }
      return;
    }
    for (int k = 0; k < re.length; k++) {
      lines.write(k, re[k], im[k]);
    }
  }

  private static boolean across(Lines lines) {
    return lines.step() == 1 && lines.lanes().count() > 1;
  }
}
