// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The statements of one element: lets, stores and checks in a row. */
final class Elements {
  /** Stands for the element's position in the domain until it is in a loop. */
  static final Atom PLACE = new Atom.Ref("@place", DType.I64);

  /** Stands for the element's position in its block until it is in a loop. */
  static final Atom OFFSET = new Atom.Ref("@offset", DType.I64);

  private Elements() {}

  static boolean isElement(Stmt stmt) {
    return stmt instanceof Stmt.Let || stmt instanceof Stmt.Store || stmt instanceof Stmt.Check;
  }

  /** The atoms that a statement computes with: no positions of windows. */
  static List<Atom> operands(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let(_, _, Operation.Apply(_, var operands)) -> operands;
      case Stmt.Let(_, _, Operation.Call(_, var operands)) -> operands;
      case Stmt.Let(_, _, Operation.CallWhere(_, var operands)) -> operands;
      case Stmt.Let(_, _, Operation.Load(_, var index)) -> operands(index);
      case Stmt.Store store -> List.of(store.value());
      case Stmt.Check check -> List.of(check.ok());
      case Stmt.Alloc _, Stmt.Barrier _, Stmt.Fold _, Stmt.If _, Stmt.Loop _, Stmt.While _ ->
          throw new CompilerBug("schedule", "no statement of an element: " + stmt);
    };
  }

  private static List<Atom> operands(Index index) {
    return switch (index) {
      case Index.At(var axes) -> axes;
      case Index.Guarded(var axes) -> axes;
      case Index.Kept _, Index.Full _ -> List.of();
    };
  }

  /** The names among the operands. */
  static Stream<String> names(Stmt stmt) {
    return operands(stmt).stream().flatMap(Elements::name);
  }

  static Stream<String> name(Atom atom) {
    return atom instanceof Atom.Ref(var name, _) ? Stream.of(name) : Stream.empty();
  }

  /** A statement with other operands and other positions of windows. */
  static Stmt map(Stmt stmt, UnaryOperator<Atom> value, UnaryOperator<Index> window) {
    return switch (stmt) {
      case Stmt.Let(var name, var dtype, Operation.Apply(var prim, var operands)) ->
          new Stmt.Let(name, dtype, new Operation.Apply(prim, map(operands, value)));
      case Stmt.Let(var name, var dtype, Operation.Call(var routine, var operands)) ->
          new Stmt.Let(name, dtype, new Operation.Call(routine, map(operands, value)));
      case Stmt.Let(var name, var dtype, Operation.CallWhere(var routine, var operands)) ->
          new Stmt.Let(name, dtype, new Operation.CallWhere(routine, map(operands, value)));
      case Stmt.Let(var name, var dtype, Operation.Load(var buffer, var index)) ->
          new Stmt.Let(name, dtype, new Operation.Load(buffer, map(index, value, window)));
      case Stmt.Store(var buffer, var index, var stored) ->
          new Stmt.Store(buffer, map(index, value, window), value.apply(stored));
      case Stmt.Check(var ok, var site) -> new Stmt.Check(value.apply(ok), site);
      case Stmt.Alloc _, Stmt.Barrier _, Stmt.Fold _, Stmt.If _, Stmt.Loop _, Stmt.While _ ->
          throw new CompilerBug("schedule", "no statement of an element: " + stmt);
    };
  }

  /**
   * Writes statements once more, under new names.
   *
   * @param known what stands for names; those of the statements are added, but where one is known
   *     already its statement is left out
   */
  static void copy(
      Recording to, List<Stmt> stmts, Map<String, Atom> known, UnaryOperator<Index> window) {
    for (Stmt stmt : stmts) {
      if (stmt instanceof Stmt.Let(String name, var dtype, _)) {
        if (!known.containsKey(name)) {
          Stmt.Let copied = (Stmt.Let) map(stmt, renamed(known), window);
          known.put(name, to.record(dtype, copied.operation()));
        }
      } else {
        to.add(map(stmt, renamed(known), window));
      }
    }
  }

  static UnaryOperator<Atom> renamed(Map<String, Atom> known) {
    return atom -> atom instanceof Atom.Ref(String name, _) ? known.getOrDefault(name, atom) : atom;
  }

  private static List<Atom> map(List<Atom> atoms, UnaryOperator<Atom> value) {
    return atoms.stream().map(value).toList();
  }

  private static Index map(Index index, UnaryOperator<Atom> value, UnaryOperator<Index> window) {
    return switch (index) {
      case Index.At(var axes) -> new Index.At(map(axes, value));
      case Index.Guarded(var axes) -> new Index.Guarded(map(axes, value));
      case Index.Kept _, Index.Full _ -> window.apply(index);
    };
  }

  /**
   * The statements inside a loop.
   *
   * @param kept position of the element among the kept axes
   * @param reduced its position among the reduced axes, or null where no statement needs it
   * @param offset its position in the block, or null where no statement needs it
   */
  static List<Stmt> at(List<Stmt> stmts, Atom kept, Atom reduced, Atom offset) {
    UnaryOperator<Index> window =
        index -> index instanceof Index.Full ? new Index.Full(kept, reduced) : new Index.Kept(kept);
    UnaryOperator<Atom> value = atom -> atom.equals(OFFSET) ? offset : atom;
    List<Stmt> placed = new ArrayList<>();
    for (Stmt stmt : stmts) {
      placed.add(map(stmt, value, window));
    }
    return placed;
  }
}
