// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Stage 4: bounds the height of the syntax tree before anything recursive sees the tokens. The
 * heights are those of the tree that will be built, or more: a bracket counts one (a brace two: a
 * statement and its block), and so do a postfix, a prefix operator, a power, a ternary, and every
 * level of precedence in an operation.
 */
final class DepthGauge {
  private static final int AND_LEVEL = 8;
  private static final int OR_LEVEL = 9;

  /** Heights of what was read since a bracket opened; each part holds the ones before it. */
  private static final class Frame {
    final int bracket;
    final boolean postfix; // a call or subscript, not a group
    int operand; // the current operand
    int run; // its prefix operators and powers
    int powers; // the highest operand of its powers
    int operation; // the highest operand of the current operation
    int levels; // bit set of the binary levels in it
    int nots;
    int mostNots;
    int expression; // the highest operation of the current expression
    int ternaries;
    int content; // the highest expression
    int heads; // loop expressions whose block is still to come

    Frame(int bracket, boolean postfix) {
      this.bracket = bracket;
      this.postfix = postfix;
    }

    int height() {
      int finished = Math.max(operation, Math.max(powers, operand) + run);
      int operations = Math.max(expression, finished + Integer.bitCount(levels) + mostNots);
      return Math.max(content, operations + ternaries);
    }

    void endOperand() {
      operation = Math.max(operation, Math.max(powers, operand) + run);
      operand = 0;
      powers = 0;
      run = 0;
    }

    void endOperation() {
      endOperand();
      expression = Math.max(expression, operation + Integer.bitCount(levels) + mostNots);
      operation = 0;
      levels = 0;
      nots = 0;
      mostNots = 0;
    }

    void endExpression() {
      endOperation();
      content = Math.max(content, expression + ternaries);
      expression = 0;
      ternaries = 0;
    }
  }

  private final Deque<Frame> outer = new ArrayDeque<>();
  private Frame frame = new Frame(0, false);
  private int previous = Token.INVALID_TYPE;

  private DepthGauge() {}

  /** The first token that goes deeper than {@code limit}, or null. */
  static Token firstBeyond(int limit, List<CommonToken> tokens) {
    DepthGauge gauge = new DepthGauge();
    for (CommonToken token : tokens) {
      gauge.pass(token.getType());
      if (gauge.outer.size() >= limit || gauge.frame.height() > limit) {
        return token;
      }
    }
    return null;
  }

  private void pass(int type) {
    boolean afterOperand = Tokens.endsOperand(previous);
    previous = type;
    if (Tokens.opens(type)) {
      frame.heads -= type == LBRACE && frame.heads > 0 ? 1 : 0;
      outer.push(frame);
      frame = type == LBRACE ? new Frame(2, false) : new Frame(1, afterOperand);
    } else if (Tokens.closes(type)) {
      close();
    } else if (Tokens.isPrefix(type) && !afterOperand) {
      prefix(type);
    } else if (Tokens.isInfix(type)) {
      infix(type);
    } else {
      other(type);
    }
  }

  private void close() {
    Frame closed = frame;
    closed.endExpression();
    frame = outer.pop();
    int height = closed.content + closed.bracket;
    frame.operand = Math.max(frame.operand + (closed.postfix ? 1 : 0), height);
  }

  private void prefix(int type) {
    if (type == NOT) {
      frame.nots++;
      frame.mostNots = Math.max(frame.mostNots, frame.nots);
    } else {
      frame.run++;
    }
  }

  private void infix(int type) {
    if (type == POWER) {
      frame.powers = Math.max(frame.powers, frame.operand);
      frame.operand = 0;
      frame.run++;
      return;
    }
    frame.endOperand();
    frame.nots = type == AND || type == OR ? 0 : frame.nots;
    frame.levels |= 1 << level(type);
  }

  private static int level(int type) {
    return switch (type) {
      case OR -> OR_LEVEL;
      case AND -> AND_LEVEL;
      case LT, LE, EQ, NE, GE, GT -> 0;
      default -> Operations.binary(type).level();
    };
  }

  private void other(int type) {
    switch (type) {
      case DOT -> frame.operand++;
      case IF, ELSE, ELIF -> {
        frame.endOperation();
        frame.ternaries += type == ELSE ? 0 : type == ELIF ? 2 : 1;
      }
      case LOOP, SCAN -> frame.heads++;
      case COMMA, SEP, ASSIGN, DEFINE, AUGMENTED -> {
        if (frame.heads == 0) {
          frame.endExpression();
        }
      }
      default -> frame.operand = Math.max(frame.operand, 1);
    }
  }
}
