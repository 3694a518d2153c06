// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many of each construct a kernel has, for tests that state its form.
 *
 * @param loops per axis; axes of folds among them
 * @param folds folds, scheduled or not
 * @param stages element loops of blocks, and bodies of scheduled folds
 * @param ops applied primitives and calls
 * @param calls routines called
 * @param checks checks; limits of loops are not among them
 * @param loads loads from parameters
 * @param stores stores to parameters
 * @param scratch scratch and local arrays
 */
public record Structure(
    Map<Axis, Integer> loops,
    int folds,
    int stages,
    int ops,
    int calls,
    int checks,
    int loads,
    int stores,
    int scratch) {

  public Structure {
    loops = Map.copyOf(loops);
  }

  public static Structure of(Kernel kernel) {
    Counting counting = new Counting(kernel);
    counting.block(kernel.body(), false);
    return counting.result();
  }

  /** The number of loops of an axis. */
  public int loops(Axis axis) {
    return loops.getOrDefault(axis, 0);
  }

  /** What there is, in words: {@code parallel 1, vector 2, stages 2, ops 7, loads 2, stores 1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Axis axis : Axis.values()) {
      append(text, axis.name().toLowerCase(Locale.ROOT), loops(axis));
    }
    append(text, "folds", folds);
    append(text, "stages", stages);
    append(text, "ops", ops);
    append(text, "calls", calls);
    append(text, "checks", checks);
    append(text, "loads", loads);
    append(text, "stores", stores);
    append(text, "scratch", scratch);
    return text.toString();
  }

  private static void append(StringBuilder text, String what, int count) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(what).append(' ').append(count);
    }
  }

  /** The counts so far. */
  private static final class Counting {
    private final List<String> params;
    private final Map<Axis, Integer> loops = new EnumMap<>(Axis.class);
    private int folds;
    private int stages;
    private int ops;
    private int calls;
    private int checks;
    private int loads;
    private int stores;
    private int scratch;

    Counting(Kernel kernel) {
      params = kernel.params().stream().map(Kernel.Param::name).toList();
    }

    Structure result() {
      return new Structure(loops, folds, stages, ops, calls, checks, loads, stores, scratch);
    }

    void block(List<Stmt> stmts, boolean scheduled) {
      stmts.forEach(stmt -> count(stmt, scheduled));
    }

    private void count(Stmt stmt, boolean scheduled) {
      switch (stmt) {
        case Stmt.Let let -> count(let.operation());
        case Stmt.Store store -> stores += params.contains(store.buffer()) ? 1 : 0;
        case Stmt.Check _ -> checks++;
        case Stmt.Alloc _ -> scratch++;
        case Stmt.Barrier _ -> {}
        case Stmt.If branch -> {
          block(branch.whenTrue(), false);
          block(branch.whenFalse(), false);
        }
        case Stmt.While loop -> {
          loops.merge(Axis.SERIAL, 1, Integer::sum);
          block(loop.test(), false);
          block(loop.body(), false);
        }
        case Stmt.Loop loop -> {
          loops.merge(loop.axis(), 1, Integer::sum);
          stages += scheduled ? 1 : 0;
          block(loop.body(), loop.axis() == Axis.PARALLEL);
        }
        case Stmt.Fold fold -> {
          folds++;
          stages += scheduled ? 1 : 0;
          fold.axes().forEach(axis -> loops.merge(axis.axis(), 1, Integer::sum));
          block(fold.perBlock(), scheduled);
          block(fold.body(), false);
          block(fold.each(), false);
        }
      }
    }

    private void count(Operation operation) {
      switch (operation) {
        case Operation.Apply _ -> ops++;
        case Operation.Call _, Operation.CallWhere _ -> {
          ops++;
          calls++;
        }
        case Operation.Load load -> loads += params.contains(load.buffer()) ? 1 : 0;
      }
    }
  }
}
