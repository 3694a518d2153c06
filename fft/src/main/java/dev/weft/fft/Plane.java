// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

/**
 * Doubles or floats from a place of an array on; lanes of a row are {@code outer * inner} of them.
 */
record Plane(Object array, int base) {

  static Plane of(int size) {
    return new Plane(new double[size], 0);
  }

  Plane at(int shift) {
    return new Plane(array, base + shift);
  }

  double get(int at) {
    return array instanceof double[] doubles ? doubles[base + at] : ((float[]) array)[base + at];
  }

  void set(int at, double value) {
    if (array instanceof double[] doubles) {
      doubles[base + at] = value;
    } else {
      ((float[]) array)[base + at] = (float) value;
    }
  }

  void read(int at, Lanes lanes, double[] row) {
    for (int i = 0; i < lanes.outer(); i++) {
      int from = base + at + i * lanes.outerStep();
      int to = i * lanes.inner();
      switch (array) {
        case double[] doubles -> read(doubles, from, lanes.innerStep(), row, to, lanes.inner());
        case Object floats ->
            read((float[]) floats, from, lanes.innerStep(), row, to, lanes.inner());
      }
    }
  }

  private static void read(double[] array, int from, int step, double[] row, int at, int count) {
    if (step == 1) {
      System.arraycopy(array, from, row, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      row[at + i] = array[from + i * step];
    }
  }

  private static void read(float[] array, int from, int step, double[] row, int at, int count) {
    for (int i = 0; i < count; i++) {
      row[at + i] = array[from + i * step];
    }
  }

  void write(int at, Lanes lanes, double[] row) {
    for (int i = 0; i < lanes.outer(); i++) {
      int to = base + at + i * lanes.outerStep();
      int from = i * lanes.inner();
      switch (array) {
        case double[] doubles -> write(doubles, to, lanes.innerStep(), row, from, lanes.inner());
        case Object floats ->
            write((float[]) floats, to, lanes.innerStep(), row, from, lanes.inner());
      }
    }
  }

  private static void write(double[] array, int to, int step, double[] row, int at, int count) {
    if (step == 1) {
      System.arraycopy(row, at, array, to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      array[to + i * step] = row[at + i];
    }
  }

  private static void write(float[] array, int to, int step, double[] row, int at, int count) {
    for (int i = 0; i < count; i++) {
      array[to + i * step] = (float) row[at + i];
    }
  }

  /**
   * Rows whose elements of one lane are neighbours, a few at once: so a line of a cache is met
   * once.
   */
  void readAcross(int at, Lanes lanes, double[][] rows, int first, int count) {
    for (int lane = 0; lane < lanes.count(); lane++) {
      int from = base + at + lanes.start(lane);
      switch (array) {
        case double[] doubles -> {
          for (int k = 0; k < count; k++) {
            rows[first + k][lane] = doubles[from + k];
          }
        }
        case Object floats -> {
          for (int k = 0; k < count; k++) {
            rows[first + k][lane] = ((float[]) floats)[from + k];
          }
        }
      }
    }
  }

  void writeAcross(int at, Lanes lanes, double[][] rows, int first, int count) {
    for (int lane = 0; lane < lanes.count(); lane++) {
      int to = base + at + lanes.start(lane);
      switch (array) {
        case double[] doubles -> {
          for (int k = 0; k < count; k++) {
            doubles[to + k] = rows[first + k][lane];
          }
        }
        case Object floats -> {
          for (int k = 0; k < count; k++) {
            ((float[]) floats)[to + k] = (float) rows[first + k][lane];
          }
        }
      }
    }
  }
}
