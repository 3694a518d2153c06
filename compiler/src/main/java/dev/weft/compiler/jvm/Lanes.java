// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * How values are held and computed: one element at a time, or a vector of them. The statements
 * around are the same for both.
 */
sealed interface Lanes permits ScalarLanes, TaskLanes, VectorLanes {

  /** The JVM type of a value. */
  Type type(DType dtype);

  /** Pushes an atom; a mask for the vectors that decide the number of lanes. */
  void push(Atom atom);

  /**
   * Pushes the result of a primitive.
   *
   * @param dtype of the result
   * @return of a mask, its species; else null
   */
  Species apply(Prim prim, DType dtype, List<Atom> operands);

  /**
   * Pushes the element, or the elements from there on.
   *
   * @param address pushes an array and an index
   * @return of a mask, its species; else null
   */
  Species load(DType dtype, Runnable address);

  /** Writes a value to where {@code address} says. */
  void store(DType dtype, Atom value, Runnable address);
}
