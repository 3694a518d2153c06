// SPDX-License-Identifier: Apache-2.0

/**
 * Text to syntax tree. Start at {@link dev.weft.dsl.WeftParser}; the tree is {@link
 * dev.weft.dsl.Expr} and {@link dev.weft.dsl.Stmt}; {@link dev.weft.dsl.SyntaxPrinter} writes it
 * back. Nothing here knows what a name means, which functions exist, or what a tensor is.
 */
package dev.weft.dsl;
