// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.program.Dim;
import java.util.List;

/** How a node may take part in loops. Asks for properties of ops, never for names. */
enum Placement {
  /** In memory, or made from nothing: inputs, dense constants, counters, sizes. */
  LEAF,
  /** Written into the code. */
  LITERAL,
  /** A view of something in memory. */
  VIEW,
  /** A scalar that is computed where it is used, under a broadcast to a domain. */
  SPREAD,
  /** One element of the domain from elements at the same place. */
  ELEMENT,
  /** A reduction: the end of a loop over its operand's axes. */
  FOLD,
  /** A step of its own. */
  ALONE;

  static Placement of(Node node) {
    return switch (node.op()) {
      case Op.Input _, Op.Dense _, Op.Iota _, Op.Size _ -> LEAF;
      case Op.Constant _ -> LITERAL;
      case Op.View _ -> isSpread(node) ? SPREAD : VIEW;
      case Op.Map _, Op.Convert _, Op.Gather _ -> ELEMENT;
      case Op.Reduce _, Op.Contract _ -> FOLD;
      case Op.Positions _, Op.Scan _, Op.Update _, Op.Concat _, Op.For _ -> ALONE;
      case Op.Perform _, Op.Project _ -> ALONE;
    };
  }

  private static boolean isSpread(Node view) {
    Node source = view.operand(0);
    boolean scalar = source.type().rank() == 0;
    return scalar
        && switch (source.op()) {
          case Op.Constant _, Op.Map _, Op.Convert _ -> true;
          default -> false;
        };
  }

  /** The axes of the loop that computes a node's elements. */
  static List<Dim> domain(Node node) {
    return switch (node.op()) {
      case Op.Reduce _ -> node.operand(0).type().shape();
      default -> node.type().shape();
    };
  }
}
