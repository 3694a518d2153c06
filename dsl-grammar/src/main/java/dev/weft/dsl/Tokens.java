// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Span;
import java.util.BitSet;
import org.antlr.v4.runtime.Token;

/** Questions about tokens that several stages ask. */
final class Tokens {
  private static final BitSet OPENS = set(LPAREN, LBRACK, LBRACE);
  private static final BitSet CLOSES = set(RPAREN, RBRACK, RBRACE);
  private static final BitSet PREFIX = set(PLUS, MINUS, TILDE, NOT);
  private static final BitSet INFIX =
      set(
          PLUS, MINUS, STAR, SLASH, SLASHES, PERCENT, AT, POWER, LEFT, RIGHT, AMP, CARET, BAR, LT,
          LE, EQ, NE, GE, GT, AND, OR);
  private static final BitSet ENDS_OPERAND =
      set(ID, NUMBER, STRING, TRUE, FALSE, NONE, RPAREN, RBRACK, RBRACE);
  private static final BitSet STARTS_OPERAND =
      set(ID, NUMBER, STRING, TRUE, FALSE, NONE, LPAREN, LBRACK, LOOP, SCAN);

  private Tokens() {}

  private static BitSet set(int... types) {
    BitSet set = new BitSet();
    for (int type : types) {
      set.set(type);
    }
    return set;
  }

  static boolean opens(int type) {
    return has(OPENS, type);
  }

  static boolean closes(int type) {
    return has(CLOSES, type);
  }

  static boolean isPrefix(int type) {
    return has(PREFIX, type);
  }

  static boolean isInfix(int type) {
    return has(INFIX, type);
  }

  /** True for a token after which an operator or a postfix may follow. */
  static boolean endsOperand(int type) {
    return has(ENDS_OPERAND, type);
  }

  static boolean startsOperand(int type) {
    return has(STARTS_OPERAND, type);
  }

  /** True for a token after which the text has to go on, be it on the next line. */
  static boolean continues(int type) {
    return isInfix(type)
        || isPrefix(type)
        || switch (type) {
          case COMMA, COLON, DOT, ASSIGN, DEFINE, AUGMENTED, ARROW, IF, ELSE -> true;
          default -> false;
        };
  }

  private static boolean has(BitSet set, int type) {
    return type >= 0 && set.get(type);
  }

  /** The closing bracket of an opening one. */
  static int partner(int open) {
    return switch (open) {
      case LPAREN -> RPAREN;
      case LBRACK -> RBRACK;
      case LBRACE -> RBRACE;
      default -> throw new IllegalArgumentException("no bracket: " + open);
    };
  }

  static Span span(Token token) {
    int start = token.getStartIndex();
    return token.getType() == EOF
        ? Span.at(start)
        : new Span(start, Math.max(start, token.getStopIndex() + 1));
  }

  static Span span(Token first, Token last) {
    return span(first).to(span(last));
  }

  /** True when nothing stands between the two tokens. */
  static boolean touch(Token left, Token right) {
    return left.getStopIndex() + 1 == right.getStartIndex();
  }
}
