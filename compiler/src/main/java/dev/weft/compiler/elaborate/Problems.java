// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a text, so that all of it is told at once. */
final class Problems {
  private static final int ENOUGH = 1000;

  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<Diagnostic> known = new HashSet<>();

  void add(Diagnostic diagnostic) {
    if (found.size() < ENOUGH && known.add(diagnostic)) {
      found.add(diagnostic);
    }
  }

  void add(Mistake mistake) {
    if (mistake.diagnostic() != null) {
      add(mistake.diagnostic());
    }
  }

  /** So many are known; {@link #forget} takes back what came later. */
  int mark() {
    return found.size();
  }

  void forget(int mark) {
    List<Diagnostic> later = found.subList(mark, found.size());
    known.removeAll(later);
    later.clear();
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  void throwIfAny(Source source) {
    if (hasErrors()) {
      throw new WeftException(source, found.stream().filter(Diagnostic::isError).toList());
    }
  }

  List<Diagnostic> warnings() {
    return found.stream().filter(d -> !d.isError()).toList();
  }
}
