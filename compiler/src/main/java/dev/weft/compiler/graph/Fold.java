// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** How the interpreter makes one element of many, all at once or running. */
sealed interface Fold {

  /**
   * The elements {@code 0 .. count - 1} combined in the order of {@link Folding}.
   *
   * @param element the operands at a position
   */
  Literal all(int count, IntFunction<List<Literal>> element);

  /** The elements {@code 0 .. last} combined in the order of {@link Folding#scan}. */
  Literal running(int last, IntFunction<List<Literal>> element);

  /** Real numbers, and parts of complex ones that are reduced as pairs. */
  record OfReals(Algebra<Literal> algebra, Monoid monoid, DType dtype) implements Fold {

    @Override
    public Literal all(int count, IntFunction<List<Literal>> element) {
      Folding folding = new Folding(algebra, monoid, dtype);
      return folding.fold(count, i -> tuple(i, element.apply(i))).get(monoid.result());
    }

    @Override
    public Literal running(int last, IntFunction<List<Literal>> element) {
      Folding folding = new Folding(algebra, monoid, dtype);
      return folding.scan(last, i -> tuple(i, element.apply(i))).get(monoid.result());
    }

    private List<Literal> tuple(int position, List<Literal> x) {
      if (monoid.isOfPairs()) {
        return Monoid.factor(algebra, dtype, x.get(0), x.get(1));
      }
      List<Literal> tuple = new ArrayList<>(x);
      if (monoid.isArg()) {
        tuple.add(Literal.of((long) position));
      }
      return tuple;
    }
  }

  /** Complex numbers: sums part by part, products as pairs. */
  record OfComplex(Algebra<Literal> algebra, Monoid monoid, DType part) implements Fold {

    @Override
    public Literal all(int count, IntFunction<List<Literal>> element) {
      return Literal.complex(
          re().all(count, i -> operands(element, i, true)),
          im().all(count, i -> operands(element, i, false)));
    }

    @Override
    public Literal running(int last, IntFunction<List<Literal>> element) {
      return Literal.complex(
          re().running(last, i -> operands(element, i, true)),
          im().running(last, i -> operands(element, i, false)));
    }

    private Fold re() {
      return new OfReals(algebra, monoid == Monoid.PROD ? Monoid.PROD_RE : monoid, part);
    }

    private Fold im() {
      return new OfReals(algebra, monoid == Monoid.PROD ? Monoid.PROD_IM : monoid, part);
    }

    private List<Literal> operands(IntFunction<List<Literal>> element, int i, boolean real) {
      Literal z = element.apply(i).getFirst();
      return monoid == Monoid.PROD ? List.of(z.re(), z.im()) : List.of(real ? z.re() : z.im());
    }
  }
}
