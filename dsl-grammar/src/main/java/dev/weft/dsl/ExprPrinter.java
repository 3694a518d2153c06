// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Wording;
import java.util.List;
import java.util.function.Consumer;

/** Prints expressions, every operation in parentheses. */
final class ExprPrinter {
  private final SyntaxOut out;
  private final Consumer<Block> block;

  /**
   * A printer of expressions.
   *
   * @param block prints the body of a loop
   */
  ExprPrinter(SyntaxOut out, Consumer<Block> block) {
    this.out = out;
    this.block = block;
  }

  void range(Range range) {
    expr(range.from());
    out.optional(":", range.to(), this::expr);
    out.optional(":", range.step(), this::expr);
  }

  void expr(Expr expr) {
    switch (expr) {
      case Expr.IntLit number -> out.add(number.value().toString()).add(suffix(number.dtype()));
      case Expr.FloatLit number -> number(number);
      case Expr.ImaginaryLit number -> out.add(decimal(number.value())).add("j");
      case Expr.StringLit string -> string(string.value());
      case Expr.BoolLit bool -> out.add(bool.value() ? "True" : "False");
      case Expr.NoneLit _ -> out.add("None");
      case Expr.Name name -> out.add(name.text());
      case Expr.Tuple tuple -> tuple(tuple);
      case Expr.ListLit list -> {
        out.add("[");
        out.list(list.elements(), this::expr);
        out.add("]");
      }
      case Expr.Call call -> {
        base(call.callee());
        arguments(call.arguments());
      }
      case Expr.Index index -> {
        base(index.base());
        subscripts(index.subscripts());
      }
      case Expr.Attribute attribute -> {
        owner(attribute.base());
        out.add(".").name(attribute.name());
      }
      case Expr.Unary unary -> parens(() -> unary(unary));
      case Expr.Chain chain -> parens(() -> chain(chain));
      case Expr.Compare compare -> parens(() -> compare(compare));
      case Expr.Logical logical -> parens(() -> logical(logical));
      case Expr.Ternary choice -> parens(() -> ternary(choice));
      case Expr.LoopExpr loop -> parens(() -> loop(loop));
      case Expr.ScanExpr scan -> parens(() -> scan(scan));
    }
  }

  private void parens(Runnable inner) {
    out.add("(");
    inner.run();
    out.add(")");
  }

  private void unary(Expr.Unary unary) {
    out.add(unary.op().symbol()).add(unary.op() == UnaryOp.NOT ? " " : "");
    expr(unary.operand());
  }

  private void chain(Expr.Chain chain) {
    expr(chain.first());
    chain.rest().forEach(link -> infix(link.op().symbol(), link.operand()));
  }

  private void compare(Expr.Compare compare) {
    expr(compare.first());
    compare.rest().forEach(each -> infix(each.op().symbol(), each.operand()));
  }

  private void logical(Expr.Logical logical) {
    List<Expr> operands = logical.operands();
    expr(operands.getFirst());
    String symbol = logical.op().symbol();
    operands.subList(1, operands.size()).forEach(operand -> infix(symbol, operand));
  }

  private void ternary(Expr.Ternary choice) {
    expr(choice.then());
    infix("if", choice.condition());
    infix("else", choice.otherwise());
  }

  private void loop(Expr.LoopExpr loop) {
    carried("loop ", loop.carried());
    head(loop.head());
    block.accept(loop.body());
  }

  private void scan(Expr.ScanExpr scan) {
    carried("scan ", scan.carried());
    out.add(" over ");
    out.list(
        scan.over(),
        each -> {
          out.name(each.name());
          infix("in", each.value());
        });
    block.accept(scan.body());
  }

  private void infix(String symbol, Expr right) {
    out.add(" ").add(symbol).add(" ");
    expr(right);
  }

  private void carried(String word, List<Expr.Binding> carried) {
    out.add(word).add("(");
    out.list(
        carried,
        each -> {
          out.name(each.name());
          infix("=", each.value());
        });
    out.add(")");
  }

  private void head(Expr.LoopHead head) {
    switch (head) {
      case Expr.LoopHead.Counted counted -> {
        out.add(" for ").name(counted.name());
        out.optional(" in ", counted.range(), this::range);
      }
      case Expr.LoopHead.Conditional conditional -> {
        infix("while", conditional.condition());
        infix("limit", conditional.limit());
      }
    }
  }

  private void tuple(Expr.Tuple tuple) {
    out.add("(");
    out.list(tuple.elements(), this::expr);
    out.add(tuple.elements().size() == 1 ? ",)" : ")");
  }

  /** What a point follows: {@code np.x} would be read as {@code x}. */
  private void owner(Expr base) {
    if (base instanceof Expr.Name name && name.text().equals("np")) {
      parens(() -> expr(base));
    } else {
      base(base);
    }
  }

  /** What a postfix follows: {@code 2.T} would be read as a number. */
  private void base(Expr base) {
    boolean number =
        base instanceof Expr.IntLit
            || base instanceof Expr.FloatLit
            || base instanceof Expr.ImaginaryLit;
    if (number) {
      parens(() -> expr(base));
    } else {
      expr(base);
    }
  }

  void arguments(List<Expr.Argument> arguments) {
    out.add("(");
    out.list(
        arguments,
        argument -> {
          if (argument.name() != null) {
            out.name(argument.name());
            out.add("=");
          }
          expr(argument.value());
        });
    out.add(")");
  }

  void subscripts(List<Subscript> subscripts) {
    out.add("[");
    out.list(subscripts, this::subscript);
    out.add("]");
  }

  private void subscript(Subscript subscript) {
    switch (subscript) {
      case Subscript.At at -> expr(at.index());
      case Subscript.NewAxis _ -> out.add("None");
      case Subscript.Ellipsis _ -> out.add("...");
      case Subscript.Slice slice -> {
        out.optional("", slice.from(), this::expr);
        out.add(":");
        out.optional("", slice.to(), this::expr);
        out.optional(":", slice.step(), this::expr);
      }
    }
  }

  private void number(Expr.FloatLit number) {
    boolean single = "f32".equals(number.dtype()) && Double.isFinite(number.value());
    out.add(single ? Float.toString((float) number.value()) : decimal(number.value()));
    out.add(suffix(number.dtype()));
  }

  /** A number beyond the range of doubles is infinite already when it is read. */
  private static String decimal(double value) {
    return Double.isInfinite(value) ? "1e999" : Double.toString(value);
  }

  private static String suffix(String dtype) {
    return dtype == null ? "" : dtype;
  }

  private void string(String value) {
    out.add("\"");
    for (char c : value.toCharArray()) {
      out.add(
          switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> c >= ' ' && c < 0x7F ? Character.toString(c) : escape(c);
          });
    }
    out.add("\"");
  }

  private static String escape(char c) {
    return Wording.of("\\u%04x", (int) c);
  }
}
