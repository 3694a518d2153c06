// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;
import java.util.List;

/** Statements between braces, or the one expression after the {@code =} of a function. */
public record Block(Span span, List<Stmt> statements) {
  public Block {
    statements = List.copyOf(statements);
  }
}
