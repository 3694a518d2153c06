// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.diagnostic.Diagnostic;

/** What a procedure could not do; the caller knows the place in the text. */
public final class ProcedureFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  public ProcedureFault(Diagnostic diagnostic) {
    super(diagnostic.message());
    this.diagnostic = diagnostic;
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
