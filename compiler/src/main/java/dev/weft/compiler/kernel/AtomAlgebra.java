// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Literal;

/** Computes in a kernel: constants are written where they are used. */
interface AtomAlgebra extends Algebra<Atom> {

  @Override
  default Atom f64(double value) {
    return new Atom.Const(Literal.of(value));
  }

  @Override
  default Atom f32(float value) {
    return new Atom.Const(Literal.of(value));
  }

  @Override
  default Atom i64(long value) {
    return new Atom.Const(Literal.of(value));
  }

  @Override
  default Atom i32(int value) {
    return new Atom.Const(Literal.of(value));
  }

  @Override
  default Atom bool(boolean value) {
    return new Atom.Const(Literal.of(value));
  }
}
