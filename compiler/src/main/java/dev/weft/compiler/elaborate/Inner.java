// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import java.util.List;

/** What the prelude asks about its arguments while it is expanded; not part of the language. */
enum Inner implements Builtin {
  FLOAT("x", "whether the dtype of x is a float, or complex", "_float"),
  FIXED("x", "whether the integer is known when compiling", "_fixed"),
  AXES("x, axis", "how many axes are named; None names all", "_axes"),
  DTYPE("x, y", "the dtype in which x and y meet", "_dtype");

  private final Spec spec;
  private final String doc;
  private final List<String> names;

  Inner(String parameters, String doc, String... names) {
    this.spec = Spec.parse(parameters);
    this.doc = doc;
    this.names = List.of(names);
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public String doc() {
    return doc;
  }

  @Override
  public boolean isMethod() {
    return false;
  }

  @Override
  public Value apply(Call call) {
    Operand x = call.tensor("x");
    return switch (this) {
      case FLOAT -> truth(x.num().dtype().part().isFloat());
      case FIXED -> truth(x.num().asDim() != null && x.num().asDim().isConstant());
      case AXES -> Num.weak(Scalar.of(axes(call, x)));
      case DTYPE -> new Value.TypeName(Elaboration.common(List.of(x, call.tensor("y"))).dtype());
    };
  }

  private static Num truth(boolean holds) {
    return Num.weak(new Scalar.Bool(holds));
  }

  private static int axes(Call call, Operand x) {
    if (!call.has("axis")) {
      return x.num().rank();
    }
    return call.given("axis").value() instanceof Sequence several ? several.elements().size() : 1;
  }
}
