// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static dev.weft.compiler.jvm.Species.MASK;
import static dev.weft.compiler.jvm.Species.PACKAGE;
import static dev.weft.compiler.jvm.Species.VECTOR;
import static dev.weft.compiler.jvm.VectorLanes.MASKED;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Locale;

/** The primitives in vectors, each with the same bits as its scalar form. */
record VectorPrims(Code code, VectorLanes lanes) {
  private static final String OPERATORS = PACKAGE + "VectorOperators";

  /** Pushes the result; returns the species of a resulting mask, else null. */
  Species apply(Prim prim, DType dtype, List<Atom> operands) {
    DType from = operands.get(0).dtype();
    return switch (prim) {
      case EQ, NE, LT, LE, GT, GE ->
          from == DType.BOOL ? masks(prim, operands) : compare(prim, operands);
      case AND, OR, XOR, NOT, MIN, MAX -> {
        if (dtype == DType.BOOL) {
          yield masks(prim, operands);
        }
        plain(prim, dtype, operands);
        yield null;
      }
      case SELECT -> {
        if (dtype == DType.BOOL) {
          yield selectMask(operands);
        }
        blend(dtype, operands.get(2), operands.get(1), operands.get(0));
        yield null;
      }
      case CONVERT -> convert(from, dtype, operands.get(0));
      case BITCAST -> {
        lanes.push(operands.get(0));
        if (from != dtype) {
          view(lanes.species(from), lanes.species(dtype));
        }
        yield lanes.main();
      }
      case RINT, FLOOR, CEIL, TRUNC -> {
        new VectorRounding(code, lanes, lanes.species(dtype)).apply(prim, operands.get(0));
        yield null;
      }
      case SHL, SHR, USHR -> {
        shift(prim, dtype, operands);
        yield null;
      }
      case ADD, SUB, MUL, DIV, NEG, ABS, SQRT, FMA -> {
        plain(prim, dtype, operands);
        yield null;
      }
    };
  }

  /** Calls the method of the vector class that has the primitive's name. */
  private void plain(Prim prim, DType dtype, List<Atom> operands) {
    Species species = lanes.species(dtype);
    if (prim == Prim.XOR) {
      lanes.push(operands.get(0));
      operator("XOR", "Associative");
      lanes.push(operands.get(1));
      lanewise(species, VECTOR);
      return;
    }
    for (Atom operand : operands) {
      lanes.push(operand);
      if (prim == Prim.MUL && dtype == DType.I64) {
        cutToHalf(species, operand);
      }
    }
    call(species, prim.name().toLowerCase(Locale.ROOT), VECTOR.repeat(prim.arity() - 1));
  }

  /**
   * Masks a constant of 32 bits, to no effect but this: C2 multiplies two masked vectors of i64 by
   * one instruction, and does not see by itself that a constant needs no mask. Measured on AVX2,
   * 0.15 instead of 0.52 ns per product.
   */
  private void cutToHalf(Species species, Atom operand) {
    if (operand instanceof Atom.Const(Literal value) && value.asLong() >>> Integer.SIZE == 0) {
      lanes.push(new Atom.Const(Literal.of(0xFFFFFFFFL)));
      call(species, "and", VECTOR);
    }
  }

  private void call(Species species, String name, String arguments) {
    String result = species.type().getDescriptor();
    code.invokeVirtual(species.owner(), name, "(" + arguments + ")" + result);
  }

  private void operator(String name, String kind) {
    code.getStatic(OPERATORS, name, "L" + OPERATORS + "$" + kind + ";");
  }

  /** A binary lane operation named by an operator. */
  private void lanewise(Species species, String second) {
    call(species, "lanewise", "L" + OPERATORS + "$Binary;" + second);
  }

  private void shift(Prim prim, DType dtype, List<Atom> operands) {
    lanes.push(operands.get(0));
    operator(prim == Prim.SHL ? "LSHL" : prim == Prim.SHR ? "ASHR" : "LSHR", "Binary");
    Species species = lanes.species(dtype);
    if (operands.get(1) instanceof Atom.Const(Literal count)) {
      code.constant(count);
      lanewise(species, species.element());
    } else {
      lanes.push(operands.get(1));
      lanewise(species, VECTOR);
    }
  }

