// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;

/**
 * {@code from:to} or {@code from:to:step} after {@code in}.
 *
 * @param step null where the text has none
 */
public record Range(Span span, Expr from, Expr to, Expr step) {}
