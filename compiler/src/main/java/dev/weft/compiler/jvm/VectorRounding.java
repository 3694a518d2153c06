// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static dev.weft.compiler.jvm.Species.PACKAGE;
import static dev.weft.compiler.jvm.Species.VECTOR;
import static dev.weft.compiler.jvm.VectorLanes.MASKED;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;

/**
 * Rounding to integral values, for which vectors have no operation. Adding and subtracting 2^52
 * (2^23 for floats) rounds a magnitude below it to an integer, half to even; the sign is put back,
 * so that -0.3 gives -0.0; larger magnitudes, infinities and NaN are integral or stay as they are.
 */
final class VectorRounding {
  private static final String OPERATORS = PACKAGE + "VectorOperators";

  private final Code code;
  private final VectorLanes lanes;
  private final Species species;
  private final DType dtype;
  private final Atom magic;
  private final Atom signBit;

  VectorRounding(Code code, VectorLanes lanes, Species species) {
    this.code = code;
    this.lanes = lanes;
    this.species = species;
    this.dtype = species.dtype();
    this.magic = new Atom.Const(Literal.of(dtype, dtype == DType.F64 ? 0x1p52 : 0x1p23));
    Literal bit = dtype == DType.F64 ? Literal.of(Long.MIN_VALUE) : Literal.of(Integer.MIN_VALUE);
    this.signBit = new Atom.Const(bit);
  }

  /** Pushes the rounded value. */
  void apply(Prim prim, Atom operand) {
    Local x = hold(() -> lanes.push(operand));
    Local magnitude =
        hold(
            () -> {
              code.load(x);
              call("abs", "");
            });
    code.load(x);
    rounded(prim, x, magnitude);
    code.load(magnitude);
    compare("LT", () -> lanes.push(magic));
    call("blend", VECTOR + MASKED);
    code.release(magnitude);
    code.release(x);
  }

  private void rounded(Prim prim, Local x, Local magnitude) {
    code.load(magnitude);
    lanes.push(magic);
    call("add", VECTOR);
    lanes.push(magic);
    call("sub", VECTOR);
    switch (prim) {
      case FLOOR -> {
        withSignOf(x);
        adjust("sub", "GT", x);
      }
      case CEIL -> {
        withSignOf(x);
        adjust("add", "LT", x);
        withSignOf(x);
      }
      case TRUNC -> {
        adjust("sub", "GT", magnitude);
        withSignOf(x);
      }
      default -> withSignOf(x);
    }
  }

  /** Moves the value on top of the stack by one where it compares so with {@code bound}. */
  private void adjust(String operation, String comparison, Local bound) {
    Local value = code.local("rounded", species.type());
    code.store(value);
    code.load(value);
    code.load(value);
    lanes.push(new Atom.Const(Literal.of(dtype, 1.0)));
    call(operation, VECTOR);
    code.load(value);
    compare(comparison, () -> code.load(bound));
    call("blend", VECTOR + MASKED);
    code.release(value);
  }

  /** Sets the sign of the value on top of the stack where that of {@code x} is set. */
  private void withSignOf(Local x) {
    Species bits = species.twin();
    view(species, bits);
    code.load(x);
    view(species, bits);
    lanes.push(signBit);
    bitsCall("and");
    bitsCall("or");
    view(bits, species);
  }

  private void view(Species from, Species to) {
    new VectorPrims(code, lanes).view(from, to);
  }

  private void bitsCall(String name) {
    Species bits = species.twin();
    code.invokeVirtual(bits.owner(), name, "(" + VECTOR + ")" + bits.type().getDescriptor());
  }

  private void compare(String comparison, Runnable second) {
    String type = "L" + OPERATORS + "$Comparison;";
    code.getStatic(OPERATORS, comparison, type);
    second.run();
    code.invokeVirtual(species.owner(), "compare", "(" + type + VECTOR + ")" + MASKED);
  }

  private void call(String name, String arguments) {
    String result = species.type().getDescriptor();
    code.invokeVirtual(species.owner(), name, "(" + arguments + ")" + result);
  }

  private Local hold(Runnable push) {
    Local local = code.local("x", species.type());
    push.run();
    code.store(local);
    return local;
  }
}
