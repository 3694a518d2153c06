// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.elaborate.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts that were meant to mean something, and texts that never were. */
final class Mutations {
  private static final Pattern PIECE = Pattern.compile("\\w+|\\s+|\\W");
  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ";",
          "\n",
          "\r\n",
          ":",
          ":=",
          "=",
          "==",
          "**",
          "//",
          "@",
          "&",
          "not ",
          " and ",
          " if ",
          " else ",
          " for ",
          " in ",
          "loop ",
          "scan ",
          "fn f(x) =",
          "input ",
          "param ",
          "state ",
          "output ",
          "update ",
          "assert ",
          "import ",
          "module ",
          "->",
          "...",
          ".",
          "0x",
          "1..",
          "'",
          "\"",
          "\\",
          "#",
          "+=",
          "np.",
          "×",
          "−",
          "\ud800",
          "\udc00",
          "\0",
          "\t",
          "\u202e",
          "\u2028",
          "\ufeff",
          "\u00a0",
          "é",
          "e\u0301",
          "!",
          "?",
          "$",
          "`",
          ".T",
          "[::-1]",
          "[None]",
          "[x > 0]",
          ".astype(",
          "axis=",
          "dtype=",
          "1e",
          "0_");

  /** What is repeated until it is long or deep. */
  private static final List<String> REPEATED =
      List.of(
          "(",
          "[",
          "{",
          "-",
          "not ",
          "x**",
          "x + ",
          "x * ",
          "x and ",
          "x < ",
          "x if x else ",
          "sum(",
          "x[",
          "x[0]",
          ".T",
          "[None]",
          "x, ",
          "a = x; ",
          "x @ ",
          "'",
          "1",
          "λ",
          "#",
          "\n",
          "exp(x) + ",
          "sort(x) + ",
          "cumsum(",
          "x[x > 0] + ",
          "concat([x, ",
          "where(x > 0, x, ",
          "fn f(x) = x; ",
          "for i in 0:3 { ",
          "x = x + x; ",
          "x += x; ",
          "\\\n",
          "é",
          "\ud835\udc31",
          "x[0] = 1; ",
          "sum(x) * ",
          "x.sum() + ",
          "(x + ",
          "3 ** ",
          "0.1 + ",
          "[[",
          "~",
          "1 << ");

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** The text with one to three of its pieces changed. */
  String mutated(String text, String other) {
    List<String> pieces =
        PIECE
            .matcher(text)
            .results()
            .map(r -> r.group())
            .collect(Collectors.toCollection(ArrayList::new));
    for (int i = 1 + random.nextInt(random.nextInt(3) + 1); i > 0 && !pieces.isEmpty(); i--) {
      int at = random.nextInt(pieces.size());
      switch (random.nextInt(9)) {
        case 0 -> pieces.remove(at);
        case 1 -> pieces.add(at, pieces.get(random.nextInt(pieces.size())));
        case 2 -> pieces.set(at, pieces.get(random.nextInt(pieces.size())));
        case 3 -> pieces.add(at, pick(PIECES));
        case 4 -> pieces.set(at, pick(Derivations.NUMBERS));
        case 5 -> pieces.set(at, pick(Vocabulary.functions()));
        case 6 -> rename(pieces, pieces.get(at), pick(Derivations.NAMES));
        case 7 -> splice(pieces, at, other);
        default -> pieces.set(at, new Derivations(random).expr(2));
      }
    }
    return String.join("", pieces);
  }

  private static void rename(List<String> pieces, String old, String name) {
    if (!old.isBlank() && Character.isLetter(old.charAt(0))) {
      pieces.replaceAll(piece -> piece.equals(old) ? name : piece);
    }
  }

  private void splice(List<String> pieces, int at, String other) {
    int from = random.nextInt(other.length() + 1);
    int to = Math.min(other.length(), from + random.nextInt(40));
    pieces.add(at, other.substring(from, to));
  }

  /** The text's bytes with some of them changed, read as UTF-8 again. */
  String garbled(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 1 + random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) (bytes[at] ^ 1 << random.nextInt(8));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Any characters: bytes, ASCII, or all that there are, halves of pairs included. */
  String noise() {
    int length = random.nextInt(80);
    int kind = random.nextInt(4);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      switch (kind) {
        case 0 -> text.append((char) random.nextInt(256));
        case 1 -> text.append((char) (' ' + random.nextInt(95)));
        case 2 -> text.append((char) random.nextInt(0x10000));
        default -> text.append(pick(PIECES));
      }
    }
    return text.toString();
  }

  /** Something many times over, closed again where it was opened, or not. */
  String giant() {
    String part = pick(REPEATED);
    int times = 1 << random.nextInt(12);
    StringBuilder text = new StringBuilder(part.repeat(times));
    if (random.nextBoolean()) {
      text.append('x');
    }
    if (random.nextInt(3) > 0) {
      String closing = part.chars().mapToObj(Mutations::closing).collect(Collectors.joining());
      text.append(closing.repeat(times));
    }
    return text.toString();
  }

  private static String closing(int c) {
    return switch (c) {
      case '(' -> ")";
      case '[' -> "]";
      case '{' -> "}";
      case ')', ']', '}' -> "";
      default -> "";
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
