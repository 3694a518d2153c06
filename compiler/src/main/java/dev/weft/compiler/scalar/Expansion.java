// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;

/** What a scalar operation does, in terms of the machine's primitives and routines. */
@FunctionalInterface
interface Expansion {

  /**
   * @param dtype the common dtype of the operands that are values (not the condition of a select)
   */
  <V> V expand(Algebra<V> a, DType dtype, List<V> x);

  /** The expansion of a function of one operand. */
  @FunctionalInterface
  interface Unary {
    <V> V expand(Algebra<V> a, DType dtype, V x);
  }

  /** The expansion of a function of two operands. */
  @FunctionalInterface
  interface Binary {
    <V> V expand(Algebra<V> a, DType dtype, V x, V y);
  }

  static Expansion unary(Unary unary) {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        return unary.expand(a, dtype, x.get(0));
      }
    };
  }

  static Expansion binary(Binary binary) {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        return binary.expand(a, dtype, x.get(0), x.get(1));
      }
    };
  }

  /** That of an operation without real results, which is gone before there are kernels. */
  static Expansion none() {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        throw CompilerBug.complex("scalar");
      }
    };
  }

  /** One primitive for every dtype. */
  static Expansion prim(Prim prim) {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        return switch (prim.arity()) {
          case 1 -> a.apply(prim, x.get(0));
          case 2 -> a.apply(prim, x.get(0), x.get(1));
          default -> a.apply(prim, x.get(0), x.get(1), x.get(2));
        };
      }
    };
  }

  /** One primitive for numbers and another for bools. */
  static Expansion prim(Prim numbers, Prim bools) {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        return prim(dtype == DType.BOOL ? bools : numbers).expand(a, dtype, x);
      }
    };
  }

  /** A primitive for floats; integers pass unchanged. */
  static Expansion rounding(Prim prim) {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        return dtype.isFloat() ? a.apply(prim, x.get(0)) : x.get(0);
      }
    };
  }

  /** A routine on f64 values; f32 goes through f64 and is rounded once more. */
  static Expansion routineF64(String name) {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        List<V> wide = x.stream().map(v -> widen(a, dtype, v)).toList();
        List<DType> parameters = x.stream().map(v -> DType.F64).toList();
        V result = a.call(new Routine(name, parameters, DType.F64), wide);
        return dtype == DType.F64 ? result : a.convert(dtype, result);
      }
    };
  }

  private static <V> V widen(Algebra<V> a, DType dtype, V v) {
    return dtype == DType.F64 ? v : a.convert(DType.F64, v);
  }

  /** A routine per dtype, named with the dtype's name as suffix: {@code floorDivI32}. */
  static Expansion routinePerDType(String stem) {
    return new Expansion() {
      @Override
      public <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
        List<DType> parameters = x.stream().map(v -> dtype).toList();
        return a.call(new Routine(stem + dtype.name(), parameters, dtype), x);
      }
    };
  }
}