  private Species compare(Prim prim, List<Atom> operands) {
    Species species = lanes.species(operands.get(0).dtype());
    lanes.push(operands.get(0));
    operator(prim.name(), "Comparison");
    lanes.push(operands.get(1));
    compareTop(species);
    return species;
  }

  private void compareTop(Species species) {
    String arguments = "L" + OPERATORS + "$Comparison;" + VECTOR;
    code.invokeVirtual(species.owner(), "compare", "(" + arguments + ")" + MASKED);
  }

  /** {@code whenFalse} with the lanes of {@code mask} taken from {@code whenTrue}. */
  private void blend(DType dtype, Atom whenFalse, Atom whenTrue, Atom mask) {
    Species species = lanes.species(dtype);
    lanes.push(whenFalse);
    lanes.push(whenTrue);
    lanes.pushMask(mask, species);
    call(species, "blend", VECTOR + MASKED);
  }

  private Species commonMask(List<Atom> operands) {
    for (Atom operand : operands) {
      Species species = lanes.maskSpecies(operand);
      if (species != null) {
        return species;
      }
    }
    return lanes.main();
  }

  /** Logic and comparison of bools: false is less than true. */
  private Species masks(Prim prim, List<Atom> operands) {
    Species species = commonMask(operands);
    boolean swapped = prim == Prim.GT || prim == Prim.GE;
    lanes.pushMask(operands.get(swapped ? 1 : 0), species);
    if (prim == Prim.NOT || prim == Prim.LT || prim == Prim.LE || swapped) {
      maskCall("not", "");
    }
    if (prim == Prim.NOT) {
      return species;
    }
    lanes.pushMask(operands.get(swapped ? 0 : 1), species);
    switch (prim) {
      case AND, MIN, LT, GT -> maskCall("and", MASKED);
      case OR, MAX, LE, GE -> maskCall("or", MASKED);
      case XOR, NE -> maskCall("xor", MASKED);
      case EQ -> maskCall("eq", MASKED);
      default -> throw new CompilerBug("jvm", prim + " does not apply to bools");
    }
    return species;
  }

  private void maskCall(String name, String arguments) {
    code.invokeVirtual(MASK, name, "(" + arguments + ")" + MASKED);
  }

  private Species selectMask(List<Atom> operands) {
    Species species = commonMask(operands);
    lanes.pushMask(operands.get(1), species);
    lanes.pushMask(operands.get(0), species);
    maskCall("and", MASKED);
    lanes.pushMask(operands.get(2), species);
    lanes.pushMask(operands.get(0), species);
    maskCall("andNot", MASKED);
    maskCall("or", MASKED);
    return species;
  }

  private Species convert(DType from, DType to, Atom operand) {
    if (from == to) {
      lanes.push(operand);
      return to == DType.BOOL ? lanes.main() : null;
    }
    if (from == DType.BOOL) {
      blend(to, new Atom.Const(Literal.of(to, 0L)), new Atom.Const(Literal.of(to, 1L)), operand);
      return null;
    }
    if (to == DType.BOOL) {
      return compare(Prim.NE, List.of(operand, new Atom.Const(Literal.of(from, 0L))));
    }
    lanes.push(operand);
    Species source = lanes.species(from);
    Species target = lanes.species(to);
    operator(source.letter() + "2" + target.letter(), "Conversion");
    lanes.species(target);
    code.constant(0);
    String conversion = "L" + OPERATORS + "$Conversion;";
    String descriptor = "(" + conversion + Species.DESCRIPTOR + "I)" + VECTOR;
    code.invokeVirtual(source.owner(), "convertShape", descriptor);
    code.cast(target.owner());
    return null;
  }

  /** Views the vector on top of the stack as one of the other kind. */
  void view(Species from, Species to) {
    String result = to.type().getDescriptor();
    code.invokeVirtual(from.owner(), to.reinterpret(), "()" + result);
  }
}
