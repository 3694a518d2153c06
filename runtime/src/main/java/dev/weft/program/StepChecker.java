// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.diagnostic.Wording;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.program.SlotTypes.SlotType;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Checks steps in order against what the slots hold. */
final class StepChecker {
  private final Program program;
  private final SlotTypes slots;
  private final Consumer<Dim> dims;
  private final List<String> problems;

  StepChecker(Program program, SlotTypes slots, Consumer<Dim> dims, List<String> problems) {
    this.program = program;
    this.slots = slots;
    this.dims = dims;
    this.problems = problems;
  }

  void list(List<Step> steps) {
    steps.forEach(this::step);
  }

  private void expect(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private void step(Step step) {
    switch (step) {
      case Step.View view -> view(view);
      case Step.Alloc alloc -> {
        alloc.shape().forEach(dims);
        expect(alloc.storage() >= Step.Alloc.RESULT, "%" + alloc.slot() + " has no storage");
        slots.define(alloc.slot(), alloc.dtype(), alloc.shape().size(), true);
      }
      case Step.Iota iota -> {
        dims.accept(iota.size());
        slots.define(iota.slot(), DType.I64, 1, false);
      }
      case Step.SizeOf size -> {
        dims.accept(size.size());
        slots.define(size.slot(), DType.I64, 0, false);
      }
      case Step.BindSize bind -> {
        slots.useScalar(bind.count(), DType.I64, "size " + bind.symbol());
        dims.accept(bind.most());
      }
      case Step.Positions positions -> positions(positions);
      case Step.Launch launch -> launch(launch);
      case Step.Copy copy -> copy(copy);
      case Step.Perform perform -> {
        perform.operands().forEach(slot -> slots.use(slot, "a procedure"));
        for (int slot : perform.results()) {
          SlotType result = slots.use(slot, "a procedure");
          expect(
              result == null || result.writable(),
              "a procedure writes %" + slot + ", which is not the program's");
        }
      }
      case Step.Repeat repeat -> {
        dims.accept(repeat.first());
        dims.accept(repeat.count());
        slots.define(repeat.index(), DType.I64, 0, false);
        enter(repeat.swaps());
        list(repeat.body());
        leave(repeat.swaps());
      }
      case Step.While loop -> {
        dims.accept(loop.limit());
        enter(loop.swaps());
        list(loop.test());
        slots.useScalar(loop.condition(), DType.BOOL, "a while loop");
        list(loop.body());
        leave(loop.swaps());
      }
      case Step.Branch branch -> branch(branch);
      case Step.Assert check -> slots.useScalar(check.condition(), DType.BOOL, "an assertion");
    }
  }

  private void view(Step.View view) {
    SlotType source = slots.use(view.source(), "a view");
    if (source == null) {
      return;
    }
    int rank = rank(view.movement(), source.rank());
    expect(rank >= 0, "the movement of %" + view.slot() + " does not fit " + source);
    slots.define(view.slot(), source.dtype(), Math.max(rank, 0), source.writable());
  }

  /** The rank after a movement, or -1 if it does not fit an operand of this rank. */
  private int rank(Movement movement, int rank) {
    return switch (movement) {
      case Movement.Reshape reshape -> {
        reshape.shape().forEach(dims);
        yield reshape.shape().size();
      }
      case Movement.Permute permute -> {
        List<Integer> sorted = permute.axes().stream().sorted().toList();
        yield sorted.equals(IntStream.range(0, rank).boxed().toList()) ? rank : -1;
      }
      case Movement.Broadcast broadcast -> {
        broadcast.shape().forEach(dims);
        yield broadcast.shape().size() >= rank ? broadcast.shape().size() : -1;
      }
      case Movement.Slice slice -> {
        slice.start().forEach(dims);
        slice.size().forEach(dims);
        boolean fits =
            slice.start().size() == rank
                && slice.size().size() == rank
                && slice.step().size() == rank
                && !slice.step().contains(0L);
        yield fits ? rank : -1;
      }
    };
  }

  private void launch(Step.Launch launch) {
    launch.kept().forEach(dims);
    launch.reduced().forEach(dims);
    if (launch.kernel() < 0 || launch.kernel() >= program.kernels().size()) {
      problems.add("there is no kernel " + launch.kernel());
      return;
    }
    KernelCode code = program.kernels().get(launch.kernel());
    String name = "kernel " + code.name();
    expect(
        launch.reduced().isEmpty() || code.launch() != KernelCode.Launch.MAP,
        name + " reduces nothing but is launched over reduced axes");
    if (launch.operands().size() != code.parameters().size()) {
      problems.add(
          Wording.of(
              "%s has %d parameters, not %d",
              name, code.parameters().size(), launch.operands().size()));
      return;
    }
    for (int p = 0; p < code.parameters().size(); p++) {
      SlotType type = slots.use(launch.operands().get(p), name);
      if (type != null) {
        operand(launch, name, code.parameters().get(p), launch.operands().get(p), type);
      }
    }
  }

  private void operand(
      Step.Launch launch, String kernel, Parameter parameter, int slot, SlotType type) {
    int rank =
        switch (parameter.domain()) {
          case SCALAR -> 0;
          case KEPT -> launch.kept().size();
          case FULL -> launch.kept().size() + launch.reduced().size();
          case WHOLE -> parameter.rank();
        };
    expect(
        type.dtype() == parameter.dtype() && type.rank() == rank,
        Wording.of(
            "%s wants a %s of rank %d, %%%d is %s", kernel, parameter.dtype(), rank, slot, type));
    expect(
        !parameter.written() || type.writable(),
        kernel + " writes %" + slot + ", which is not the program's");
  }

  private void copy(Step.Copy copy) {
    SlotType from = slots.use(copy.from(), "a copy");
    SlotType into = slots.use(copy.into(), "a copy");
    if (from != null && into != null) {
      expect(
          from.dtype() == into.dtype() && from.rank() == into.rank(),
          Wording.of("%%%d is %s, %%%d is %s: no copy", copy.into(), into, copy.from(), from));
      expect(into.writable(), "a copy writes %" + copy.into() + ", which is not the program's");
    }
  }

  private void positions(Step.Positions positions) {
    SlotType mask = slots.use(positions.mask(), "a search for places");
    SlotType into = slots.use(positions.into(), "a search for places");
    if (mask != null && into != null) {
      expect(
          mask.dtype() == DType.BOOL && mask.rank() == 1,
          Wording.of("%%%d is %s: no mask", positions.mask(), mask));
      expect(
          into.dtype() == DType.I64 && into.rank() == 1 && into.writable(),
          Wording.of("%%%d is %s: no room for places", positions.into(), into));
    }
  }

  private void enter(List<Step.Swap> swaps) {
    for (Step.Swap swap : swaps) {
      SlotType type = slots.use(swap.initial(), "a loop");
      if (type != null) { // the first round's value may be the caller's
        slots.define(swap.current(), type.dtype(), type.rank(), false);
      }
    }
  }

  private void leave(List<Step.Swap> swaps) {
    for (Step.Swap swap : swaps) {
      SlotType next = slots.use(swap.next(), "a loop");
      SlotType current = slots.use(swap.current(), "a loop");
      if (next != null && current != null) {
        expect(
            next.dtype() == current.dtype() && next.rank() == current.rank(),
            "a loop carries %" + swap.current() + ", " + current + ", as " + next);
      }
    }
  }

  private void branch(Step.Branch branch) {
    slots.useScalar(branch.condition(), DType.BOOL, "a branch");
    list(branch.whenTrue());
    list(branch.whenFalse());
    for (Step.Choice choice : branch.results()) {
      SlotType whenTrue = slots.use(choice.fromTrue(), "a branch");
      SlotType whenFalse = slots.use(choice.fromFalse(), "a branch");
      if (whenTrue != null && whenFalse != null) {
        expect(
            whenTrue.dtype() == whenFalse.dtype() && whenTrue.rank() == whenFalse.rank(),
            "a branch gives %" + choice.slot() + " as " + whenTrue + " or " + whenFalse);
        slots.define(choice.slot(), whenTrue.dtype(), whenTrue.rank(), false);
      }
    }
  }
}
