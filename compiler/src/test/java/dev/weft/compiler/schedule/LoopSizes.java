// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at every element loop of a scheduled kernel. */
final class LoopSizes {

  private LoopSizes() {}

  static void assertWithin(Kernel scheduled, ScheduleLimits limits) {
    for (Stmt stmt : ((Stmt.Loop) scheduled.body().getFirst()).body()) {
      switch (stmt) {
        case Stmt.Loop loop -> loop(loop.axis(), loop.body(), limits);
        case Stmt.Fold fold -> {
          for (Stmt inBlock : fold.perBlock()) {
            if (inBlock instanceof Stmt.Loop loop) {
              loop(loop.axis(), loop.body(), limits);
            }
          }
          loop(fold.axes().getFirst().axis(), fold.body(), limits);
        }
        default -> {}
      }
    }
  }

  private static void loop(Axis axis, List<Stmt> body, ScheduleLimits limits) {
    Set<String> windows = new HashSet<>();
    int ops = 0;
    for (Stmt stmt : body) {
      switch (stmt) {
        case Stmt.Store store -> windows.add(store.buffer());
        case Stmt.Let(_, _, Operation.Load(var buffer, var index)) -> {
          boolean scalar = index instanceof Index.At(var axes) && axes.isEmpty();
          windows.addAll(scalar ? Set.of() : Set.of(buffer));
        }
        default -> ops++;
      }
    }
    int mostOps = axis == Axis.VECTOR ? limits.vectorOps() : limits.serialOps();
    int positions = 1;
    assertTrue(ops <= mostOps + positions, () -> "too long: " + body);
    assertTrue(windows.size() <= limits.operands(), () -> "too many windows: " + windows);
  }
}
