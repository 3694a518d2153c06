// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Stage 4: bounds the depth of the syntax tree before anything recursive sees the tokens. Every
 * open bracket is a frame; in it count, beside the bracket itself, the prefix operators, powers and
 * postfixes of the current operand, the ternaries and the levels of precedence of the current
 * expression. The sum over the open frames is never less than the depth of the tree here.
 */
final class DepthGauge {
  private static final int COMPARE_LEVEL = 0;
  private static final int AND_LEVEL = 8;
  private static final int OR_LEVEL = 9;

  /** What one open bracket adds. */
  private static final class Frame {
    int levels; // bit set of the binary levels of the current operation
    int run; // prefix operators, powers and postfixes of the current operand
    int nots;
    int ternaries;

    int weight() {
      return 1 + Integer.bitCount(levels) + run + nots + ternaries;
    }

    void nextOperation() {
      levels = 0;
      run = 0;
      nots = 0;
    }

    void nextExpression() {
      nextOperation();
      ternaries = 0;
    }
  }

  private final Deque<Frame> outer = new ArrayDeque<>();
  private Frame frame = new Frame();
  private int outerWeight;
  private int previous = Token.INVALID_TYPE;

  private DepthGauge() {}

  /** The first token that goes deeper than {@code limit}, or null. */
  static Token firstBeyond(int limit, List<CommonToken> tokens) {
    DepthGauge gauge = new DepthGauge();
    for (CommonToken token : tokens) {
      gauge.pass(token.getType());
      if (gauge.outerWeight + gauge.frame.weight() > limit + 1) {
        return token;
      }
    }
    return null;
  }

  private void pass(int type) {
    boolean afterOperand = Tokens.endsOperand(previous);
    previous = type;
    if (Tokens.opens(type)) {
      frame.run += afterOperand ? 1 : 0;
      outerWeight += frame.weight();
      outer.push(frame);
      frame = new Frame();
    } else if (Tokens.closes(type)) {
      frame = outer.pop();
      outerWeight -= frame.weight();
    } else if (Tokens.isPrefix(type) && !afterOperand) {
      prefix(type);
    } else if (Tokens.isInfix(type)) {
      infix(type);
    } else {
      other(type);
    }
  }

  private void prefix(int type) {
    if (type == NOT) {
      frame.nots++;
    } else {
      frame.run++;
    }
  }

  private void infix(int type) {
    if (type == POWER) {
      frame.run++;
      return;
    }
    frame.run = 0;
    frame.nots = type == AND || type == OR ? 0 : frame.nots;
    frame.levels |= 1 << level(type);
  }

  private static int level(int type) {
    return switch (type) {
      case OR -> OR_LEVEL;
      case AND -> AND_LEVEL;
      case LT, LE, EQ, NE, GE, GT -> COMPARE_LEVEL;
      default -> Operations.binary(type).level();
    };
  }

  private void other(int type) {
    switch (type) {
      case DOT -> frame.run++;
      case IF, ELSE, ELIF -> {
        frame.ternaries += type == ELSE ? 0 : 1;
        frame.nextOperation();
      }
      case COMMA, COLON, SEP, ASSIGN, DEFINE, AUGMENTED, FOR, WHILE, IN, OVER, LIMIT, BOUNDARY ->
          frame.nextExpression();
      default -> {
        // operands and names add nothing
      }
    }
  }
}
