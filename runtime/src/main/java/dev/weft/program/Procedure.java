// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import java.util.function.UnaryOperator;

/** What one step computes from whole tensors, where no loop over elements would do. */
public sealed interface Procedure {

  /** The last axis in ascending order, NaN at the end; equal elements keep their order. */
  record Sort() implements Procedure {}

  /** The indices (i64) that bring the last axis into the order of {@link Sort}. */
  record Argsort() implements Procedure {}

  /**
   * Per element of operand 1 the place (i64) in operand 0, a vector in the order of {@link Sort},
   * before which it would be put: the first such place, or the last.
   */
  record Search(boolean last) implements Procedure {}

  /**
   * Sums of operand 0 along its first axis by the segment that operand 1 (an i64 vector) names for
   * each index, added in order; one past the result's first axis, or negative, is a fault.
   */
  record Segments() implements Procedure {}

  /**
   * Per place of the result, an i64 vector, the last index at which operand 0, an i64 vector, names
   * it, or -1. A negative name counts from the end; one out of range is a fault.
   */
  record Last() implements Procedure {}

  /**
   * What {@link Sort} would bring to some places of the last axis of operand 0, as the last axis of
   * the result; operand 1 (i64) names them, one vector for all lanes or one for each. One out of
   * range is a fault; of nothing every place has NaN, or 0.
   */
  record Select() implements Procedure {}

  /** A routine of a library that is found when the program runs. */
  record Routine(String name) implements Procedure {}

  /** What listings call it, with a name quoted as they do. */
  default String text(UnaryOperator<String> quoted) {
    return switch (this) {
      case Sort _ -> "sort";
      case Argsort _ -> "argsort";
      case Search search -> search.last() ? "search last" : "search first";
      case Segments _ -> "segments";
      case Last _ -> "last";
      case Select _ -> "select";
      case Routine routine -> "routine " + quoted.apply(routine.name());
    };
  }
}
