// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.type.CompilerBug;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a scheduled kernel that say where an element lies. Generated code walks windows
 * instead, so these names must serve as indices only, and each index must mean the very element
 * that the window stands at.
 */
final class Positions {
  private final Map<String, Kind> kinds = new HashMap<>();

  /** What a position is. */
  enum Kind {
    /** A size, or a size less a start: bounds of loops. */
    BOUND,
    /** Where the present block of kept elements begins. */
    KEPT_START,
    /** The present kept element. */
    KEPT,
    /** Where the present block of reduced elements begins. */
    REDUCED_START,
    /** The present reduced element. */
    REDUCED,
    /** The present element, counted from the beginning of its block. */
    OFFSET
  }

  void bind(String name, Kind kind) {
    kinds.put(name, kind);
  }

  private Kind kind(Atom atom) {
    return switch (atom) {
      case Atom.Ref(String name, _) -> kinds.get(name);
      case Atom.Extent _ -> Kind.BOUND;
      case Atom.Const _ -> null;
    };
  }

  /** Takes note of a let that computes a position; false for any other. */
  boolean takes(Stmt.Let let) {
    if (!(let.operation() instanceof Operation.Apply(Prim prim, List<Atom> operands))
        || operands.size() != 2) {
      return false;
    }
    Kind x = kind(operands.get(0));
    Kind y = kind(operands.get(1));
    Kind result = result(prim, x, y);
    if (result != null) {
      kinds.put(let.name(), result);
    }
    return result != null;
  }

  private static Kind result(Prim prim, Kind x, Kind y) {
    if (x == null || y == null) {
      return prim == Prim.MIN && (x == Kind.BOUND || y == Kind.BOUND) ? Kind.BOUND : null;
    }
    return switch (prim) {
      case ADD -> sum(x, y);
      case SUB -> difference(x, y);
      case MIN -> x == Kind.BOUND && y == Kind.BOUND ? Kind.BOUND : null;
      default -> null;
    };
  }

  private static Kind sum(Kind x, Kind y) {
    if (x == Kind.OFFSET) {
      return y == Kind.OFFSET ? null : sum(y, x);
    }
    if (y != Kind.OFFSET) {
      return null;
    }
    return x == Kind.KEPT_START ? Kind.KEPT : x == Kind.REDUCED_START ? Kind.REDUCED : null;
  }

  private static Kind difference(Kind x, Kind y) {
    if (x == Kind.BOUND && (y == Kind.KEPT_START || y == Kind.REDUCED_START)) {
      return Kind.BOUND;
    }
    boolean offset =
        x == Kind.REDUCED && y == Kind.REDUCED_START || x == Kind.KEPT && y == Kind.KEPT_START;
    return offset ? Kind.OFFSET : null;
  }

  /** Demands that an end of a loop is the number of elements of the block. */
  void requireBound(Atom end) {
    require(kind(end) == Kind.BOUND, "a loop over elements ends at ", end);
  }

  /** Demands that an index means the element that the windows stand at. */
  void requirePresent(Index index) {
    boolean present =
        switch (index) {
          case Index.Kept(Atom kept) -> kind(kept) == Kind.KEPT;
          case Index.Full(Atom kept, Atom reduced) ->
              kind(kept) == Kind.KEPT && kind(reduced) == Kind.REDUCED;
          case Index.At(List<Atom> axes) -> axes.size() == 1 && kind(axes.get(0)) == Kind.OFFSET;
          case Index.Guarded _ -> false;
        };
    require(present, "an element loop uses ", index);
  }

  /** Demands that a value is no position. */
  void requireValue(Atom atom) {
    boolean position = atom instanceof Atom.Ref && kind(atom) != null;
    require(!position, "a position is used as a value: ", atom);
  }

  private static void require(boolean holds, String offence, Object offender) {
    if (!holds) {
      throw new CompilerBug("jvm", offence + offender);
    }
  }
}
