// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.Native;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the inputs of a call: checks them, converts Java numbers, finds the values of sizes. */
final class Inputs {
  private final Program program;
  private final Source source;

  /** The program's own tensors for weak inputs, whose dtype may differ from the caller's. */
  private final Tensor[] weak;

  private final List<SymbolSource.Value> valueSources;
  private final Tensor[] tensors;
  private final long[] values;

  private final boolean takesNative;

  /**
   * The inputs of a program.
   *
   * @param takesNative false to bring what lies outside the heap into it
   */
  Inputs(Program program, Source source, boolean takesNative) {
    this.takesNative = takesNative;
    this.program = program;
    this.source = source;
    this.tensors = new Tensor[program.inputs().size()];
    this.weak = new Tensor[tensors.length];
    for (int i = 0; i < weak.length; i++) {
      if (program.inputs().get(i).weak()) {
        weak[i] = Tensor.zeros(program.inputs().get(i).dtype());
      }
    }
    this.valueSources =
        program.symbols().stream()
            .filter(SymbolSource.Value.class::isInstance)
            .map(SymbolSource.Value.class::cast)
            .toList();
    this.values = new long[valueSources.size()];
  }

  /** Takes the tensors of a call. */
  void read(Tensor[] given) {
    if (given.length != tensors.length) {
      throw error(
          RuntimeCodes.INPUT,
          Wording.of("%d inputs were given, the program has %d", given.length, tensors.length));
    }
    for (int i = 0; i < given.length; i++) {
      Program.Input input = program.inputs().get(i);
      check(input, given[i]);
      tensors[i] = input.weak() ? converted(i, given[i]) : taken(input, given[i]);
    }
    for (int i = 0; i < values.length; i++) {
      Tensor tensor = tensors[valueSources.get(i).input()];
      values[i] = Storage.getLong(tensor.dtype(), tensor.storage(), tensor.offset());
    }
  }

  private Tensor taken(Program.Input input, Tensor given) {
    boolean brought = !takesNative && given.storage() instanceof Native;
    Tensor tensor = brought ? given.copy() : given;
    return input.dtype().isComplex() ? tensor.parts() : tensor;
  }

  private void check(Program.Input input, Tensor tensor) {
    boolean dtypeFits = input.weak() || tensor.dtype() == input.dtype();
    if (!dtypeFits || tensor.rank() != input.rank()) {
      throw error(
          RuntimeCodes.INPUT,
          Wording.of(
              "input %s is %s of rank %d, the program was compiled for %s of rank %d",
              input.name(), tensor.dtype(), tensor.rank(), input.dtype(), input.rank()));
    }
  }

  private Tensor converted(int index, Tensor given) {
    Tensor into = weak[index];
    if (!WeakNumber.convert(given, into.dtype(), into.storage())) {
      throw error(
          RuntimeCodes.WEAK_SCALAR,
          Wording.of(
              "the number given for %s does not fit %s",
              program.inputs().get(index).name(), into.dtype()));
    }
    return into;
  }

  /** The tensors read last, in the program's dtypes; of complex ones the parts. */
  Tensor[] tensors() {
    return tensors;
  }

  /** The values of those symbols that are values of inputs, in the program's order. */
  long[] values() {
    return values;
  }

  boolean isWeak(int index) {
    return weak[index] != null;
  }

  /** The values of all symbols. */
  Symbols symbols() {
    Map<String, Long> all = new HashMap<>();
    for (SymbolSource symbol : program.symbols()) {
      switch (symbol) {
        case SymbolSource.Axis axis ->
            all.put(axis.symbol(), tensors[axis.input()].dim(axis.axis()));
        case SymbolSource.Value value -> {
          Tensor tensor = tensors[value.input()];
          all.put(
              value.symbol(), Storage.getLong(tensor.dtype(), tensor.storage(), tensor.offset()));
        }
      }
    }
    return new Symbols(all);
  }

  /** Lets go of the caller's tensors. */
  void clear() {
    Arrays.fill(tensors, null);
  }

  private WeftException error(String code, String message) {
    return new WeftException(source, Diagnostic.error(code, message));
  }
}
