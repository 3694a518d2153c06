// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.tensor.DType;
import java.util.List;

/**
 * A compiled program: what to read, what must hold of the sizes, which steps to run, what to give
 * back. Pure data; its text form ({@link ProgramText}) is the assembly listing of the project.
 *
 * <p>Steps work on numbered <em>slots</em>, each holding a tensor view. Slots {@code 0 ..
 * inputs.size()-1} hold the inputs; every other slot is written by one step.
 *
 * @param abi the version of this format and of the kernel entry points, checked by the runtime
 * @param sourceName name of the text this was compiled from, for messages
 * @param source the text this was compiled from, for messages
 * @param constants dense constants with their slots
 */
public record Program(
    int abi,
    String name,
    String sourceName,
    String source,
    List<Input> inputs,
    List<SymbolSource> symbols,
    List<Guard> guards,
    List<Constant> constants,
    List<Step> steps,
    List<Output> outputs,
    List<KernelCode> kernels) {

  /** The version this build writes and runs. */
  public static final int ABI = 3;

  public Program {
    inputs = List.copyOf(inputs);
    symbols = List.copyOf(symbols);
    guards = List.copyOf(guards);
    constants = List.copyOf(constants);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    kernels = List.copyOf(kernels);
  }

  /** The number of slots: one more than the highest that is used. */
  public int slotCount() {
    int highest = Math.max(inputs.size() - 1, highest(steps));
    for (Constant constant : constants) {
      highest = Math.max(highest, constant.slot());
    }
    return highest + 1;
  }

  private static int highest(List<Step> steps) {
    return Step.nested(steps).flatMap(step -> step.slots().stream()).reduce(-1, Math::max);
  }

  /**
   * One input, in slot {@code index of this input}. Of a complex one the slot holds the parts along
   * one more, last axis: steps compute with real numbers alone.
   *
   * @param weak a Java scalar that took its dtype from the expression; it is converted at bind
   */
  public record Input(String name, DType dtype, int rank, boolean weak) {}

  /** Where the value of a symbol comes from. */
  public sealed interface SymbolSource {
    String symbol();

    /** The length of an axis of an input. */
    record Axis(String symbol, int input, int axis) implements SymbolSource {}

    /** The value of an integer input of rank 0. */
    record Value(String symbol, int input) implements SymbolSource {}
  }

  /**
   * A condition on sizes, checked at bind, in order. A failed one is a user's error.
   *
   * @param code the diagnostic's code
   * @param message the diagnostic's message; {@code {left}} and {@code {right}} stand for values
   * @param start where in the source the failing operation stands: first character
   * @param end one past its last character
   * @param labels other places to point at
   * @param help advice, or empty
   */
  public record Guard(
      Relation relation,
      Dim left,
      Dim right,
      String code,
      String message,
      int start,
      int end,
      List<Label> labels,
      String help) {
    public Guard {
      labels = List.copyOf(labels);
    }
  }

  /** A place in the source with a remark; {@code {d}} in braces stands for a dim's value. */
  public record Label(int start, int end, String text) {}

  /** How the two dims of a {@link Guard} must relate. */
  public enum Relation {
    EQUAL,
    /** Equal, or either is 1. */
    BROADCASTABLE,
    AT_LEAST,
    LESS_THAN
  }

  /**
   * A dense tensor known when the program was compiled.
   *
   * @param data a Java array of the dtype's storage type, row major
   */
  public record Constant(int slot, DType dtype, List<Long> shape, Object data) {
    public Constant {
      shape = List.copyOf(shape);
    }
  }

  /**
   * A named result.
   *
   * @param complex true where the slot holds the parts of complex numbers along its last axis
   */
  public record Output(String name, int slot, boolean complex) {

    /** A result of real numbers. */
    public Output(String name, int slot) {
      this(name, slot, false);
    }
  }
}
