// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.program.Program;
import dev.weft.program.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a tensor given for an output may share memory with an input: only if they are the same view
 * and every element of the input is read for the last time when the element at the same index is
 * written.
 */
final class InPlace {
  private final Program program;
  private final Strided[] inputs;

  InPlace(Program program, Strided[] inputs) {
    this.program = program;
    this.inputs = inputs;
  }

  /** The new memory that an output's tensor can take the place of: its slot, or -1. */
  static int allocatedSlot(Program program, int output) {
    int slot = program.outputs().get(output).slot();
    for (Step step : program.steps()) {
      if (step instanceof Step.Alloc alloc && alloc.slot() == slot) {
        return alloc.storage() == Step.Alloc.RESULT ? slot : -1;
      }
    }
    return -1;
  }

  /** True if memory of an output of input's layout may be that input. */
  boolean allows(int output, int input) {
    int target = allocatedSlot(program, output);
    Set<Integer> views = new HashSet<>(Set.of(input));
    Set<Integer> targets = new HashSet<>(Set.of(target));
    boolean written = false;
    for (Step step : program.steps()) {
      switch (step) {
        case Step.View view -> {
          follow(view, views);
          follow(view, targets);
        }
        case Step.Launch launch -> {
          boolean reads = launch.operands().stream().anyMatch(views::contains);
          boolean writes = launch.operands().stream().anyMatch(targets::contains);
          boolean aligned = launch.operands().contains(target) && elementwise(launch, views, input);
          if (reads && (written || writes && !aligned)) {
            return false;
          }
          written |= writes;
        }
        case Step.Copy copy -> {
          if (written && views.contains(copy.from()) || targets.contains(copy.into())) {
            return false;
          }
        }
        case Step.Positions positions -> {
          if (written && views.contains(positions.mask()) || targets.contains(positions.into())) {
            return false;
          }
        }
        case Step.BindSize _ -> {}
        case Step.Perform perform -> {
          boolean reads = perform.operands().stream().anyMatch(views::contains);
          if (written && reads || perform.results().stream().anyMatch(targets::contains)) {
            return false;
          }
        }
        case Step.Alloc _, Step.Iota _, Step.SizeOf _, Step.Assert _ -> {}
        case Step.Repeat _, Step.While _, Step.Branch _ -> {
          return false;
        }
      }
    }
    return program.outputs().stream().noneMatch(other -> views.contains(other.slot()));
  }

  /** True if the memory of an output is written in windows only, so that it need be no array. */
  static boolean streams(Program program, int output) {
    Set<Integer> targets = new HashSet<>(Set.of(allocatedSlot(program, output)));
    return Step.nested(program.steps()).allMatch(step -> streams(program, step, targets));
  }

  private static boolean streams(Program program, Step step, Set<Integer> targets) {
    return switch (step) {
      case Step.View view -> {
        follow(view, targets);
        yield true;
      }
      case Step.Launch launch -> streams(program, launch, targets);
      case Step.Alloc _, Step.Iota _, Step.SizeOf _, Step.Copy _ -> true;
      case Step.BindSize _, Step.Positions _, Step.Perform _, Step.Assert _ ->
          step.slots().stream().noneMatch(targets::contains);
      case Step.Repeat _, Step.While _, Step.Branch _ ->
          step.slots().stream().noneMatch(targets::contains);
    };
  }

  private static boolean streams(Program program, Step.Launch launch, Set<Integer> targets) {
    List<Parameter> parameters = program.kernels().get(launch.kernel()).parameters();
    for (int p = 0; p < parameters.size(); p++) {
      boolean windows =
          switch (parameters.get(p).domain()) {
            case FULL, KEPT -> true;
            case SCALAR, WHOLE -> false;
          };
      if (targets.contains(launch.operands().get(p)) && !windows) {
        return false;
      }
    }
    return true;
  }

  private static void follow(Step.View view, Set<Integer> slots) {
    if (slots.contains(view.source())) {
      slots.add(view.slot());
    }
  }

  /** True if a launch reads the input only at the index that it writes, and writes one tensor. */
  private boolean elementwise(Step.Launch launch, Set<Integer> views, int input) {
    KernelCode code = program.kernels().get(launch.kernel());
    boolean map =
        switch (code.launch()) {
          case MAP, STAGED_MAP -> true;
          case FOLD, SCAN, SERIAL -> false;
        };
    List<Parameter> parameters = code.parameters();
    for (int p = 0; p < parameters.size(); p++) {
      int slot = launch.operands().get(p);
      boolean plain = slot == input && inputs[input].rank() == launch.kept().size();
      boolean scalar = parameters.get(p).domain() == Domain.SCALAR;
      boolean whole = parameters.get(p).domain() == Domain.WHOLE;
      if (views.contains(slot) && (!plain || scalar || whole)) {
        return false;
      }
    }
    return map && parameters.stream().filter(Parameter::written).count() == 1;
  }
}
