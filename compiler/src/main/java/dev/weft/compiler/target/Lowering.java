// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.target;

/** How a target computes a primitive on operands of some dtype, with the bits that it must have. */
public sealed interface Lowering {

  /** By what the target itself calls {@code name}. */
  record Native(String name) implements Lowering {}

  /** By other primitives or conversions; {@code how} says which. */
  record Expansion(String how) implements Lowering {}

  /** Not at all. */
  record Unsupported(String reason) implements Lowering {}
}
