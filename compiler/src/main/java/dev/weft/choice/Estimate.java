// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.choice.Work.Count;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program;
import dev.weft.program.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows the steps of a program for sizes that are known, and adds up what they do. */
final class Estimate {

  /**
   * One step that does something.
   *
   * @param times how often it runs
   * @param operations of all runs
   * @param touched bytes of all runs
   */
  record Part(Step step, double times, double operations, double touched) {}

  /** A part of an array: the slot that the array came with, its bytes, those of an element. */
  private record Extent(int root, double bytes, int element) {}

  private final Program program;
  private final List<Count> counts;
  private final Map<String, Long> sizes;
  private final Map<Integer, Extent> memory = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private double moved;

  /**
   * Adds up a call.
   *
   * @param elements of every input
   */
  Estimate(Program program, List<Count> counts, Map<String, Long> sizes, double[] elements) {
    this.program = program;
    this.counts = counts;
    this.sizes = new HashMap<>(sizes);
    for (int i = 0; i < elements.length; i++) {
      int bytes = program.inputs().get(i).dtype().bytes();
      memory.put(i, new Extent(i, elements[i] * bytes, bytes));
      moved += elements[i] * bytes;
    }
    steps(program.steps(), 1);
  }

  List<Part> parts() {
    return parts;
  }

  Work work() {
    double operations = parts.stream().mapToDouble(Part::operations).sum();
    double touched = parts.stream().mapToDouble(Part::touched).sum();
    return new Work(operations, touched, moved, program.kernels().size());
  }

  private void steps(List<Step> steps, double times) {
    steps.forEach(step -> step(step, times));
  }

  private void step(Step step, double times) {
    switch (step) {
      case Step.View view -> memory.put(view.slot(), viewed(view));
      case Step.Alloc alloc -> {
        int element = alloc.dtype().bytes();
        double bytes = elements(alloc.shape()) * element;
        memory.put(alloc.slot(), new Extent(alloc.slot(), bytes, element));
        moved += alloc.storage() == Step.Alloc.RESULT ? bytes : 0;
      }
      case Step.BindSize(String symbol, _, Dim most) -> sizes.put(symbol, value(most));
      case Step.Launch launch -> {
        double kept = elements(launch.kept());
        double all = kept * elements(launch.reduced());
        Count count = counts.get(launch.kernel());
        double operations = kept * count.kept() + all * count.folded();
        add(step, times, operations, launch.operands());
      }
      case Step.Copy(int into, int from) -> add(step, times, 0, List.of(into, from));
      case Step.Perform perform -> add(step, times, 0, perform.operands());
      case Step.Repeat repeat -> steps(repeat.body(), times * Math.max(0, value(repeat.count())));
      case Step.While loop -> {
        steps(loop.test(), times);
        steps(loop.body(), times);
      }
      case Step.Branch branch -> steps(branch.whenTrue(), times);
      case Step.Iota _, Step.SizeOf _, Step.Positions _, Step.Assert _ -> {}
    }
  }

  private void add(Step step, double times, double operations, List<Integer> slots) {
    parts.add(new Part(step, times, times * operations, times * bytes(slots)));
  }

  private Extent viewed(Step.View view) {
    Extent source = extent(view.source());
    return view.movement() instanceof Movement.Slice slice
        ? new Extent(
            source.root(),
            Math.min(source.bytes(), elements(slice.size()) * source.element()),
            source.element())
        : source;
  }

  /** Numbers and constants of a program are small. */
  private Extent extent(int slot) {
    return memory.getOrDefault(slot, new Extent(slot, 0, 0));
  }

  /** What is seen of every array; several views of one see at most all of it. */
  private double bytes(List<Integer> slots) {
    Map<Integer, Double> seen = new HashMap<>();
    for (int slot : slots) {
      Extent extent = extent(slot);
      double most = extent(extent.root()).bytes();
      seen.merge(extent.root(), extent.bytes(), (a, b) -> Math.min(most, a + b));
    }
    return seen.values().stream().mapToDouble(bytes -> bytes).sum();
  }

  private double elements(List<Dim> shape) {
    double elements = 1;
    for (Dim dim : shape) {
      elements *= Math.max(0, value(dim));
    }
    return elements;
  }

  private long value(Dim dim) {
    return dim.evaluate(name -> sizes.getOrDefault(name, 1L));
  }
}
