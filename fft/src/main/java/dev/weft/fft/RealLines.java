// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import dev.weft.parallel.Workers;
import java.util.Arrays;

/** Lines of real numbers and the half of their transform that says everything. */
final class RealLines {
  /** Numbers in hand at once. */
  private static final int BLOCK = 1 << 11;

  private final int length;
  private final boolean even;

  /** Of half the length if that is even: two neighbours are taken for one complex number. */
  private final Transform transform;

  private final Roots roots;

  RealLines(int length) {
    this.length = length;
    this.even = length % 2 == 0;
    this.transform = Transform.of(even ? length / 2 : length);
    this.roots = new Roots(length);
  }

  private static Lines paired(Lines x) {
    return new Lines(x.re(), x.re().at(x.step()), 2 * x.step(), x.lanes());
  }

  /** Elements 0 to n / 2 of the transform. */
  void forward(Lines from, Lines into, Workers workers) {
    int lanes = from.lanes().count();
    Lines z = Lines.dense(transform.length(), lanes);
    transform.run(even ? paired(from) : from, z, workers);
    if (!even) {
      blocks(0, length / 2 + 1, lanes, (k, row, _) -> copy(z, k, row, into));
      return;
    }
    // What would be element n / 2 of z is element 0.
    ends(z, into);
    blocks(
        1,
        length / 2,
        lanes,
        (k, row, mirror) -> {
          Rows turns = turns(k, row.lanes, lanes);
          row.read(z.run(k, row.lanes / lanes, false));
          mirror.read(z.run(length / 2 - k, row.lanes / lanes, true));
          part(row, mirror, turns);
          row.write(into.run(k, row.lanes / lanes, false));
        });
  }

  private interface Block {
    void run(int first, Rows row, Rows mirror);
  }

  /** Elements from {@code first} to {@code end}, some at once. */
  private static void blocks(int first, int end, int lanes, Block block) {
    int most = Math.max(1, BLOCK / lanes);
    for (int k = first; k < end; k += most) {
      int wide = Math.min(most, end - k) * lanes;
      block.run(k, new Rows(1, wide), new Rows(1, wide));
    }
  }

  private Rows turns(int first, int wide, int lanes) {
    Rows turns = new Rows(1, wide);
    roots.fill(first, 1, lanes, turns.re[0], turns.im[0]);
    return turns;
  }

  private static void copy(Lines from, int first, Rows row, Lines into) {
    int count = row.lanes / from.lanes().count();
    row.read(from.run(first, count, false));
    row.write(into.run(first, count, false));
  }

  /** Elements 0 and n / 2: the sum of the even elements plus and minus that of the odd ones. */
  private void ends(Lines z, Lines into) {
    Rows row = new Rows(1, z.lanes().count());
    Rows other = new Rows(1, row.lanes);
    row.read(z.run(0, 1, false));
    for (int q = 0; q < row.lanes; q++) {
      double sum = row.re[0][q];
      double odd = row.im[0][q];
      row.re[0][q] = sum + odd;
      row.im[0][q] = 0;
      other.re[0][q] = sum - odd;
    }
    row.write(into.run(0, 1, false));
    other.write(into.run(length / 2, 1, false));
  }

  /** From z at k and at -k what the even and the odd elements have for k, put together. */
  private static void part(Rows row, Rows mirror, Rows turns) {
    double[] ar = row.re[0];
    double[] ai = row.im[0];
    double[] br = mirror.re[0];
    double[] bi = mirror.im[0];
    double[] wr = turns.re[0];
    double[] wi = turns.im[0];
    for (int q = 0; q < ar.length; q++) {
      double oddRe = 0.5 * (ai[q] + bi[q]);
      double oddIm = 0.5 * (br[q] - ar[q]);
      double re = 0.5 * (ar[q] + br[q]) + (oddRe * wr[q] - oddIm * wi[q]);
      double im = 0.5 * (ai[q] - bi[q]) + (oddRe * wi[q] + oddIm * wr[q]);
      ar[q] = re;
      ai[q] = im;
    }
  }

  /** The whole transform: what {@link #forward} gives, and its mirror image. */
  void whole(Lines from, Lines into, Workers workers) {
    forward(from, into, workers);
    int lanes = from.lanes().count();
    blocks(1, (length + 1) / 2, lanes, (k, row, _) -> mirror(into, k, row, length - k, into));
  }

  private static void mirror(Lines from, int first, Rows row, int to, Lines into) {
    int count = row.lanes / from.lanes().count();
    row.read(from.run(first, count, false));
    negate(row.im[0]);
    row.write(into.run(to, count, true));
  }

  /** n times the numbers whose transform this is; what cannot be imaginary is not looked at. */
  void backward(Lines from, Lines into, Workers workers) {
    Lines z = Lines.dense(transform.length(), from.lanes().count());
    if (even) {
      pack(from, z);
      transform.run(z.exchanged(), paired(into).exchanged(), workers);
    } else {
      spread(from, z);
      transform.run(z, into, workers);
    }
  }

  /** The transform of real numbers that are taken in pairs. */
  private void pack(Lines from, Lines z) {
    int lanes = from.lanes().count();
    blocks(
        0,
        length / 2,
        lanes,
        (k, row, mirror) -> {
          row.read(from.run(k, row.lanes / lanes, false));
          mirror.read(from.run(length / 2 - k, row.lanes / lanes, true));
          for (int q = 0; k == 0 && q < lanes; q++) {
            row.im[0][q] = 0;
            mirror.im[0][q] = 0;
          }
          pack(row, mirror, turns(k, row.lanes, lanes));
          row.write(z.run(k, row.lanes / lanes, false));
        });
  }

  private static void pack(Rows row, Rows mirror, Rows turns) {
    double[] ar = row.re[0];
    double[] ai = row.im[0];
    double[] br = mirror.re[0];
    double[] bi = mirror.im[0];
    double[] wr = turns.re[0];
    double[] wi = turns.im[0];
    for (int q = 0; q < ar.length; q++) {
      double oddRe = ar[q] - br[q];
      double oddIm = ai[q] + bi[q];
      double re = ar[q] + br[q] - (oddIm * wr[q] - oddRe * wi[q]);
      double im = ai[q] - bi[q] + (oddRe * wr[q] + oddIm * wi[q]);
      ar[q] = re;
      ai[q] = im;
    }
  }

  /** All elements, conjugated: of that the forward transform is what the inverse is of these. */
  private void spread(Lines from, Lines z) {
    int lanes = from.lanes().count();
    Rows start = new Rows(1, lanes);
    start.read(from.run(0, 1, false));
    Arrays.fill(start.im[0], 0);
    start.write(z.run(0, 1, false));
    blocks(
        1,
        length / 2 + 1,
        lanes,
        (k, row, _) -> {
          row.read(from.run(k, row.lanes / lanes, false));
          row.write(z.run(length - k, row.lanes / lanes, true));
          negate(row.im[0]);
          row.write(z.run(k, row.lanes / lanes, false));
        });
  }

  private static void negate(double[] x) {
    for (int q = 0; q < x.length; q++) {
      x[q] = -x[q];
    }
  }
}
