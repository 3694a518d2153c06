// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Groups the flat row of operands and operators of one operation by precedence, from loose to
 * tight: {@code or}, {@code and}, {@code not}, comparisons, then the levels of {@link BinaryOp}
 * with the prefix operators between {@code *} and {@code **}. Each run of one level becomes one
 * node.
 */
final class Operations {
  private static final int OR_LEVEL = -3;
  private static final int AND_LEVEL = -2;
  private static final int NOT_LEVEL = -1;
  private static final int COMPARE_LEVEL = 0;
  private static final int POWER_LEVEL = BinaryOp.POWER.level();

  private final List<ParseTree> row;
  private final Function<PrimaryContext, Expr> primary;
  private final Problems problems;
  private int at;

  private Operations(
      OperationContext operation, Function<PrimaryContext, Expr> primary, Problems problems) {
    this.row = operation.children;
    this.primary = primary;
    this.problems = problems;
  }

  /** The expression that an operation means, its operands built by {@code primary}. */
  static Expr group(
      OperationContext operation, Function<PrimaryContext, Expr> primary, Problems problems) {
    if (operation.children.size() == 1) {
      return primary.apply((PrimaryContext) operation.getChild(0));
    }
    return new Operations(operation, primary, problems).group(OR_LEVEL);
  }

  /** Reads operands as long as the operators between them bind at least as tightly as asked. */
  private Expr group(int loosest) {
    int from = at;
    Expr left = operand(loosest);
    while (at < row.size() && levelAt(at) >= loosest) {
      left = run(levelAt(at), from, left);
    }
    return left;
  }

  /** Reads the operators of one level, with their right operands. */
  private Expr run(int level, int from, Expr first) {
    if (level == POWER_LEVEL) {
      return power(from, first);
    }
    return switch (level) {
      case OR_LEVEL, AND_LEVEL -> logical(level, from, first);
      case COMPARE_LEVEL -> compare(from, first);
      default -> chain(level, from, first);
    };
  }

  private boolean goesOn(int level) {
    return at < row.size() && levelAt(at) == level;
  }

  private Expr logical(int level, int from, Expr first) {
    List<Expr> operands = new ArrayList<>();
    operands.add(first);
    while (goesOn(level)) {
      at++;
      operands.add(group(level + 1));
    }
    Expr.LogicalOp op = level == OR_LEVEL ? Expr.LogicalOp.OR : Expr.LogicalOp.AND;
    return new Expr.Logical(spanFrom(from), op, operands);
  }

  private Expr compare(int from, Expr first) {
    List<Expr.Comparison> rest = new ArrayList<>();
    while (goesOn(COMPARE_LEVEL)) {
      Token op = token(at++);
      rest.add(
          new Expr.Comparison(comparison(op.getType()), Tokens.span(op), group(COMPARE_LEVEL + 1)));
    }
    return new Expr.Compare(spanFrom(from), first, rest);
  }

  private Expr chain(int level, int from, Expr first) {
    List<Expr.Link> rest = new ArrayList<>();
    while (goesOn(level)) {
      rest.add(link(from, level + 1));
    }
    return new Expr.Chain(spanFrom(from), first, rest);
  }

  /** {@code **} takes the whole signed power on its right: {@code 2 ** -x ** y}. */
  private Expr power(int from, Expr base) {
    Expr.Link link = link(from, POWER_LEVEL);
    return new Expr.Chain(spanFrom(from), base, List.of(link));
  }

  private Expr.Link link(int from, int loosest) {
    Token op = token(at++);
    Expr operand = group(loosest);
    return new Expr.Link(binary(op.getType()), Tokens.span(op), operand, spanFrom(from));
  }

  /** One operand with its prefix operators. */
  private Expr operand(int loosest) {
    if (row.get(at) instanceof PrimaryContext operand) {
      at++;
      return primary.apply(operand);
    }
    int from = at;
    Token op = token(at++);
    UnaryOp unary = unary(op.getType());
    if (unary == UnaryOp.NOT && loosest > NOT_LEVEL) {
      problems.add(
          SyntaxCode.E0001
              .at(Tokens.span(op), "`not` cannot follow an operator that binds tighter")
              .help("put parentheses round it: `(not ...)`"));
    }
    Expr operand = group(unary == UnaryOp.NOT ? NOT_LEVEL : POWER_LEVEL);
    return new Expr.Unary(spanFrom(from), unary, operand);
  }

  private Span spanFrom(int from) {
    return Tokens.span(firstToken(row.get(from)), lastToken(row.get(at - 1)));
  }

  private static Token firstToken(ParseTree node) {
    return node instanceof TerminalNode leaf
        ? leaf.getSymbol()
        : ((ParserRuleContext) node).getStart();
  }

  private static Token lastToken(ParseTree node) {
    return node instanceof TerminalNode leaf
        ? leaf.getSymbol()
        : ((ParserRuleContext) node).getStop();
  }

  private Token token(int index) {
    return ((TerminalNode) row.get(index)).getSymbol();
  }

  private int levelAt(int index) {
    int type = token(index).getType();
    return switch (type) {
      case OR -> OR_LEVEL;
      case AND -> AND_LEVEL;
      case LT, LE, EQ, NE, GE, GT -> COMPARE_LEVEL;
      default -> binary(type).level();
    };
  }

  private static UnaryOp unary(int type) {
    return switch (type) {
      case PLUS -> UnaryOp.PLUS;
      case MINUS -> UnaryOp.NEGATE;
      case TILDE -> UnaryOp.INVERT;
      case NOT -> UnaryOp.NOT;
      default -> throw new IllegalArgumentException("no prefix operator: " + type);
    };
  }

  private static CompareOp comparison(int type) {
    return switch (type) {
      case LT -> CompareOp.LESS;
      case LE -> CompareOp.LESS_EQUAL;
      case EQ -> CompareOp.EQUAL;
      case NE -> CompareOp.NOT_EQUAL;
      case GE -> CompareOp.GREATER_EQUAL;
      case GT -> CompareOp.GREATER;
      default -> throw new IllegalArgumentException("no comparison: " + type);
    };
  }

  /** The operator of a token that is neither a comparison nor a connective. */
  static BinaryOp binary(int type) {
    return switch (type) {
      case BAR -> BinaryOp.BIT_OR;
      case CARET -> BinaryOp.BIT_XOR;
      case AMP -> BinaryOp.BIT_AND;
      case LEFT -> BinaryOp.SHIFT_LEFT;
      case RIGHT -> BinaryOp.SHIFT_RIGHT;
      case PLUS -> BinaryOp.ADD;
      case MINUS -> BinaryOp.SUBTRACT;
      case STAR -> BinaryOp.MULTIPLY;
      case SLASH -> BinaryOp.DIVIDE;
      case SLASHES -> BinaryOp.FLOOR_DIVIDE;
      case PERCENT -> BinaryOp.REMAINDER;
      case AT -> BinaryOp.MATMUL;
      case POWER -> BinaryOp.POWER;
      default -> throw new IllegalArgumentException("no binary operator: " + type);
    };
  }
}
