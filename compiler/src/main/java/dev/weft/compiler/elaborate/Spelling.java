// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name may have meant. */
final class Spelling {
  private Spelling() {}

  /**
   * The known name nearest to {@code name}, if one is near enough to be worth a suggestion; of
   * names equally near the one that begins alike, since people err at the end of a word.
   */
  static Optional<String> nearest(String name, Collection<String> known) {
    int bound = name.length() <= 2 ? 0 : name.length() <= 5 ? 1 : 2;
    String best = null;
    int least = bound + 1;
    for (String candidate : known) {
      int distance = distance(name, candidate, least + 1);
      boolean alike =
          distance == least && best != null && start(name, candidate) > start(name, best);
      if (distance < least || alike) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many letters two names begin with in common. */
  private static int start(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  /** Changes, insertions, losses and swaps of neighbours; at most {@code enough} matters. */
  private static int distance(String a, String b, int enough) {
    if (a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT))) {
      return 0;
    }
    if (Math.abs(a.length() - b.length()) >= enough) {
      return enough;
    }
    int[] before = null;
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] next = new int[b.length() + 1];
      next[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        next[j] = Math.min(change, 1 + Math.min(row[j], next[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          next[j] = Math.min(next[j], 1 + before[j - 2]);
        }
      }
      before = row;
      row = next;
    }
    return row[b.length()];
  }
}
