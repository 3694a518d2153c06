// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;
import java.math.BigInteger;
import java.util.List;

/**
 * An expression of the text. Lists are immutable; a component that may be missing is null, and says
 * so.
 *
 * <p>Runs of operators of one precedence are flat ({@link Chain}, {@link Compare}, {@link
 * Logical}), so a sum of 5,000 terms is one node. What is left is at most {@link
 * ParseLimits#depth()} deep on every path, so code that walks the tree may recurse.
 */
public sealed interface Expr {
  /** The text of this expression, without parentheses round it. */
  Span span();

  /**
   * An integer literal, never negative.
   *
   * @param dtype the suffix of a typed literal, such as {@code i64}, or null
   */
  record IntLit(Span span, BigInteger value, String dtype) implements Expr {}

  /**
   * A literal with a point, an exponent or a float suffix. Finite unless the text overflows.
   *
   * @param value rounded once from the text, to f32 where that is the suffix
   * @param dtype the suffix of a typed literal, such as {@code f32}, or null
   */
  record FloatLit(Span span, double value, String dtype) implements Expr {}

  /** The imaginary literal {@code value j}. */
  record ImaginaryLit(Span span, double value) implements Expr {}

  /** A string, escapes resolved. */
  record StringLit(Span span, String value) implements Expr {}

  record BoolLit(Span span, boolean value) implements Expr {}

  record NoneLit(Span span) implements Expr {}

  /** A use of a name; {@code np.sin} is the name {@code sin}. */
  record Name(Span span, String text) implements Expr {}

  record Unary(Span span, UnaryOp op, Expr operand) implements Expr {}

  /**
   * Binary operators of one level, folded from the left: {@code a - b + c} is {@code (a - b) + c}.
   * {@code **} always stands alone in its chain: {@code a ** b ** c} is a chain of {@code a} whose
   * one link holds the chain {@code b ** c}.
   *
   * @param rest at least one link
   */
  record Chain(Span span, Expr first, List<Link> rest) implements Expr {
    public Chain {
      rest = List.copyOf(rest);
    }
  }

  /**
   * One step of a {@link Chain}.
   *
   * @param opSpan the operator itself
   * @param span the chain up to and with this operand: the place of the value so far
   */
  record Link(BinaryOp op, Span opSpan, Expr operand, Span span) {}

  /**
   * {@code first < second <= third ...}: every neighbouring pair holds; each operand counts once.
   *
   * @param rest at least one comparison
   */
  record Compare(Span span, Expr first, List<Comparison> rest) implements Expr {
    public Compare {
      rest = List.copyOf(rest);
    }
  }

  /** One step of a {@link Compare}; {@code opSpan} is the operator itself. */
  record Comparison(CompareOp op, Span opSpan, Expr operand) {}

  /**
   * {@code a and b and c}, or the same with {@code or}; element-wise.
   *
   * @param operands at least two
   */
  record Logical(Span span, LogicalOp op, List<Expr> operands) implements Expr {
    public Logical {
      operands = List.copyOf(operands);
    }
  }

  /** The two connectives. */
  enum LogicalOp {
    OR("or"),
    AND("and");

    private final String symbol;

    LogicalOp(String symbol) {
      this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
      return symbol;
    }
  }

  /** {@code then if condition else otherwise}, element-wise. */
  record Ternary(Span span, Expr condition, Expr then, Expr otherwise) implements Expr {}

  /** A call; arguments without a name come first. */
  record Call(Span span, Expr callee, List<Argument> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * One argument of a call or of an annotation.
   *
   * @param name the name in {@code name=value}, or null
   */
  record Argument(Span span, Ident name, Expr value) {}

  /** {@code base[subscripts]}; also the reducer of index notation, {@code sum[j](...)}. */
  record Index(Span span, Expr base, List<Subscript> subscripts) implements Expr {
    public Index {
      subscripts = List.copyOf(subscripts);
    }
  }

  /** {@code base.name}. */
  record Attribute(Span span, Expr base, Ident name) implements Expr {}

  /** {@code (a, b)}, {@code (a,)}, {@code ()}, or {@code a, b} where a statement takes a value. */
  record Tuple(Span span, List<Expr> elements) implements Expr {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  record ListLit(Span span, List<Expr> elements) implements Expr {
    public ListLit {
      elements = List.copyOf(elements);
    }
  }

  /**
   * {@code loop (x = start, ...) for i in 0:n { ... }} or the same with {@code while}: the carried
   * names, and what one turn does to them.
   */
  record LoopExpr(Span span, List<Binding> carried, LoopHead head, Block body) implements Expr {
    public LoopExpr {
      carried = List.copyOf(carried);
    }
  }

  /** {@code name = value} in the head of a loop or scan. */
  record Binding(Ident name, Expr value) {}

  /** How often a loop turns. */
  sealed interface LoopHead {
    /** {@code for name in range}. */
    record Counted(Ident name, Range range) implements LoopHead {}

    /** {@code while condition limit limit}. */
    record Conditional(Expr condition, Expr limit) implements LoopHead {}
  }

  /** {@code scan (s = start, ...) over p in sequence, ... { ... yield value }}. */
  record ScanExpr(Span span, List<Binding> carried, List<Binding> over, Block body)
      implements Expr {
    public ScanExpr {
      carried = List.copyOf(carried);
      over = List.copyOf(over);
    }
  }
}
