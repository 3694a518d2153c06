// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;

/**
 * Within what bounds the whole numbers of a kernel lie, where sizes are known: positions do not
 * overflow, and need no code for it. What is read from memory may be anything.
 */
final class Ranges {
  private static final Range ANY = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

  private final Map<String, Range> known = new HashMap<>();
  private final Set<String> bound = new HashSet<>();
  private final ToLongFunction<Atom.Extent> extents;

  /** Both ends belong to it. */
  private record Range(long least, long most) {
    static Range of(DType dtype) {
      return switch (dtype) {
        case BOOL -> new Range(0, 1);
        case U8 -> new Range(0, 255);
        case I8 -> new Range(Byte.MIN_VALUE, Byte.MAX_VALUE);
        case I16 -> new Range(Short.MIN_VALUE, Short.MAX_VALUE);
        case U16 -> new Range(0, 65535);
        case I32 -> new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
        case I64, F32, F64, C64, C128 -> ANY;
      };
    }

    /** What an operation, monotonic in each operand, makes of the ends of two ranges. */
    Range with(Range other, BinaryOperator<Long> operation) {
      long[] ends = {
        operation.apply(least, other.least),
        operation.apply(least, other.most),
        operation.apply(most, other.least),
        operation.apply(most, other.most)
      };
      Arrays.sort(ends);
      return new Range(ends[0], ends[3]);
    }

    boolean within(Range other) {
      return least >= other.least && most <= other.most;
    }
  }

  /** Looks through a kernel's statements. */
  Ranges(List<Stmt> body, ToLongFunction<Atom.Extent> extents) {
    this.extents = extents;
    Uses.statements(body, this::note);
  }

  private void note(Stmt stmt) {
    switch (stmt) {
      case Stmt.Let let -> bind(let.name(), range(let));
      case Stmt.Loop loop -> {
        Range first = of(loop.first());
        long last = Math.max(first.least, below(of(loop.end())));
        bind(loop.var(), Optional.of(new Range(first.least, last)));
        loop.carried().forEach(carried -> bind(carried.name(), Optional.empty()));
      }
      case Stmt.While loop ->
          loop.carried().forEach(carried -> bind(carried.name(), Optional.empty()));
      case Stmt.Fold fold -> {
        fold.axes().forEach(axis -> bind(axis.var(), Optional.of(upTo(axis.extent()))));
        fold.reductions().stream()
            .flatMap(reduction -> reduction.results().stream())
            .forEach(name -> bind(name, Optional.empty()));
      }
      case Stmt.Store _, Stmt.Check _, Stmt.Alloc _, Stmt.Barrier _, Stmt.If _ -> {}
    }
  }

  /** A name that is bound in several places is taken for anything. */
  private void bind(String name, Optional<Range> range) {
    if (!bound.add(name)) {
      known.remove(name);
    } else {
      range.ifPresent(found -> known.put(name, found));
    }
  }

  private Range upTo(Atom extent) {
    return new Range(0, Math.max(0, below(of(extent))));
  }

  private static long below(Range end) {
    return end.most == Long.MIN_VALUE ? end.most : end.most - 1;
  }

  private Optional<Range> range(Stmt.Let let) {
    return let.operation() instanceof Operation.Apply(Prim prim, var operands)
        ? result(prim, let.dtype(), operands)
        : Optional.empty();
  }

  private Range of(Atom atom) {
    return switch (atom) {
      case Atom.Const(var value) ->
          isWhole(value.dtype()) ? new Range(value.asLong(), value.asLong()) : ANY;
      case Atom.Extent extent ->
          new Range(extents.applyAsLong(extent), extents.applyAsLong(extent));
      case Atom.Ref(String name, DType dtype) -> known.getOrDefault(name, Range.of(dtype));
    };
  }

  private static boolean isWhole(DType dtype) {
    return !dtype.isFloat() && !dtype.isComplex();
  }

  /** True if the result of an operation with whole numbers is one of its dtype in any case. */
  boolean holds(Prim prim, DType dtype, List<Atom> operands) {
    return result(prim, dtype, operands).isPresent();
  }

  private Optional<Range> result(Prim prim, DType dtype, List<Atom> operands) {
    if (!isWhole(dtype) || !operands.stream().allMatch(x -> isWhole(x.dtype()))) {
      return Optional.empty();
    }
    List<Range> x = operands.stream().map(this::of).toList();
    try {
      return exact(prim, x).filter(range -> range.within(Range.of(dtype)));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Optional<Range> exact(Prim prim, List<Range> x) {
    Range a = x.getFirst();
    Range b = x.getLast();
    return switch (prim) {
      case ADD -> Optional.of(a.with(b, Math::addExact));
      case SUB -> Optional.of(a.with(b, Math::subtractExact));
      case MUL -> Optional.of(a.with(b, Math::multiplyExact));
      case NEG -> Optional.of(new Range(0, 0).with(a, Math::subtractExact));
      case MIN -> Optional.of(a.with(b, Math::min));
      case MAX -> Optional.of(a.with(b, Math::max));
      case SHL -> count(b).map(n -> a.with(b, (v, _) -> Math.multiplyExact(v, 1L << n)));
      case SHR -> count(b).map(n -> a.with(b, (v, _) -> v >> n));
      case AND ->
          b.least == b.most && b.least >= 0 ? Optional.of(new Range(0, b.most)) : Optional.empty();
      case SELECT ->
          Optional.of(
              new Range(Math.min(x.get(1).least, b.least), Math.max(x.get(1).most, b.most)));
      case CONVERT -> Optional.of(a);
      case DIV, ABS, SQRT, FMA, RINT, FLOOR, CEIL, TRUNC, OR, XOR, NOT, USHR -> Optional.empty();
      case EQ, NE, LT, LE, GT, GE, BITCAST -> Optional.empty();
    };
  }

  /** A shift by a constant, so small that the factor is a number. */
  private static Optional<Long> count(Range by) {
    return by.least == by.most && by.least >= 0 && by.least < 63
        ? Optional.of(by.least)
        : Optional.empty();
  }
}
