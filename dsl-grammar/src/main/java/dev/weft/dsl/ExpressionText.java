// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Source;
import java.util.List;

/**
 * An expression string: statements that bind names, then one value.
 *
 * @param statements lets, functions, updates, loops; no declarations and no bare expressions
 * @param annotations those before the value
 * @param value a tuple gives several outputs
 */
public record ExpressionText(
    Source source, List<Stmt> statements, List<Annotation> annotations, Expr value) {
  public ExpressionText {
    statements = List.copyOf(statements);
    annotations = List.copyOf(annotations);
  }
}
