// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A size as an integer expression over named symbols, kept in a normal form: a polynomial with
 * integer coefficients over symbols and {@link Call}s. Two dims that are {@code equals} have the
 * same value under every binding; the converse need not hold, so what cannot be proved equal
 * becomes a guard that is checked when sizes are known.
 *
 * @param constant the constant term
 * @param terms the other terms, sorted, with coefficients other than 0
 */
public record Dim(long constant, List<Term> terms) implements Comparable<Dim> {

  public static final Dim ZERO = new Dim(0, List.of());
  public static final Dim ONE = new Dim(1, List.of());

  /** A coefficient times a product of atoms (sorted, at least one). */
  public record Term(long coefficient, List<Atom> factors) {
    public Term {
      factors = List.copyOf(factors);
    }
  }

  /** What a polynomial is made of. */
  public sealed interface Atom permits Symbol, Call {}

  /** A named size: an axis of an input, or the value of an integer input. */
  public record Symbol(String name) implements Atom {
    @Override
    public String toString() {
      return DimText.print(this);
    }
  }

  /** A function of two dims that is no polynomial. */
  public record Call(Function function, Dim left, Dim right) implements Atom {
    @Override
    public String toString() {
      return DimText.print(this);
    }
  }

  /** The functions of {@link Call}. */
  public enum Function {
    /** Floor division; by zero gives 0, as for elements. */
    FLOORDIV("floordiv"),
    MIN("min"),
    MAX("max"),
    /** The common size of two broadcast axes: the other one where one is 1, else both are equal. */
    BROADCAST("broadcast");

    private final String text;

    Function(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    long apply(long a, long b) {
      return switch (this) {
        case FLOORDIV -> b == 0 ? 0 : Math.floorDiv(a, b);
        case MIN -> Math.min(a, b);
        case MAX -> Math.max(a, b);
        case BROADCAST -> a == 1 ? b : a;
      };
    }
  }

  public Dim {
    terms = List.copyOf(terms);
  }

  public static Dim of(long value) {
    return new Dim(value, List.of());
  }

  public static Dim symbol(String name) {
    return atom(new Symbol(name));
  }

  private static Dim atom(Atom atom) {
    return new Dim(0, List.of(new Term(1, List.of(atom))));
  }

  public boolean isConstant() {
    return terms.isEmpty();
  }

  public boolean is(long value) {
    return terms.isEmpty() && constant == value;
  }

  public Dim plus(Dim other) {
    return combine(this, other, 1);
  }

  public Dim minus(Dim other) {
    return combine(this, other, -1);
  }

  public Dim plus(long other) {
    return new Dim(constant + other, terms);
  }

  private static Dim combine(Dim a, Dim b, long sign) {
    Sum sum = new Sum();
    sum.add(a, 1);
    sum.add(b, sign);
    return sum.toDim();
  }

  public Dim times(Dim other) {
    Sum sum = new Sum();
    sum.add(other, constant);
    for (Term term : terms) {
      sum.add(term.factors, term.coefficient * other.constant);
      for (Term right : other.terms) {
        List<Atom> factors = new ArrayList<>(term.factors);
        factors.addAll(right.factors);
        factors.sort((x, y) -> x.toString().compareTo(y.toString()));
        sum.add(factors, term.coefficient * right.coefficient);
      }
    }
    return sum.toDim();
  }

  public static Dim product(List<Dim> dims) {
    return dims.stream().reduce(ONE, Dim::times);
  }

  public Dim floorDiv(Dim other) {
    if (other.is(1)) {
      return this;
    }
    return call(Function.FLOORDIV, this, other);
  }

  public Dim min(Dim other) {
    return equals(other) ? this : call(Function.MIN, this, other);
  }

  public Dim max(Dim other) {
    return equals(other) ? this : call(Function.MAX, this, other);
  }

  /** The size of the broadcast of two axes; the caller adds the guard that they fit. */
  public Dim broadcast(Dim other) {
    if (is(1) || equals(other)) {
      return other;
    }
    return other.is(1) ? this : call(Function.BROADCAST, this, other);
  }

  private static Dim call(Function function, Dim left, Dim right) {
    if (left.isConstant() && right.isConstant()) {
      return of(function.apply(left.constant, right.constant));
    }
    return atom(new Call(function, left, right));
  }

  /** The value under a binding of the symbols. */
  public long evaluate(ToLongFunction<String> binding) {
    long sum = constant;
    for (Term term : terms) {
      long product = term.coefficient;
      for (Atom atom : term.factors) {
        product *=
            switch (atom) {
              case Symbol symbol -> binding.applyAsLong(symbol.name);
              case Call call ->
                  call.function.apply(call.left.evaluate(binding), call.right.evaluate(binding));
            };
      }
      sum += product;
    }
    return sum;
  }

  /** The names of all symbols in this dim, in order of appearance. */
  public Set<String> symbols() {
    Set<String> names = new LinkedHashSet<>();
    collect(names);
    return names;
  }

  private void collect(Set<String> names) {
    for (Term term : terms) {
      for (Atom atom : term.factors) {
        switch (atom) {
          case Symbol symbol -> names.add(symbol.name);
          case Call call -> {
            call.left.collect(names);
            call.right.collect(names);
          }
        }
      }
    }
  }

  @Override
  public int compareTo(Dim other) {
    return toString().compareTo(other.toString());
  }

  /** Text that {@link DimText#parse} reads back. */
  @Override
  public String toString() {
    return DimText.print(this);
  }

  /** Collects terms by their factors. */
  private static final class Sum {
    private long constant;
    private final Map<String, Term> terms = new TreeMap<>();

    void add(Dim dim, long scale) {
      constant += dim.constant * scale;
      for (Term term : dim.terms) {
        add(term.factors, term.coefficient * scale);
      }
    }

    void add(List<Atom> factors, long coefficient) {
      terms.merge(
          factors.toString(),
          new Term(coefficient, factors),
          (a, b) -> new Term(a.coefficient + b.coefficient, factors));
    }

    Dim toDim() {
      return new Dim(
          constant, terms.values().stream().filter(term -> term.coefficient != 0).toList());
    }
  }
}
