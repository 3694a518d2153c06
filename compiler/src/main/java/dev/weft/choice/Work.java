// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.Dim;
import dev.weft.program.Program;
import dev.weft.program.Program.SymbolSource;
import dev.weft.program.Step;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much a call of a program does. Sizes that depend on data count as what they never exceed,
 * loops that end when data says so as one round, and of two branches the first.
 *
 * @param operations of elements: arithmetic, reads and writes, one like the other
 * @param touched bytes of memory that kernels read and write, each array once per kernel
 * @param moved bytes of inputs and results: what goes over to a device with memory of its own
 * @param kernels how many the program has
 */
public record Work(double operations, double touched, double moved, int kernels) {

  /** The sizes of one call: what decides on its work. */
  static Map<String, Long> sizes(Program program, Tensor[] inputs) {
    Map<String, Long> sizes = new HashMap<>();
    for (SymbolSource symbol : program.symbols()) {
      switch (symbol) {
        case SymbolSource.Axis(String name, int input, int axis) ->
            sizes.put(name, inputs[input].dim(axis));
        case SymbolSource.Value(String name, int input) -> {
          Tensor tensor = inputs[input];
          sizes.put(name, Storage.getLong(tensor.dtype(), tensor.storage(), tensor.offset()));
        }
      }
    }
    return sizes;
  }

  /** The work of a call. */
  static Work of(Program program, List<Count> counts, Map<String, Long> sizes, Tensor[] inputs) {
    Estimate estimate = new Estimate(program, counts, new HashMap<>(sizes));
    for (int i = 0; i < inputs.length; i++) {
      estimate.memory.put(i, (double) inputs[i].size() * inputs[i].dtype().bytes());
      estimate.moved += estimate.memory.get(i);
    }
    estimate.steps(program.steps(), 1);
    return new Work(
        estimate.operations, estimate.touched, estimate.moved, program.kernels().size());
  }

  /**
   * Operations of a kernel.
   *
   * @param kept per kept element
   * @param folded per element of the whole domain
   */
  record Count(long kept, long folded) {

    /** Those of every kernel of a program. */
    static List<Count> of(Program program) {
      return program.kernels().stream().map(code -> of(KernelText.parse(code.text()))).toList();
    }

    private static Count of(Kernel kernel) {
      long folded = statements(kernel.body()).filter(Stmt.Fold.class::isInstance).count();
      for (Stmt stmt : statements(kernel.body()).toList()) {
        if (stmt instanceof Stmt.Fold fold) {
          folded += statements(fold.body()).count();
        }
      }
      return new Count(statements(kernel.body()).count() - folded, folded);
    }

    private static Stream<Stmt> statements(List<Stmt> stmts) {
      return stmts.stream()
          .flatMap(
              stmt ->
                  switch (stmt) {
                    case Stmt.Loop loop -> statements(loop.body());
                    case Stmt.While loop ->
                        Stream.of(loop.test(), loop.body()).flatMap(Count::statements);
                    case Stmt.If branch ->
                        Stream.of(branch.whenTrue(), branch.whenFalse()).flatMap(Count::statements);
                    case Stmt.Fold fold -> Stream.concat(Stream.of(fold), statements(fold.body()));
                    case Stmt.Let _, Stmt.Store _, Stmt.Check _, Stmt.Alloc _, Stmt.Barrier _ ->
                        Stream.of(stmt);
                  });
    }
  }

  private static final class Estimate {
    private final Program program;
    private final List<Count> counts;
    private final Map<String, Long> sizes;

    /** Per slot the bytes of the array it is a view of. */
    private final Map<Integer, Double> memory = new HashMap<>();

    private double operations;
    private double touched;
    private double moved;

    Estimate(Program program, List<Count> counts, Map<String, Long> sizes) {
      this.program = program;
      this.counts = counts;
      this.sizes = sizes;
    }

    void steps(List<Step> steps, double times) {
      steps.forEach(step -> step(step, times));
    }

    private void step(Step step, double times) {
      switch (step) {
        case Step.View(int slot, int source, _) -> memory.put(slot, bytes(source));
        case Step.Alloc alloc -> {
          double bytes = elements(alloc.shape()) * alloc.dtype().bytes();
          memory.put(alloc.slot(), bytes);
          moved += alloc.storage() == Step.Alloc.RESULT ? bytes : 0;
        }
        case Step.BindSize(String symbol, _, Dim most) -> sizes.put(symbol, value(most));
        case Step.Launch launch -> launch(launch, times);
        case Step.Copy(int into, int from) -> touched += times * (bytes(into) + bytes(from));
        case Step.Perform perform -> touched += times * bytes(perform.operands());
        case Step.Repeat repeat -> steps(repeat.body(), times * Math.max(0, value(repeat.count())));
        case Step.While loop -> {
          steps(loop.test(), times);
          steps(loop.body(), times);
        }
        case Step.Branch branch -> steps(branch.whenTrue(), times);
        case Step.Iota _, Step.SizeOf _, Step.Positions _, Step.Assert _ -> {}
      }
    }

    private void launch(Step.Launch launch, double times) {
      double kept = elements(launch.kept());
      double all = kept * elements(launch.reduced());
      Count count = counts.get(launch.kernel());
      operations += times * (kept * count.kept() + all * count.folded());
      touched += times * bytes(launch.operands());
    }

    private double bytes(List<Integer> slots) {
      return slots.stream().mapToDouble(this::bytes).sum();
    }

    /** Numbers and constants of a program are small. */
    private double bytes(int slot) {
      return memory.getOrDefault(slot, 0.0);
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
}
