// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong with a program: slots used before they are defined or as another dtype or rank
 * than they have, writes to memory that is not the program's, sizes without a value, storage that
 * two live values share. A program without problems can still be wrong, but not in these ways.
 */
public final class ProgramChecker {
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");

  private final Program program;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> symbols = new HashSet<>();

  private ProgramChecker(Program program) {
    this.program = program;
  }

  /** Everything that is wrong, in the order of the program; empty for a sound one. */
  public static List<String> check(Program program) {
    ProgramChecker checker = new ProgramChecker(program);
    checker.run();
    return List.copyOf(checker.problems);
  }

  private void run() {
    SlotTypes slots = new SlotTypes(problems);
    for (int i = 0; i < program.inputs().size(); i++) {
      Program.Input input = program.inputs().get(i);
      int rank = input.dtype().isComplex() ? input.rank() + 1 : input.rank();
      slots.define(i, input.dtype().part(), rank, false);
    }
    program.symbols().forEach(this::symbol);
    bound(program.steps());
    program.guards().forEach(this::guard);
    program.constants().forEach(constant -> constant(constant, slots));
    new StepChecker(program, slots, this::dim, problems).list(program.steps());
    for (Program.Output output : program.outputs()) {
      output(output, slots.use(output.slot(), "output " + output.name()));
    }
    program.kernels().forEach(this::kernel);
    problems.addAll(StorageConflicts.find(program));
  }

  private void output(Program.Output output, SlotTypes.SlotType type) {
    expect(
        type == null || !output.complex() || type.dtype().isFloat() && type.rank() > 0,
        "output " + output.name() + " is complex, but its slot holds no pairs of floats");
  }

  private void expect(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private void symbol(SymbolSource source) {
    String name = source.symbol();
    int count = program.inputs().size();
    switch (source) {
      case SymbolSource.Axis axis ->
          expect(
              axis.input() >= 0
                  && axis.input() < count
                  && axis.axis() >= 0
                  && axis.axis() < program.inputs().get(axis.input()).rank(),
              "symbol " + name + " is an axis that no input has");
      case SymbolSource.Value value -> {
        boolean known = value.input() >= 0 && value.input() < count;
        expect(
            known
                && program.inputs().get(value.input()).rank() == 0
                && program.inputs().get(value.input()).dtype().isInteger(),
            "symbol " + name + " is the value of no integer input");
      }
    }
    symbols.add(name);
  }

  /** Notes the symbols that steps give values to. */
  private void bound(List<Step> steps) {
    Step.nested(steps)
        .filter(Step.BindSize.class::isInstance)
        .map(Step.BindSize.class::cast)
        .forEach(
            bind ->
                expect(symbols.add(bind.symbol()), "size " + bind.symbol() + " is bound twice"));
  }

  /** Checks that a size can be evaluated. */
  private void dim(Dim dim) {
    for (String name : dim.symbols()) {
      expect(symbols.contains(name), "size " + dim + " uses symbol " + name + " without a value");
    }
  }

  private void guard(Program.Guard guard) {
    dim(guard.left());
    dim(guard.right());
    expect(0 <= guard.start() && guard.start() <= guard.end(), "a guard points to no place");
    text(guard.message());
    text(guard.help());
    for (Program.Label label : guard.labels()) {
      expect(0 <= label.start() && label.start() <= label.end(), "a label points to no place");
      text(label.text());
    }
  }

  /** Checks the sizes that a guard's text wants to show. */
  private void text(String text) {
    Matcher matcher = BRACES.matcher(text);
    while (matcher.find()) {
      String size = matcher.group(1);
      if (!size.equals("left") && !size.equals("right")) {
        try {
          dim(DimText.parse(size));
        } catch (IllegalArgumentException _) {
          problems.add("'" + size + "' in a guard's text is no size");
        }
      }
    }
  }

  private void constant(Program.Constant constant, SlotTypes slots) {
    long size = 1;
    for (long extent : constant.shape()) {
      boolean sane = extent >= 0 && (extent == 0 || size <= Storage.MAX_ELEMENTS / extent);
      size = sane ? size * extent : -1;
      if (!sane) {
        break;
      }
    }
    boolean fits =
        Storage.fits(constant.dtype(), constant.data()) && Storage.length(constant.data()) == size;
    expect(fits, "constant %" + constant.slot() + " does not have the elements of its shape");
    slots.define(constant.slot(), constant.dtype(), constant.shape().size(), false);
  }

  private void kernel(KernelCode code) {
    for (KernelCode.Parameter parameter : code.parameters()) {
      expect(
          0 <= parameter.rank() && parameter.rank() <= Tensor.MAX_RANK,
          "kernel " + code.name() + " has a parameter of rank " + parameter.rank());
    }
    boolean accumulates =
        switch (code.launch()) {
          case FOLD, SCAN -> true;
          case MAP, STAGED_MAP, SERIAL -> false;
        };
    expect(
        accumulates == !code.accumulators().isEmpty(),
        "kernel " + code.name() + " has accumulators that do not fit its launch");
  }
}
