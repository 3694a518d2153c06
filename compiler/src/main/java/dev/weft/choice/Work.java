// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.Program;
import dev.weft.program.Program.SymbolSource;
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
    double[] elements = Stream.of(inputs).mapToDouble(Tensor::size).toArray();
    return new Estimate(program, counts, sizes, elements).work();
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
          folded += statements(fold.body()).count() + statements(fold.each()).count();
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
                    case Stmt.Fold fold ->
                        Stream.concat(
                            Stream.of(fold),
                            Stream.of(fold.body(), fold.each()).flatMap(Count::statements));
                    case Stmt.Let _, Stmt.Store _, Stmt.Check _, Stmt.Alloc _, Stmt.Barrier _ ->
                        Stream.of(stmt);
                  });
    }
  }
}
