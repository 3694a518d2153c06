// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Node;
import java.util.Optional;

/**
 * A law, read from left to right.
 *
 * @param name its name in listings
 * @param law both sides as text, such as {@code x * 1 => x}
 * @param tag what applying it may change
 * @param isEarly true where it looks at a node before the operands of that are in normal form: a
 *     law that moves nodes inwards would otherwise move them through all that earlier ones had made
 */
public record Rule(String name, String law, Tag tag, boolean isEarly, Rewrite rewrite) {

  /** Finds the replacement of a node, of the same dtype and shape, if the law applies. */
  @FunctionalInterface
  public interface Rewrite {
    Optional<Node> apply(Match match);
  }

  static Rule exact(String name, String law, Rewrite rewrite) {
    return new Rule(name, law, Tag.EXACT, false, rewrite);
  }

  static Rule loose(String name, String law, Tag tag, Rewrite rewrite) {
    return new Rule(name, law, tag, false, rewrite);
  }

  static Rule early(String name, String law, Rewrite rewrite) {
    return new Rule(name, law, Tag.EXACT, true, rewrite);
  }

  @Override
  public String toString() {
    return name;
  }
}
