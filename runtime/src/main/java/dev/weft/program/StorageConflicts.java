// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.diagnostic.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds values that share a storage number while both are still needed. Steps are numbered in
 * order; what a loop's body uses from outside is needed until the loop ends, and so is what it
 * carries into the next round.
 */
final class StorageConflicts {

  /** A value with memory of its own: where it begins and where it is used last. */
  private static final class Life {
    private final int slot;
    private final int storage;
    private final int begin;
    private int end;

    private Life(Step.Alloc alloc, int begin) {
      this.slot = alloc.slot();
      this.storage = alloc.storage();
      this.begin = begin;
      this.end = begin;
    }
  }

  private final Map<Integer, Set<Life>> livesOf = new HashMap<>();
  private final List<Life> lives = new ArrayList<>();
  private int now;

  private StorageConflicts() {}

  static List<String> find(Program program) {
    StorageConflicts conflicts = new StorageConflicts();
    program.steps().forEach(conflicts::step);
    conflicts.now++;
    program.outputs().forEach(output -> conflicts.use(output.slot()));
    return conflicts.report();
  }

  private List<String> report() {
    List<String> problems = new ArrayList<>();
    Map<Integer, List<Life>> sharing = new HashMap<>();
    for (Life life : lives) {
      for (Life other : sharing.computeIfAbsent(life.storage, _ -> new ArrayList<>())) {
        if (life.begin < other.end) {
          problems.add(
              Wording.of(
                  "%%%d and %%%d share storage %d but are needed at the same time",
                  other.slot, life.slot, life.storage));
        }
      }
      sharing.get(life.storage).add(life);
    }
    return problems;
  }

  private void use(int slot) {
    for (Life life : livesOf.getOrDefault(slot, Set.of())) {
      life.end = now;
    }
  }

  private void alias(int slot, int source) {
    use(source);
    Set<Life> lives = livesOf.getOrDefault(source, Set.of());
    livesOf.computeIfAbsent(slot, _ -> new LinkedHashSet<>()).addAll(lives);
  }

  private void step(Step step) {
    now++;
    switch (step) {
      case Step.View view -> alias(view.slot(), view.source());
      case Step.Alloc alloc -> {
        if (alloc.storage() != Step.Alloc.RESULT) {
          Life life = new Life(alloc, now);
          lives.add(life);
          livesOf.computeIfAbsent(alloc.slot(), _ -> new LinkedHashSet<>()).add(life);
        }
      }
      case Step.Iota _, Step.SizeOf _ -> {}
      case Step.BindSize bind -> use(bind.count());
      case Step.Positions positions -> {
        use(positions.into());
        use(positions.mask());
      }
      case Step.Launch launch -> launch.operands().forEach(this::use);
      case Step.Copy copy -> {
        use(copy.into());
        use(copy.from());
      }
      case Step.Perform perform -> {
        perform.operands().forEach(this::use);
        perform.results().forEach(this::use);
      }
      case Step.Repeat repeat -> loop(List.of(), -1, repeat.swaps(), repeat.body());
      case Step.While loop -> loop(loop.test(), loop.condition(), loop.swaps(), loop.body());
      case Step.Branch branch -> {
        use(branch.condition());
        branch.whenTrue().forEach(this::step);
        branch.whenFalse().forEach(this::step);
        now++;
        for (Step.Choice choice : branch.results()) {
          alias(choice.slot(), choice.fromTrue());
          alias(choice.slot(), choice.fromFalse());
        }
      }
      case Step.Assert check -> use(check.condition());
    }
  }

  private void loop(List<Step> test, int condition, List<Step.Swap> swaps, List<Step> body) {
    int begin = now;
    swaps.forEach(swap -> alias(swap.current(), swap.initial()));
    test.forEach(this::step);
    use(condition);
    body.forEach(this::step);
    now++;
    for (Step.Swap swap : swaps) {
      use(swap.current());
      alias(swap.current(), swap.next());
    }
    for (Life life : lives) { // outer values that a round uses are there for every round
      if (life.begin <= begin && life.end > begin) {
        life.end = now;
      }
    }
  }
}
