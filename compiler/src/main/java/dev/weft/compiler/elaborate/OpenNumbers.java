// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Numerals;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The plain numbers of a text that is compiled for all texts of its form. One that is only computed
 * with becomes an input of the program, in the dtype in which it is met. One whose value was asked
 * for (an axis, an exponent, a size) is <em>fixed</em>: the program is for texts with this value.
 * Nothing else of the values reaches the graph, so that it is right for all such texts.
 */
public final class OpenNumbers {
  /** Begins the names of the inputs; no name of a text holds it. */
  private static final String PREFIX = "$";

  private final Numerals numerals;
  private final List<Scalar> values;
  private final BitSet fixed = new BitSet();
  private final List<Input> inputs = new ArrayList<>();
  private boolean refused;

  /** Further inputs of the program, in their order: numbers of the text. */
  public record Input(Formula formula, DType dtype) {

    /** What a text gives there: the bits that its literal would have. */
    public Literal value(Numerals text) {
      return formula.value(scalars(text)).in(dtype);
    }
  }

  public OpenNumbers(Numerals numerals) {
    this.numerals = numerals;
    this.values = scalars(numerals);
  }

  /** For a text that is compiled for itself alone. */
  static OpenNumbers none() {
    return new OpenNumbers(new Numerals("", List.of()));
  }

  private static List<Scalar> scalars(Numerals numerals) {
    return numerals.literals().stream().map(OpenNumbers::scalar).toList();
  }

  /** The value of a plain number. */
  private static Scalar scalar(Expr literal) {
    return literal instanceof Expr.IntLit(_, var value, _)
        ? new Scalar.Int(value)
        : new Scalar.Real(((Expr.FloatLit) literal).value());
  }

  /** True where the program is right for another text of the form. */
  public boolean serves(Numerals other) {
    return fixed.stream().allMatch(i -> values.get(i).equals(scalar(other.literals().get(i))));
  }

  /** The text must be compiled for itself alone: elaborate it again. */
  void refuse() {
    refused = true;
  }

  /** True where the graph is not the one that the text alone would have. */
  public boolean isRefused() {
    return refused;
  }

  /** The inputs of the program beside those of the text. */
  public List<Input> inputs() {
    return List.copyOf(inputs);
  }

  /** The number written at a place of the text. */
  Known known(Scalar value, Span span) {
    int index = numerals.at(span);
    return index < 0 ? Known.of(value) : Known.numeral(value, index, this);
  }

  /** The program depends on these numbers. */
  void observe(Formula formula) {
    switch (formula) {
      case Formula.Numeral(int index) -> fixed.set(index);
      case Formula.Fixed _ -> {}
      case Formula.Negative(Formula x) -> observe(x);
      case Formula.Binary(_, Formula x, Formula y) -> {
        observe(x);
        observe(y);
      }
    }
  }

  /** The program depends on the numbers written there. */
  void observe(Span span) {
    for (int i = 0; i < values.size(); i++) {
      if (span.contains(numerals.literals().get(i).span())) {
        fixed.set(i);
      }
    }
  }

  /** An input for a number in a dtype. */
  Node input(GraphBuilder builder, Formula formula, DType dtype) {
    String name = PREFIX + inputs.size();
    inputs.add(new Input(formula, dtype));
    return builder.input(name, TensorType.scalar(dtype));
  }
}
