// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a text, collected while it is read. */
final class Problems {
  /** With so many a text is not read on. */
  private static final int MOST = 100;

  private final Source source;
  private final List<Diagnostic> found = new ArrayList<>();

  Problems(Source source) {
    this.source = source;
  }

  /** Adds a diagnostic, and stops the reading of a text that has too many. */
  void add(Diagnostic diagnostic) {
    found.add(diagnostic);
    if (found.size() == MOST) {
      throwIfAny();
    }
  }

  Source source() {
    return source;
  }

  /** Stops with everything found so far, in the order of the text, if anything was. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
      throw new WeftException(source, found);
    }
  }
}
