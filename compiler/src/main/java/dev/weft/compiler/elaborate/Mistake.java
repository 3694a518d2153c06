// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Diagnostic;
import java.util.function.UnaryOperator;

/**
 * Leaves the elaboration of one expression, which becomes {@link Value.Poison}; the text after it
 * is still looked at.
 */
final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For what follows from a mistake that was reported already. */
  static final Mistake REPORTED = new Mistake(null);

  private final transient Diagnostic diagnostic;

  Mistake(Diagnostic diagnostic) {
    super(diagnostic == null ? "reported" : diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  /** The report, or null if it was made before. */
  Diagnostic diagnostic() {
    return diagnostic;
  }

  /** The same mistake, told in more words. */
  Mistake with(UnaryOperator<Diagnostic> change) {
    return diagnostic == null ? this : new Mistake(change.apply(diagnostic));
  }

  Mistake help(String line) {
    return with(d -> d.help(line));
  }

  Mistake because(String line) {
    return with(d -> d.because(line));
  }
}
