// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What statements read and bind, nested ones included. */
final class Uses {
  private Uses() {}

  /** Hands every statement of a block to {@code each}, outer before inner. */
  static void statements(List<Stmt> block, Consumer<Stmt> each) {
    for (Stmt stmt : block) {
      each.accept(stmt);
      switch (stmt) {
        case Stmt.Loop loop -> statements(loop.body(), each);
        case Stmt.While loop -> {
          statements(loop.test(), each);
          statements(loop.body(), each);
        }
        case Stmt.If branch -> {
          statements(branch.whenTrue(), each);
          statements(branch.whenFalse(), each);
        }
        case Stmt.Fold fold -> {
          statements(fold.perBlock(), each);
          statements(fold.body(), each);
          statements(fold.each(), each);
        }
        case Stmt.Let _, Stmt.Store _, Stmt.Alloc _, Stmt.Barrier _, Stmt.Check _ -> {}
      }
    }
  }

  /** Hands the atoms that a statement itself reads to {@code each}; not those of nested ones. */
  static void atoms(Stmt stmt, Consumer<Atom> each) {
    switch (stmt) {
      case Stmt.Let let -> atoms(let.operation(), each);
      case Stmt.Store store -> {
        atoms(store.index(), each);
        each.accept(store.value());
      }
      case Stmt.Loop loop -> {
        each.accept(loop.first());
        each.accept(loop.end());
        loop.carried().forEach(carried -> each.accept(carried.initial()));
        loop.next().forEach(each);
      }
      case Stmt.While loop -> {
        loop.carried().forEach(carried -> each.accept(carried.initial()));
        each.accept(loop.condition());
        each.accept(loop.limit());
        loop.next().forEach(each);
      }
      case Stmt.If branch -> each.accept(branch.condition());
      case Stmt.Fold fold -> {
        fold.axes().forEach(axis -> each.accept(axis.extent()));
        fold.reductions().forEach(reduction -> reduction.values().forEach(each));
      }
      case Stmt.Check check -> each.accept(check.ok());
      case Stmt.Alloc _, Stmt.Barrier _ -> {}
    }
  }

  static void atoms(Operation operation, Consumer<Atom> each) {
    switch (operation) {
      case Operation.Apply apply -> apply.operands().forEach(each);
      case Operation.Call call -> call.operands().forEach(each);
      case Operation.CallWhere call -> call.operands().forEach(each);
      case Operation.Load load -> atoms(load.index(), each);
    }
  }

  static void atoms(Index index, Consumer<Atom> each) {
    switch (index) {
      case Index.At at -> at.axes().forEach(each);
      case Index.Guarded guarded -> guarded.axes().forEach(each);
      case Index.Kept kept -> each.accept(kept.position());
      case Index.Full full -> {
        each.accept(full.kept());
        each.accept(full.reduced());
      }
    }
  }

  /** The buffer a statement itself reads or writes, or null. */
  static String buffer(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let(_, _, Operation.Load(String buffer, _)) -> buffer;
      case Stmt.Store(String buffer, _, _) -> buffer;
      case Stmt.Let _, Stmt.Loop _, Stmt.While _, Stmt.If _, Stmt.Alloc _, Stmt.Fold _ -> null;
      case Stmt.Barrier _, Stmt.Check _ -> null;
    };
  }

  /** All buffers of a block, in order of their first use. */
  static Set<String> buffers(List<Stmt> block) {
    Set<String> found = new LinkedHashSet<>();
    statements(
        block,
        stmt -> {
          if (buffer(stmt) != null) {
            found.add(buffer(stmt));
          }
        });
    return found;
  }

  /** All atoms of a block. */
  static Set<Atom> atoms(List<Stmt> block) {
    Set<Atom> found = new LinkedHashSet<>();
    statements(block, stmt -> atoms(stmt, found::add));
    return found;
  }

  /** All names that a block reads. */
  static Set<String> names(List<Stmt> block) {
    Set<String> found = new HashSet<>();
    statements(block, stmt -> atoms(stmt, atom -> addName(found, atom)));
    return found;
  }

  static void addName(Set<String> names, Atom atom) {
    if (atom instanceof Atom.Ref(String name, _)) {
      names.add(name);
    }
  }

  /** Per name that a let of this very block binds: the last statement that reads it. */
  static Map<String, Integer> lastUses(List<Stmt> block) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < block.size(); i++) {
      if (block.get(i) instanceof Stmt.Let let) {
        last.put(let.name(), i);
      }
      for (String name : names(List.of(block.get(i)))) {
        last.replace(name, i);
      }
    }
    return last;
  }
}
