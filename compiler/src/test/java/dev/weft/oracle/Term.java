// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a generated text and what it is.
 *
 * @param format the text, with a {@code %s} per operand
 * @param shape the sizes it has for the inputs it was generated with
 */
record Term(String format, DType dtype, List<Long> shape, List<Term> operands) {

  Term {
    shape = List.copyOf(shape);
    operands = List.copyOf(operands);
  }

  static Term leaf(String text, DType dtype, List<Long> shape) {
    return new Term(text, dtype, shape, List.of());
  }

  /** Something simple of the same type. */
  Term trivial() {
    String one = dtype.shortName() + (dtype == DType.BOOL ? "(True)" : "(1)");
    return leaf(shape.isEmpty() ? one : "full(" + list(shape) + ", " + one + ")", dtype, shape);
  }

  boolean sameType(Term other) {
    return dtype == other.dtype && shape.equals(other.shape);
  }

  int size() {
    return 1 + operands.stream().mapToInt(Term::size).sum();
  }

  String text() {
    return operands.isEmpty()
        ? format
        : format.formatted(operands.stream().map(Term::text).toArray());
  }

  /** This term with one part of it made simpler, in all ways, the greatest steps first. */
  List<Term> smaller() {
    List<Term> all = new ArrayList<>();
    if (!operands.isEmpty()) {
      all.add(trivial());
    }
    operands.stream().filter(this::sameType).forEach(all::add);
    for (int i = 0; i < operands.size(); i++) {
      for (Term part : operands.get(i).smaller()) {
        List<Term> changed = new ArrayList<>(operands);
        changed.set(i, part);
        all.add(new Term(format, dtype, shape, changed));
      }
    }
    return all;
  }

  static String list(List<Long> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
