// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import dev.weft.parallel.Workers;

/** The sums over j of {@code x[j] exp(-2 pi i j k / n)}, for lines of one length n. */
sealed interface Transform permits MixedRadix, FourStep, Bluestein {
  /** Prime factors up to this are summed directly. */
  int PRIME = 61;

  int length();

  /**
   * Transforms lines; the result has the same bits for any number of lines or threads.
   *
   * @param into may be the same memory
   */
  void run(Lines from, Lines into, Workers workers);

  static Transform of(int length) {
    if (MixedRadix.largestPrime(length) > PRIME) {
      return new Bluestein(length);
    }
    return FourStep.suits(length) ? new FourStep(length) : new MixedRadix(length);
  }
}
