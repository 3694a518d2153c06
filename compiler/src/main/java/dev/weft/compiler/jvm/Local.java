// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import org.objectweb.asm.Type;

/**
 * A local variable of a method under construction.
 *
 * @param species of a vector mask, the species it belongs to; else null
 */
record Local(String name, int slot, Type type, Species species) {

  /** True for a vector or a mask: one value per lane. */
  boolean isLanes() {
    return type.getSort() == Type.OBJECT;
  }
}
