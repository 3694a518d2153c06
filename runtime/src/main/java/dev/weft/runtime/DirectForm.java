// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Dim;
import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.Launch;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.program.Movement;
import dev.weft.program.Program;
import dev.weft.program.Program.SymbolSource;
import dev.weft.program.Step;
import dev.weft.tensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is one loop over operands of one shape and scalars, with results of that shape or,
 * if it reduces all axes, of rank 0. Where the operands lie side by side there is nothing to
 * prepare: guards that compare the same axis of two operands hold, and windows are whole arrays.
 *
 * @param rank axes of the operands that are no scalars
 * @param readers per input the kernel's parameters that read it
 * @param writers per output the kernel's parameter that writes it
 * @param constants arrays of one element by parameter
 * @param sizes parameters that hold the number of elements
 */
record DirectForm(
    Program program,
    Step.Launch launch,
    int rank,
    int[][] readers,
    List<Integer> writers,
    Map<Integer, Object> constants,
    List<Integer> sizes) {

  /** The form of a program, if it is of this kind. */
  static Optional<DirectForm> of(Program program) {
    List<Step.Launch> launches = new ArrayList<>();
    for (Step step : program.steps()) {
      switch (step) {
        case Step.Launch launch -> launches.add(launch);
        case Step.Alloc _, Step.SizeOf _, Step.View _ -> {}
        case Step.Iota _, Step.BindSize _, Step.Positions _, Step.Copy _ -> {
          return Optional.empty();
        }
        case Step.Perform _, Step.Repeat _, Step.While _, Step.Branch _, Step.Assert _ -> {
          return Optional.empty();
        }
      }
    }
    return launches.size() == 1
        ? new Reader(program, launches.getFirst()).read()
        : Optional.empty();
  }

  KernelCode code() {
    return program.kernels().get(launch.kernel());
  }

  /** True for an input that is one number. */
  boolean isScalar(int input) {
    return program.inputs().get(input).rank() == 0;
  }

  /** True for an operand that is one number. */
  boolean isNumber(int parameter) {
    return rank == 0 || folds() && code().parameters().get(parameter).domain() == Domain.KEPT;
  }

  boolean folds() {
    return code().launch() == Launch.FOLD;
  }

  /** A frame for calls over operands of a shape. */
  Frame frame(long[] shape) {
    KernelCode code = code();
    Frame frame =
        new Frame(code.parameters().size(), code.accumulators().size(), code.scratch().size());
    frame.extents = shape;
    Arrays.setAll(frame.scratch, i -> Storage.allocate(code.scratch().get(i), KernelCode.BLOCK));
    Arrays.setAll(
        frame.accumulators,
        i -> Storage.allocate(code.accumulators().get(i), KernelCode.ACCUMULATORS));
    constants.forEach((p, cell) -> frame.arrays[p] = cell);
    return frame;
  }

  /** True for a parameter whose memory may be that of the output: read where it is written. */
  boolean mayAlias(int parameter) {
    return !folds()
        && writers.size() == 1
        && code().parameters().get(parameter).domain() != Domain.SCALAR;
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Reads a program with one launch. */
  private static final class Reader {
    private final Program program;
    private final Step.Launch launch;
    private final KernelCode code;
    private final List<Dim> loop;
    private final Map<String, Integer> axes = new HashMap<>();
    private final List<List<Integer>> inputs = new ArrayList<>();
    private final Map<Integer, Integer> writers = new HashMap<>();
    private final Map<Integer, Object> constants = new HashMap<>();
    private final List<Integer> sizes = new ArrayList<>();

    /** Views that are their source wherever all operands have the same shape. */
    private final Map<Integer, Integer> views = new HashMap<>();

    private boolean fits;

    Reader(Program program, Step.Launch launch) {
      this.program = program;
      this.launch = launch;
      this.code = program.kernels().get(launch.kernel());
      this.loop = launch.kept().isEmpty() ? launch.reduced() : launch.kept();
      program.inputs().forEach(_ -> inputs.add(new ArrayList<>()));
    }

    Optional<DirectForm> read() {
      fits = launch.kept().isEmpty() || launch.reduced().isEmpty();
      fits &= code.launch() != Launch.SERIAL && code.launch() != Launch.SCAN;
      fits &= code.launch() != Launch.FOLD || launch.kept().isEmpty();
      program.inputs().forEach(this::input);
      program.symbols().forEach(this::symbol);
      fits &= isLoop(loop) && program.guards().stream().allMatch(this::holds);
      program.steps().forEach(this::view);
      for (int p = 0; p < launch.operands().size() && fits; p++) {
        int slot = launch.operands().get(p);
        operand(p, views.getOrDefault(slot, slot));
      }
      fits &= program.outputs().stream().allMatch(output -> writers.containsKey(output.slot()));
      fits &= writers.size() == program.outputs().size();
      return fits ? Optional.of(form()) : Optional.empty();
    }

    private DirectForm form() {
      return new DirectForm(
          program,
          launch,
          loop.size(),
          inputs.stream().map(DirectForm::array).toArray(int[][]::new),
          program.outputs().stream().map(output -> writers.get(output.slot())).toList(),
          constants,
          sizes);
    }

    private void input(Program.Input input) {
      fits &= !input.dtype().isComplex();
      fits &= input.rank() == 0 || input.rank() == loop.size() && !input.weak();
    }

    private void symbol(SymbolSource symbol) {
      switch (symbol) {
        case SymbolSource.Axis axis -> axes.put(axis.symbol(), axis.axis());
        case SymbolSource.Value _ -> fits = false;
      }
    }

    /** True for the extents of the operands' axes, in order. */
    private boolean isLoop(List<Dim> dims) {
      boolean all = dims.size() == loop.size();
      for (int axis = 0; axis < dims.size() && all; axis++) {
        all = isAxis(dims.get(axis), axis);
      }
      return all;
    }

    /** True for the extent of one axis of some operand, or of several such broadcast together. */
    private boolean isAxis(Dim dim, int axis) {
      if (dim.constant() != 0 || dim.terms().size() != 1) {
        return false;
      }
      Dim.Term term = dim.terms().getFirst();
      return term.coefficient() == 1
          && term.factors().size() == 1
          && switch (term.factors().getFirst()) {
            case Dim.Symbol symbol -> Integer.valueOf(axis).equals(axes.get(symbol.name()));
            case Dim.Call call ->
                call.function() == Dim.Function.BROADCAST
                    && isAxis(call.left(), axis)
                    && isAxis(call.right(), axis);
          };
    }

    /** True if a guard holds wherever all operands have the same shape. */
    private boolean holds(Program.Guard guard) {
      return switch (guard.relation()) {
        case EQUAL, BROADCASTABLE -> {
          boolean same = false;
          for (int axis = 0; axis < loop.size(); axis++) {
            same |= isAxis(guard.left(), axis) && isAxis(guard.right(), axis);
          }
          yield same;
        }
        case AT_LEAST, LESS_THAN -> false;
      };
    }

    private void view(Step step) {
      if (step instanceof Step.View(int slot, int source, Movement movement)) {
        fits &= movement instanceof Movement.Broadcast(List<Dim> shape) && isLoop(shape);
        views.put(slot, views.getOrDefault(source, source));
      }
    }

    private void operand(int p, int slot) {
      Parameter parameter = code.parameters().get(p);
      int rank =
          switch (parameter.domain()) {
            case SCALAR -> 0;
            case KEPT -> launch.kept().size();
            case FULL -> loop.size();
            case WHOLE -> -1;
          };
      if (slot < inputs.size()) {
        inputs.get(slot).add(p);
        fits &= !parameter.written() && program.inputs().get(slot).rank() == rank;
        return;
      }
      for (Program.Constant constant : program.constants()) {
        if (constant.slot() == slot) {
          constants.put(p, constant.data());
          fits &= rank == 0 && constant.shape().isEmpty();
          return;
        }
      }
      made(p, parameter, rank, slot);
    }

    /** An operand that a step makes. */
    private void made(int p, Parameter parameter, int rank, int slot) {
      for (Step step : program.steps()) {
        if (step instanceof Step.SizeOf size && size.slot() == slot) {
          sizes.add(p);
          fits &= rank == 0 && size.size().equals(Dim.product(loop));
          return;
        }
        if (step instanceof Step.Alloc alloc && alloc.slot() == slot) {
          fits &= parameter.written() && alloc.storage() == Step.Alloc.RESULT;
          fits &= writers.put(slot, p) == null;
          fits &= alloc.shape().size() == rank && (rank == 0 || isLoop(alloc.shape()));
          return;
        }
      }
      fits = false;
    }
  }
}
