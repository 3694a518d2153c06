// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.SyntaxErrors.Stop;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** What people write who come from another language, and how it is written here. */
final class ForeignSyntax {
  /** Words that start a statement or expression elsewhere. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("lambda", "a function is declared by name: `fn f(x) = ...`"),
          Map.entry("def", "a function is declared by `fn f(x) = ...` or `fn f(x) { ... }`"),
          Map.entry("function", "a function is declared by `fn f(x) = ...`"),
          Map.entry("return", "the last expression of a block is its value"),
          Map.entry("import", "only scripts are imported: `import \"lib.expr\" as lib`"),
          Map.entry("from", "only scripts are imported: `import \"lib.expr\" as lib`"),
          Map.entry("class", "there are no classes"),
          Map.entry("with", "there is no `with`; a script touches nothing outside it"),
          Map.entry("del", "names are never deleted"),
          Map.entry("global", "every name of a script is visible in its functions"),
          Map.entry("try", "there are no exceptions; `@checked` reports the first bad element"),
          Map.entry("raise", "to state what must hold, write `assert condition, \"message\"`"),
          Map.entry("let", "a name is bound by `x = ...` alone"),
          Map.entry("var", "a name is bound by `x = ...` alone"),
          Map.entry("val", "a name is bound by `x = ...` alone"),
          Map.entry("const", "a name is bound by `x = ...` alone"),
          Map.entry("double", "a name is bound by `x = ...` alone; convert by `f64(x)`"),
          Map.entry("float", "a name is bound by `x = ...` alone; convert by `f32(x)`"),
          Map.entry("int", "a name is bound by `x = ...` alone; convert by `i64(x)`"));

  private ForeignSyntax() {}

  /** The diagnostic for a construct that is known by its shape, or null. */
  static Diagnostic diagnose(Stop stop) {
    Diagnostic pair = pair(stop);
    if (pair != null) {
      return pair;
    }
    Token found = stop.found();
    return switch (found.getType()) {
      case FOR ->
          foreign(
              found,
              "there are no comprehensions",
              "operations work on whole arrays; for a recurrence use `scan`");
      case DEFINE ->
          foreign(
              found, "a name cannot be bound inside an expression", "bind it before: `x = ...`");
      case IN -> foreign(found, "`in` is not an operator", "write `any(a == x)`");
      case ARROW ->
          foreign(
              found, "`->` is not an operator", "it stands only before the result type of a `fn`");
      case STAR, POWER -> unpack(stop);
      case LBRACE -> brace(stop);
      case ID -> word(stop);
      default -> statementWord(stop);
    };
  }

  /** Operators that are two tokens here. */
  private static Diagnostic pair(Stop stop) {
    if (stop.before() == null || !Tokens.touch(stop.before(), stop.found())) {
      return null;
    }
    String both = stop.before().getText() + stop.found().getText();
    String help =
        switch (both) {
          case "&&" -> "write `and`; `&` works on bits";
          case "||" -> "write `or`; `|` works on bits";
          case "<>" -> "write `!=`";
          case "===" -> "write `==`";
          case "=>" -> "write `>=`";
          case "/*", "/**" -> "a comment starts with `#` and ends with the line";
          default -> null;
        };
    Span span = Tokens.span(stop.before(), stop.found());
    return help == null
        ? null
        : SyntaxCode.E0016.at(span, "`" + both + "` is not an operator").help(help);
  }

  private static Diagnostic unpack(Stop stop) {
    return switch (stop.beforeType()) {
      case LPAREN, LBRACK, COMMA ->
          foreign(stop.found(), "values cannot be unpacked here", "list them one by one");
      default -> null;
    };
  }

  private static Diagnostic brace(Stop stop) {
    if (stop.wants(LIMIT)) {
      return SyntaxCode.E0019
          .at(Tokens.span(stop.found()), "a `while` needs a limit")
          .help("write `while condition limit 1000 { ... }`");
    }
    if (stop.start().getType() == FOR && stop.wants(COLON)) {
      return foreign(stop.found(), "`for` counts over a range", "write `for i in 0:n { ... }`");
    }
    return stop.wants(NUMBER)
        ? foreign(stop.found(), "braces hold statements, not values", "a list is written `[1, 2]`")
        : statementWord(stop);
  }

  private static Diagnostic word(Stop stop) {
    if (stop.found().getText().equals("is") && Tokens.endsOperand(stop.beforeType())) {
      return foreign(stop.found(), "`is` is not an operator", "write `==`");
    }
    return statementWord(stop);
  }

  private static Diagnostic statementWord(Stop stop) {
    Token start = stop.start();
    String text = start.getText();
    if (text.equals("yield") && stop.before() == start) {
      return SyntaxCode.E0015.at(Tokens.span(start), "`yield` outside the block of a `scan`");
    }
    boolean soon =
        stop.before() == start || stop.found().getTokenIndex() - start.getTokenIndex() < 8;
    Token near = lambda(stop) ? stop.before() : start;
    String help = WORDS.get(near.getText());
    boolean isWord = near.getType() == ID || near.getType() == IMPORT;
    return soon && isWord && help != null && near != stop.found()
        ? foreign(near, "`" + near.getText() + "` is not part of the language", help)
        : null;
  }

  private static boolean lambda(Stop stop) {
    return stop.before() != null && stop.before().getText().equals("lambda");
  }

  private static Diagnostic foreign(Token token, String message, String help) {
    return SyntaxCode.E0016.at(Tokens.span(token), message).help(help);
  }

  /** What to do about a stop that has no name of its own, or an empty text. */
  static String help(Stop stop) {
    int before = stop.beforeType();
    int found = stop.foundType();
    if (found == ASSIGN) {
      return "to compare, write `==`; `=` binds a name at the start of a statement";
    }
    if (stop.wants(ELSE)) {
      return "a choice has both sides: `a if condition else b`";
    }
    if (before == SEP && Tokens.isInfix(found)) {
      return "to go on with the line before, end that line with the operator or use parentheses";
    }
    if (found == COLON && (startsBlock(stop) || stop.wants(SEP))) {
      return startsBlock(stop)
          ? "a block stands in braces: `{ ... }`"
          : "a range stands in square brackets or after `in`";
    }
    if (stop.start().getType() == FOR && stop.wants(LBRACE)) {
      return "a loop is written `for i in 0:n { ... }`";
    }
    if (stop.start().getType() == PARAM && stop.wants(ASSIGN)) {
      return "a `param` has a default; a value that every call must give is an `input`";
    }
    if (before == ID && Tokens.startsOperand(found) && stop.wants(SEP)) {
      return "a call is written `" + stop.before().getText() + "(...)`";
    }
    return Tokens.endsOperand(before) && Tokens.startsOperand(found)
        ? "is an operator or a comma missing between them?"
        : "";
  }

  private static boolean startsBlock(Stop stop) {
    return switch (stop.start().getType()) {
      case IF, FOR, WHILE, FN -> true;
      default -> false;
    };
  }
}
