// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a block needs in lanes.
 *
 * @param dtypes of all values
 * @param masks whether it has bools on the way
 * @param calls about how many vector methods it calls, which decides the size of its code
 */
record Vectorization(Set<DType> dtypes, boolean masks, int calls) {
  /** Calls of 18 bytes or so each that stay below the 8,000 bytes which HotSpot compiles. */
  private static final int MOST_CALLS = 320;

  /** What {@code block} needs, or null where it cannot run in lanes. */
  static Vectorization of(List<Stmt> block, KernelClass kernel) {
    Set<DType> dtypes = EnumSet.noneOf(DType.class);
    boolean masks = false;
    int calls = 0;
    for (Stmt stmt : block) {
      String buffer = Uses.buffer(stmt);
      boolean plain =
          switch (stmt) {
            case Stmt.Let(_, _, Operation.Apply _), Stmt.Store _ -> true;
            case Stmt.Let(_, _, Operation.Load _), Stmt.Let(_, _, Operation.CallWhere _) -> true;
            default -> false;
          };
      if (!plain || buffer != null && !kernel.isWindow(buffer)) {
        return null;
      }
      calls += calls(stmt);
      if (stmt instanceof Stmt.Let let) {
        dtypes.add(let.dtype());
        masks |= let.operation() instanceof Operation.Apply(Prim prim, _) && rounds(prim);
      }
      if (buffer == null) {
        Uses.atoms(stmt, atom -> dtypes.add(atom.dtype()));
      } else if (stmt instanceof Stmt.Store store) {
        dtypes.add(store.value().dtype());
      }
    }
    masks |= dtypes.contains(DType.BOOL);
    boolean fits = calls <= MOST_CALLS && dtypes.stream().noneMatch(DType::isSmall);
    return fits ? new Vectorization(dtypes, masks, calls) : null;
  }

  private static int calls(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let(_, DType dtype, Operation.Apply(Prim prim, var operands)) -> {
        if (rounds(prim)) {
          yield 14;
        }
        boolean ofBools = dtype == DType.BOOL || operands.get(0).dtype() == DType.BOOL;
        yield ofBools ? 3 : 1;
      }
      case Stmt.Store store -> store.value().dtype() == DType.BOOL ? 8 : 1;
      default -> 1;
    };
  }

  /** True where a block may find that some of its lanes need the scalar body. */
  static boolean givesUp(List<Stmt> block) {
    return block.stream()
        .anyMatch(s -> s instanceof Stmt.Let let && let.operation() instanceof Operation.CallWhere);
  }

  private static boolean rounds(Prim prim) {
    return switch (prim) {
      case RINT, FLOOR, CEIL, TRUNC -> true;
      default -> false;
    };
  }

  /** The species that decides the number of lanes. */
  Species main() {
    for (DType dtype : List.of(DType.F64, DType.I64, DType.F32)) {
      if (dtypes.contains(dtype)) {
        return Species.of(dtype, dtype.bytes() == 8);
      }
    }
    return Species.I32;
  }

  /** Constants and scalars that a block uses as vectors. */
  static List<Atom> uniforms(List<Stmt> block, Scope scope) {
    List<Atom> uniforms = new ArrayList<>();
    for (Stmt stmt : block) {
      List<Atom> operands =
          switch (stmt) {
            case Stmt.Let(_, _, Operation.Apply(Prim prim, List<Atom> all)) ->
                prim.isShift() && all.get(1) instanceof Atom.Const ? all.subList(0, 1) : all;
            case Stmt.Let(_, _, Operation.CallWhere call) -> call.operands().subList(0, 2);
            case Stmt.Store store -> List.of(store.value());
            default -> List.of();
          };
      operands.stream().filter(atom -> isUniform(atom, scope)).forEach(uniforms::add);
    }
    return uniforms;
  }

  private static boolean isUniform(Atom atom, Scope scope) {
    return switch (atom) {
      case Atom.Const _, Atom.Extent _ -> true;
      case Atom.Ref(String name, _) -> scope.holds(name) && !scope.get(name).isLanes();
    };
  }
}
