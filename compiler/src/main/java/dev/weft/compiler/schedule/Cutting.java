// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.Interruption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts tasks into loops, greedily from the front. A loop takes tasks of one kind as long as the
 * limits allow, passing over those of the other kind and what depends on them while few values are
 * alive. Where a limit ends it, it ends at the place in its second half that leaves the fewest
 * values to be carried on in scratch.
 */
final class Cutting {
  private final Interruption interruption = new Interruption();
  private final ScheduleLimits limits;
  private final List<Task> order;
  private final Set<Task> done = new HashSet<>();

  /** Per task whose value exists: how many of its users do not. */
  private final Map<Task, Integer> waiting = new HashMap<>();

  private int first;

  private Cutting(List<Task> order, ScheduleLimits limits) {
    this.order = order;
    this.limits = limits;
  }

  static List<Cut> cut(List<Task> order, ScheduleLimits limits) {
    Cutting cutting = new Cutting(order, limits);
    List<Cut> cuts = new ArrayList<>();
    while (cutting.done.size() < order.size()) {
      cuts.add(cutting.next());
    }
    return cuts;
  }

  private Cut next() {
    while (done.contains(order.get(first))) {
      first++;
    }
    boolean lanes = order.get(first).kind() != Task.Kind.SERIAL;
    Loop loop = new Loop(lanes ? limits.vectorOps() : limits.serialOps());
    boolean passed = false;
    boolean full = false;
    for (int i = first; i < order.size() && !full; i++) {
      Task task = order.get(i);
      interruption.poll();
      if (done.contains(task)) {
        continue;
      }
      boolean fits = fits(task, lanes) && !(passed && waiting.size() >= limits.live());
      if (!fits) {
        passed = true;
      } else if (loop.takes(task)) {
        loop.add(task);
      } else {
        full = true;
      }
    }
    loop.shrink(full);
    return new Cut(lanes, loop.tasks);
  }

  private boolean fits(Task task, boolean lanes) {
    boolean right = lanes ? task.kind() != Task.Kind.SERIAL : task.kind() != Task.Kind.LANES;
    boolean ready = done.containsAll(task.operands());
    return right && ready && (!task.isEnd() || done.size() == order.size() - 1);
  }

  /** A loop that is being filled. */
  private final class Loop {
    private final int mostOps;
    private final List<Task> tasks = new ArrayList<>();
    private final Set<Object> windows = new HashSet<>();
    private final Set<Stmt.Let> leaves = new HashSet<>();

    /** After each task: how many windows there are, and how many values are alive. */
    private final List<Integer> windowCounts = new ArrayList<>();

    private final List<Integer> liveCounts = new ArrayList<>();
    private int ops;

    /** How many values of this loop others wait for. */
    private int leaving;

    Loop(int mostOps) {
      this.mostOps = mostOps;
    }

    boolean takes(Task task) {
      Set<Object> more = new HashSet<>(windows(task));
      more.removeAll(windows);
      return tasks.isEmpty()
          || ops + cost(task) <= mostOps && windows.size() + more.size() <= limits.operands();
    }

    private int cost(Task task) {
      long cheap =
          task.leaves().stream()
              .filter(leaf -> !leaves.contains(leaf) && leaf.operation() instanceof Operation.Apply)
              .count();
      return task.ops() + (int) cheap;
    }

    /** What the task reads and writes in memory, but for values that later loops need. */
    private Set<Object> windows(Task task) {
      Set<Object> found = new HashSet<>();
      task.buffers().forEach(found::add);
      task.operands().stream().filter(operand -> !tasks.contains(operand)).forEach(found::add);
      return found;
    }

    void add(Task task) {
      ops += cost(task);
      windows.addAll(windows(task));
      leaves.addAll(task.leaves());
      done.add(task);
      for (Task operand : task.operands()) {
        if (waiting.merge(operand, -1, Integer::sum) == 0) {
          waiting.remove(operand);
          leaving -= tasks.contains(operand) ? 1 : 0;
        }
      }
      tasks.add(task);
      if (task.users() > 0) {
        waiting.put(task, task.users());
        leaving++;
      }
      windowCounts.add(windows.size() + leaving);
      liveCounts.add(waiting.size());
    }

    /**
     * Gives back tasks from the end, so that windows stay within the limit and, if the loop is
     * {@code full}, few values live on.
     */
    void shrink(boolean full) {
      int size = tasks.size();
      int best = 0;
      for (int count = full ? (size + 1) / 2 : size; count <= size; count++) {
        boolean better = best == 0 || liveCounts.get(count - 1) <= liveCounts.get(best - 1);
        if (isValid(count) && better) {
          best = count;
        }
      }
      for (int count = size; best == 0; count--) {
        best = count == 1 || isValid(count) ? count : 0;
      }
      while (tasks.size() > best) {
        giveBack();
      }
    }

    private boolean isValid(int count) {
      return windowCounts.get(count - 1) <= limits.operands();
    }

    private void giveBack() {
      Task task = tasks.removeLast();
      done.remove(task);
      waiting.remove(task);
      task.operands().forEach(operand -> waiting.merge(operand, 1, Integer::sum));
    }
  }
}
