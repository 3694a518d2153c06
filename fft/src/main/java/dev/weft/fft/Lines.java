// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import java.util.Arrays;

/**
 * Lines of complex numbers, side by side.
 *
 * @param im null where all imaginary parts are 0, or need not be written
 * @param step from an element of a line to the next
 */
record Lines(Plane re, Plane im, int step, Lanes lanes) {

  /** In new memory, dense: the lanes next to each other. */
  static Lines dense(int length, int lanes) {
    int size = Math.multiplyExact(length, lanes);
    return new Lines(Plane.of(size), Plane.of(size), lanes, Lanes.of(lanes, 1));
  }

  /** Element k of every line. */
  void read(int k, double[] rowRe, double[] rowIm) {
    re.read(k * step, lanes, rowRe);
    if (im == null) {
      Arrays.fill(rowIm, 0);
    } else {
      im.read(k * step, lanes, rowIm);
    }
  }

  void write(int k, double[] rowRe, double[] rowIm) {
    re.write(k * step, lanes, rowRe);
    if (im != null) {
      im.write(k * step, lanes, rowIm);
    }
  }

  /** Elements from {@code first} on, of lines whose elements are neighbours. */
  void readAcross(int first, int count, double[][] rowsRe, double[][] rowsIm) {
    re.readAcross(first, lanes, rowsRe, first, count);
    for (int k = first; im == null && k < first + count; k++) {
      Arrays.fill(rowsIm[k], 0);
    }
    if (im != null) {
      im.readAcross(first, lanes, rowsIm, first, count);
    }
  }

  void writeAcross(int first, int count, double[][] rowsRe, double[][] rowsIm) {
    re.writeAcross(first, lanes, rowsRe, first, count);
    if (im != null) {
      im.writeAcross(first, lanes, rowsIm, first, count);
    }
  }

  /** The same with the parts exchanged: a transform of it is an inverse one. */
  Lines exchanged() {
    return new Lines(im, re, step, lanes);
  }

  /**
   * Other lines of the same elements: {@code count} that begin at element {@code first} and after,
   * each of every {@code stride}th element.
   */
  Lines columns(int first, int count, int stride) {
    Lanes all = lanes.within(count, step);
    return new Lines(at(re, first), at(im, first), stride * step, all);
  }

  /**
   * Lines of {@code length} elements one after another: {@code count} from line {@code first} on.
   */
  Lines rows(int first, int count, int length) {
    Lanes all = lanes.within(count, step * length);
    return new Lines(at(re, first * length), at(im, first * length), step, all);
  }

  /** Elements of all lines as lanes: {@code count} from {@code first} on, forward or backward. */
  Lines run(int first, int count, boolean backward) {
    Lanes all = lanes.within(count, backward ? -step : step);
    return new Lines(at(re, first), at(im, first), 0, all);
  }

  private Plane at(Plane plane, int element) {
    return plane == null ? null : plane.at(element * step);
  }
}
