// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the bodies of loops. A value that later loops use is stored to scratch where it is
 * computed and loaded where a later loop first needs it; a slot is free again after the last of
 * those loads, even for a value of the same loop, since both are of one element.
 */
final class StageWriter {
  private static final Index OFFSET = new Index.At(List.of(Elements.OFFSET));

  private final Names names;
  private final Map<String, DType> slots = new LinkedHashMap<>();
  private final Map<DType, List<String>> free = new HashMap<>();

  /** Per value in scratch its slot. */
  private final Map<Task, String> slotOf = new HashMap<>();

  /** Per value how many later loops have yet to load it. */
  private final Map<Task, Integer> loads = new HashMap<>();

  /** Names already bound in some loop: another loop needs another name. */
  private final Set<String> bound = new HashSet<>();

  private StageWriter(Names names) {
    this.names = names;
  }

  static Stages write(List<Cut> cuts, List<Atom> values, Names names) {
    StageWriter writer = new StageWriter(names);
    writer.countLoads(cuts);
    List<Stage> loops = new ArrayList<>();
    List<Atom> reduced = values;
    for (Cut cut : cuts) {
      Body body = writer.new Body();
      cut.tasks().forEach(body::add);
      loops.add(new Stage(cut.lanes(), body.stmts));
      if (cut.tasks().getLast().isEnd()) {
        reduced = values.stream().map(body::local).toList();
      }
    }
    List<Stmt> scratch = new ArrayList<>();
    writer.slots.forEach(
        (name, dtype) ->
            scratch.add(new Stmt.Alloc(name, dtype, KernelCode.BLOCK, Stmt.Space.SCRATCH)));
    return new Stages(scratch, loops, reduced);
  }

  private void countLoads(List<Cut> cuts) {
    for (Cut cut : cuts) {
      Set<Task> here = new HashSet<>(cut.tasks());
      Set<Task> needed = new HashSet<>();
      cut.tasks().forEach(task -> needed.addAll(task.operands()));
      needed.removeAll(here);
      needed.forEach(task -> loads.merge(task, 1, Integer::sum));
    }
  }

  private String takeSlot(DType dtype) {
    List<String> unused = free.computeIfAbsent(dtype, d -> new ArrayList<>());
    if (!unused.isEmpty()) {
      return unused.removeLast();
    }
    String slot = names.fresh("s" + slots.size());
    slots.put(slot, dtype);
    return slot;
  }

  /** The body of one loop. */
  private final class Body {
    private final List<Stmt> stmts = new ArrayList<>();
    private final Map<String, Atom> locals = new HashMap<>();

    Atom local(Atom atom) {
      return atom instanceof Atom.Ref(var name, _) ? locals.getOrDefault(name, atom) : atom;
    }

    void add(Task task) {
      task.leaves().forEach(this::leaf);
      task.operands().forEach(this::operand);
      Optional<Stmt> stmt = task.stmt();
      stmt.ifPresent(s -> stmts.add(Elements.map(s, this::local, index -> index)));
      task.let().ifPresent(let -> define(task, let));
    }

    private void define(Task task, Stmt.Let let) {
      bound.add(let.name());
      locals.put(let.name(), let.ref());
      if (loads.containsKey(task)) {
        String slot = takeSlot(let.dtype());
        slotOf.put(task, slot);
        stmts.add(new Stmt.Store(slot, OFFSET, let.ref()));
      }
    }

    private void leaf(Stmt.Let leaf) {
      if (!locals.containsKey(leaf.name())) {
        Stmt.Let here = (Stmt.Let) Elements.map(leaf, this::local, index -> index);
        bind(leaf, here.operation());
      }
    }

    /** Loads an operand of an earlier loop, once. */
    private void operand(Task operand) {
      Stmt.Let let = operand.let().orElseThrow();
      if (locals.containsKey(let.name())) {
        return;
      }
      String slot = slotOf.get(operand);
      bind(let, new Operation.Load(slot, OFFSET));
      if (loads.merge(operand, -1, Integer::sum) == 0) {
        free.get(let.dtype()).add(slot);
      }
    }

    /** Computes what is known as {@code let} by other means or once more. */
    private void bind(Stmt.Let let, Operation operation) {
      String name = bound.add(let.name()) ? let.name() : names.fresh(let.name());
      Stmt.Let here = new Stmt.Let(name, let.dtype(), operation);
      locals.put(let.name(), here.ref());
      stmts.add(here);
    }
  }
}
