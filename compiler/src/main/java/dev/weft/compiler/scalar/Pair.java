// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

/**
 * A complex number by its parts.
 *
 * @param <V> the representation of a part
 */
public record Pair<V>(V re, V im) {}
