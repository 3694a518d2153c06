// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Source;
import java.util.List;

/** A script, or a line at the prompt. */
public record Script(Source source, List<Stmt> statements) {
  public Script {
    statements = List.copyOf(statements);
  }
}
