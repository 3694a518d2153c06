// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.plan;

import dev.weft.program.Dim;
import dev.weft.program.Step;
import dev.weft.tensor.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets temporaries of one dtype and size share storage when the first is dead before the second is
 * written. Works on one list of steps at a time: what a loop's body allocates keeps numbers of its
 * own, since it may live into the next round.
 */
final class StorageReuse {
  private record Size(DType dtype, Dim elements) {}

  private final List<Step> steps;
  private final Map<Integer, Integer> owner = new HashMap<>();
  private final Map<Integer, Integer> lastUse = new HashMap<>();

  private StorageReuse(List<Step> steps) {
    this.steps = steps;
  }

  static List<Step> reuse(List<Step> steps) {
    return new StorageReuse(steps).run();
  }

  private List<Step> run() {
    for (int i = 0; i < steps.size(); i++) {
      int at = i;
      switch (steps.get(i)) {
        case Step.View view -> alias(view.slot(), view.source());
        case Step.Repeat repeat -> repeat.swaps().forEach(s -> alias(s.current(), s.initial()));
        case Step.While loop -> loop.swaps().forEach(s -> alias(s.current(), s.initial()));
        case Step.Alloc _, Step.Iota _, Step.SizeOf _, Step.Launch _, Step.Copy _ -> {}
        case Step.Branch _, Step.Assert _, Step.BindSize _, Step.Positions _ -> {}
        case Step.Perform _ -> {}
      }
      steps
          .get(i)
          .nested()
          .flatMap(step -> step.slots().stream())
          .forEach(slot -> lastUse.put(owner.getOrDefault(slot, slot), at));
    }
    Map<Size, Deque<Integer>> free = new HashMap<>();
    Map<Integer, List<Step.Alloc>> dying = new HashMap<>();
    List<Step> result = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step instanceof Step.Alloc alloc && alloc.storage() != Step.Alloc.RESULT) {
        Size size = new Size(alloc.dtype(), Dim.product(alloc.shape()));
        Deque<Integer> reusable = free.computeIfAbsent(size, s -> new ArrayDeque<>());
        int storage = reusable.isEmpty() ? alloc.storage() : reusable.pop();
        Step.Alloc shared = new Step.Alloc(alloc.slot(), alloc.dtype(), alloc.shape(), storage);
        dying.computeIfAbsent(lastUse.get(alloc.slot()), s -> new ArrayList<>()).add(shared);
        step = shared;
      }
      result.add(step);
      for (Step.Alloc dead : dying.getOrDefault(i, List.of())) {
        free.get(new Size(dead.dtype(), Dim.product(dead.shape()))).push(dead.storage());
      }
    }
    return result;
  }

  /** Uses of {@code slot} may be uses of the memory of {@code source}. */
  private void alias(int slot, int source) {
    owner.put(slot, owner.getOrDefault(source, source));
  }
}
