// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.tensor.DType;
import java.util.List;

/**
 * A kernel as a task: a class with one static method.
 *
 * @param className binary name
 * @param arguments what the method takes after its context, in order
 */
public record TaskCode(
    String className, String method, String descriptor, byte[] bytes, List<Argument> arguments) {
  public TaskCode {
    arguments = List.copyOf(arguments);
  }

  /** An argument of a task; all are arrays. */
  public sealed interface Argument {
    DType dtype();
  }

  /**
   * The array with a number, see {@link TaskOperand.Elements}.
   *
   * @param written whether the task writes to it
   */
  public record Memory(int array, DType dtype, boolean written) implements Argument {}

  /** The numbers of a dtype, see {@link TaskOperand.Number}. */
  public record Numbers(DType dtype) implements Argument {}

  /** An element per thread, whose contents mean nothing before and after. */
  public record Scratch(DType dtype) implements Argument {}

  /** An i32 that is set to 1 when a check fails. */
  public record Failure(DType dtype) implements Argument {}
}
