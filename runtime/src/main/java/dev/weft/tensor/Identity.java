// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/**
 * The storage of {@link Tensor#iota}: the element at address x is x, an i64. It takes no memory,
 * and movements of it are views like any other.
 */
public enum Identity {
  INSTANCE
}
