// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Stage 3: what the grammar would need more than one token to see. A word is a keyword only where
 * no name can stand, so {@code input}, {@code state} and {@code loop} stay usable as names:
 *
 * <ul>
 *   <li>at the start of a statement, before a token that cannot follow a name there;
 *   <li>after an operand, where only an operator could stand ({@code in}, {@code limit}, ...);
 *   <li>{@code loop} and {@code scan} before brackets that are followed by such a word.
 * </ul>
 */
final class Keywords {
  /** Followed by the name of what they declare. */
  private static final Map<String, Integer> DECLARE =
      Map.of(
          "module", MODULE,
          "import", IMPORT,
          "input", INPUT,
          "param", PARAM,
          "state", STATE,
          "fn", FN,
          "output", OUTPUT,
          "update", UPDATE,
          "for", FOR);

  /** Followed by an expression. */
  private static final Map<String, Integer> TAKE = Map.of("assert", ASSERT, "while", WHILE);

  /** Between operands. */
  private static final Map<String, Integer> LINK =
      Map.of(
          "in",
          IN,
          "as",
          AS,
          "over",
          OVER,
          "limit",
          LIMIT,
          "boundary",
          BOUNDARY,
          "for",
          FOR,
          "while",
          WHILE);

  private final List<CommonToken> in;
  private final List<CommonToken> out;
  private int braces; // open at the token that is passed on
  private final int[] partner; // of every opening bracket, the index of the closing one

  private Keywords(List<CommonToken> tokens) {
    in = tokens;
    out = new ArrayList<>(tokens.size());
    partner = partners(tokens);
  }

  /** The same tokens with the types that the grammar expects. */
  static List<CommonToken> resolve(List<CommonToken> tokens) {
    Keywords keywords = new Keywords(tokens);
    keywords.run();
    return keywords.out;
  }

  private void run() {
    boolean starts = true;
    int annotationEnd = -1;
    for (int i = 0; i < in.size(); i++) {
      if (starts && type(i) == AT) {
        annotationEnd = annotation(i);
      }
      starts = one(i, starts);
      if (i == annotationEnd) {
        starts = true;
        i += type(i + 1) == SEP ? 1 : 0;
      }
    }
  }

  /** Marks the annotation at {@code i}; returns the index of its last token. */
  private int annotation(int i) {
    boolean takes =
        type(i + 1) == ID && type(i + 2) == LPAREN && Tokens.touch(in.get(i + 1), in.get(i + 2));
    in.get(i).setType(takes ? ANNOTATE_CALL : ANNOTATE);
    return takes ? partner[i + 2] : i + 1;
  }

  /** Passes on token {@code i}; true when a statement starts after it. */
  private boolean one(int i, boolean starts) {
    CommonToken token = in.get(i);
    switch (token.getType()) {
      case ID -> token.setType(word(i, starts));
      case COMMA -> token.setType(isTrailing(i) ? TRAILING : COMMA);
      case IF -> {
        if (previous() == ELSE) {
          out.getLast().setType(ELIF);
          return false;
        }
      }
      default -> {
        // every other token is what the scanner took it for
      }
    }
    braces += token.getType() == LBRACE ? 1 : token.getType() == RBRACE ? -1 : 0;
    out.add(token);
    return token.getType() == SEP || token.getType() == LBRACE;
  }

  private int word(int i, boolean starts) {
    String text = in.get(i).getText();
    int next = type(i + 1);
    if (starts) {
      boolean declares = next == ID || next == STRING;
      if (declares && DECLARE.containsKey(text)) {
        return DECLARE.get(text);
      }
      boolean takes = (Tokens.startsOperand(next) || Tokens.isPrefix(next)) && !isTarget(i);
      if (takes && TAKE.containsKey(text)) {
        return TAKE.get(text);
      }
      if (takes && text.equals("yield") && braces > 0) {
        return YIELD;
      }
    } else if (Tokens.endsOperand(previous())) {
      return LINK.getOrDefault(text, ID);
    }
    boolean carries = next == LPAREN && type(i + 2) == ID && type(i + 3) == ASSIGN;
    return carries && !namesWhatFollows(previous())
        ? loopOrScan(text, in.get(partner[i + 1] + 1).getText())
        : ID;
  }

  private int previous() {
    return out.isEmpty() ? Token.INVALID_TYPE : out.getLast().getType();
  }

  /** True for a token after which only a name can stand. */
  private static boolean namesWhatFollows(int type) {
    return switch (type) {
      case DOT, FN, BOUNDARY, ANNOTATE, ANNOTATE_CALL -> true;
      default -> false;
    };
  }

  /** True for {@code name[...] = } and the like. */
  private boolean isTarget(int i) {
    return type(i + 1) == LBRACK
        && switch (type(partner[i + 1] + 1)) {
          case ASSIGN, AUGMENTED, DEFINE -> true;
          default -> false;
        };
  }

  private static int loopOrScan(String text, String after) {
    return switch (text) {
      case "loop" -> after.equals("for") || after.equals("while") ? LOOP : ID;
      case "scan" -> after.equals("over") ? SCAN : ID;
      default -> ID;
    };
  }

  private boolean isTrailing(int i) {
    int next = type(i + 1);
    int before = i == 0 ? Token.INVALID_TYPE : type(i - 1);
    return (next == RPAREN || next == RBRACK) && before != COMMA && !Tokens.opens(before);
  }

  private int type(int i) {
    return i < in.size() ? in.get(i).getType() : EOF;
  }

  private static int[] partners(List<CommonToken> tokens) {
    int[] partner = new int[tokens.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < partner.length; i++) {
      int type = tokens.get(i).getType();
      if (Tokens.opens(type)) {
        open.push(i);
      } else if (Tokens.closes(type)) {
        partner[open.pop()] = i;
      }
    }
    return partner;
  }
}
