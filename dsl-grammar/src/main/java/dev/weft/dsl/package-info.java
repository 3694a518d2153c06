// SPDX-License-Identifier: Apache-2.0

/**
 * Text to syntax tree. The tree is {@link dev.weft.dsl.Expr} and {@link dev.weft.dsl.Stmt}. Nothing
 * here knows what a name means, which functions exist, or what a tensor is.
 */
package dev.weft.dsl;
