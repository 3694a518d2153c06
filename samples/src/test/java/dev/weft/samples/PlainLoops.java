// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import java.util.Arrays;

/** What two samples compute, as one would write it by hand. */
final class PlainLoops {
  private static final int[] WEIGHTS = {1, 2, 1};

  private PlainLoops() {}

  /** The blurred image, row by row. */
  static byte[] blur(byte[] img, int height, int width) {
    byte[] out = img.clone();
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
          int pixel = img[(y + i / 3 - 1) * width + x + i % 3 - 1] & 0xff;
          sum += WEIGHTS[i / 3] * WEIGHTS[i % 3] * pixel;
        }
        out[y * width + x] = (byte) Math.rint(sum / 16.0);
      }
    }
    return out;
  }

  /** The plate after all steps, row by row. */
  static double[] heat(int n, int steps, double alpha) {
    double[] now = new double[n * n];
    Arrays.fill(now, 0, n, 100);
    for (int k = 0; k < steps; k++) {
      double[] next = now.clone();
      for (int i = 1; i < n - 1; i++) {
        for (int j = i * n + 1; j < i * n + n - 1; j++) {
          double around = now[j - n] + now[j + n] + now[j - 1] + now[j + 1];
          next[j] = now[j] + alpha * (around - 4 * now[j]);
        }
      }
      now = next;
    }
    return now;
  }
}
