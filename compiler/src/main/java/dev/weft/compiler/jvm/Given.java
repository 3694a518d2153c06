// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import java.util.List;

/**
 * What each call of an element method gives to it, so that stages which differ in no more than that
 * are one method.
 *
 * @param buffers the names of the buffers whose indices a call lists in a string, see {@link
 *     FrameBuffers}
 * @param literals the names of the literals that differ from call to call
 */
record Given(List<String> buffers, List<Atom.Ref> literals) {
  static final Given NOTHING = new Given(List.of(), List.of());

  Given {
    buffers = List.copyOf(buffers);
    literals = List.copyOf(literals);
  }

  boolean hasBuffers() {
    return !buffers.isEmpty();
  }

  /** The end of the method's descriptor. */
  String descriptor() {
    StringBuilder text = new StringBuilder(hasBuffers() ? "Ljava/lang/String;" : "");
    literals.forEach(literal -> text.append(Types.value(literal.dtype()).getDescriptor()));
    return text.toString();
  }
}
