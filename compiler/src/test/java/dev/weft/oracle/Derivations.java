// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.elaborate.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Texts by the rules of the grammar, every one of them, with arguments that a function may want and
 * names and numbers that nobody should use.
 */
final class Derivations {
  private static final List<String> FUNCTIONS = Vocabulary.functions();
  private static final List<String> METHODS = Vocabulary.methods();
  private static final List<String> DTYPES = Vocabulary.dtypes();
  private static final List<String> BINARY =
      List.of(
          "+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "&", "^", "|", "<", "<=", "==",
          "!=", ">=", ">", "and", "or");
  private static final List<String> UNARY = List.of("-", "+", "~", "not ");
  private static final List<String> AUGMENTED =
      List.of("+=", "-=", "*=", "/=", "//=", "%=", "@=", "**=", "&=", "|=", "^=", "<<=", ">>=");

  /** Names of inputs that texts share, and names that mean something to somebody else. */
  static final List<String> NAMES =
      List.of(
          "x",
          "x",
          "y",
          "z",
          "a",
          "b",
          "m",
          "n",
          "k",
          "λ",
          "β1",
          "\ud835\udc31",
          "double",
          "new",
          "threadIdx",
          "out",
          "result",
          "input",
          "loop",
          "this",
          "class",
          "null",
          "java",
          "goto",
          "getClass",
          "_",
          "__init__",
          "pi",
          "e",
          "np",
          "self",
          "e1",
          "日本",
          "aͤ",
          "u0",
          "sum");

  /** Numbers at the edges, and beyond. */
  static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "-1",
          "0.5",
          "1.5",
          "2j",
          "1e308",
          "1e-320",
          "1e400",
          "1e999999999",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "2147483647",
          "-2147483648",
          "4294967296",
          "0xffffffffffffffff",
          "0b1",
          "0o7",
          "1_000",
          "255u8",
          "300u8",
          "7i64",
          "2.5f32",
          "1i8",
          "128i8",
          "65535u16",
          "1e39f32",
          "100000000000000000000",
          "1e5j",
          "inf",
          "nan",
          "0j",
          "True",
          "99999999999",
          "0.1",
          "123456789012");

  private static final List<String> STRINGS =
      List.of(
          "'ij->ji'",
          "'ij,jk'",
          "'ii'",
          "'...i'",
          "'i,i->'",
          "''",
          "\"ij,jk->ik\"",
          "'wrap'",
          "'clip'",
          "'f32'",
          "'i8'",
          "'\\x00'",
          "'\\u0000'",
          "'->'",
          "'aa->aa'",
          "'full'",
          "'edge'",
          "'constant'",
          "'linear'",
          "'" + "i".repeat(60) + "'");

  private final Random random;
  private final List<String> bound = new ArrayList<>();

  Derivations(Random random) {
    this.random = random;
  }

  String expression() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      text.append(statement(2)).append(pick(List.of("; ", "\n")));
    }
    int depth = 1 + random.nextInt(4);
    return text + (chance(10) ? expr(depth) + ", " + expr(depth) : expr(depth));
  }

  String script() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(declaration()).append('\n');
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(statement(3)).append('\n');
    }
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      text.append("output ").append(name());
      text.append(chance(80) ? " = " + expr(3) : "").append('\n');
    }
    return text.toString();
  }

  private String declaration() {
    return switch (random.nextInt(8)) {
      case 0 -> "module " + name();
      case 1 -> "import " + pick(STRINGS) + (chance(50) ? " as " + name() : "");
      case 2 -> "state " + name() + ": " + type() + (chance(50) ? " = " + expr(1) : "");
      case 3, 4 -> "param " + name() + (chance(50) ? ": " + type() : "") + " = " + expr(1);
      default ->
          "input " + name() + (chance(30) ? ", " + name() : "") + (chance(60) ? ": " + type() : "");
    };
  }

  private String type() {
    String dims = many(1, 3, this::dim);
    return pick(DTYPES) + (chance(60) ? "[" + dims + "]" : "");
  }

  private String dim() {
    return switch (random.nextInt(8)) {
      case 0 -> "_";
      case 1 -> "...";
      case 2 -> pick(NUMBERS);
      case 3 -> name() + ": " + small();
      case 4 -> name() + " + 1";
      case 5 -> small();
      default -> pick(List.of("n", "k", "m"));
    };
  }

  private String statement(int depth) {
    return switch (random.nextInt(depth > 0 ? 16 : 5)) {
      case 0 -> name() + " " + pick(AUGMENTED) + " " + expr(depth);
      case 1, 2 ->
          name()
              + "["
              + subscripts()
              + "] "
              + (chance(30) ? pick(AUGMENTED) : "=")
              + " "
              + expr(depth);
      case 3 -> many(2, 3, this::name) + " = " + expr(depth);
      case 5 -> "for " + name() + " in " + range() + " {" + block(depth) + "}";
      case 6 -> "while " + expr(1) + " limit " + expr(1) + " {" + block(depth) + "}";
      case 7 ->
          "if "
              + expr(1)
              + " {"
              + block(depth)
              + "}"
              + (chance(50) ? " else {" + block(depth) + "}" : "");
      case 8, 9 -> function(depth);
      case 10 -> "assert " + expr(1) + (chance(50) ? ", 'no'" : "");
      case 11 ->
          "@"
              + pick(List.of("fast", "checked", "chunk(4)", "device(gpu)"))
              + " "
              + bind(expr(depth));
      case 12 -> name() + "[i, j] := sum[k](" + expr(1) + ")";
      case 13 -> "update " + name() + " = " + expr(1);
      default -> bind(expr(depth));
    };
  }

  private String bind(String value) {
    String name = name();
    bound.add(name);
    return name + " = " + value;
  }

  private String function(int depth) {
    String name = name();
    String parameters = many(0, 3, () -> name() + (chance(30) ? "=" + small() : ""));
    String body = chance(60) ? " = " + expr(depth) : " {" + block(depth) + "; " + expr(1) + "}";
    return "fn " + name + "(" + parameters + ")" + (chance(10) ? " -> " + type() : "") + body;
  }

  private String block(int depth) {
    return some(0, 3, () -> statement(depth - 1)).stream().collect(Collectors.joining("; "));
  }

  private String range() {
    return expr(1) + ":" + expr(1) + (chance(30) ? ":" + pick(NUMBERS) : "");
  }

  String expr(int depth) {
    if (depth <= 0) {
      return leaf();
    }
    Supplier<String> inner = () -> expr(depth - 1);
    return switch (random.nextInt(20)) {
      case 0, 1 -> leaf();
      case 2 -> pick(UNARY) + inner.get();
      case 3, 4, 5 -> inner.get() + " " + pick(BINARY) + " " + inner.get();
      case 6 -> "(" + inner.get() + ")";
      case 7 -> inner.get() + " if " + inner.get() + " else " + inner.get();
      case 8 -> postfix(inner) + "[" + subscripts() + "]";
      case 9 -> postfix(inner) + "." + pick(Vocabulary.attributes());
      case 10 -> method(inner);
      case 11 -> "[" + many(0, 4, inner) + "]";
      case 12 -> "(" + many(0, 3, inner) + ",)";
      case 13 -> loop(inner);
      default -> call(depth);
    };
  }

  private String postfix(Supplier<String> inner) {
    return chance(50) ? name() : "(" + inner.get() + ")";
  }

  private String loop(Supplier<String> inner) {
    return chance(50)
        ? "loop (" + name() + "=" + inner.get() + ") for i in " + range() + " {" + block(1) + "}"
        : "scan (s = " + inner.get() + ") over v in " + name() + " { yield s }";
  }

  private String call(int depth) {
    String function = chance(95) ? pick(FUNCTIONS) : name();
    String signature = Vocabulary.signature(function).orElse("f(x)");
    return (chance(3) ? "np." : "") + function + "(" + arguments(signature, depth, 0) + ")";
  }

  private String method(Supplier<String> inner) {
    String method = chance(95) ? pick(METHODS) : name();
    String signature = Vocabulary.signature(method).orElse("f(x)");
    return postfix(inner) + "." + method + "(" + arguments(signature, 1, 1) + ")";
  }

  /** Arguments for a signature such as {@code sum(x, axis=, keepdims=)}. */
  private String arguments(String signature, int depth, int from) {
    String inside = signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
    List<String> all = new ArrayList<>();
    String[] parameters = inside.isEmpty() ? new String[0] : inside.split(", ");
    for (int i = from; i < parameters.length; i++) {
      String parameter = parameters[i];
      boolean optional = parameter.endsWith("=");
      String name = parameter.replace("=", "").replace("*", "");
      if (parameter.startsWith("*")) {
        all.addAll(some(0, 3, () -> expr(depth - 1)));
      } else if (!optional || chance(30)) {
        all.add((optional ? name + "=" : "") + argument(name, depth));
      }
    }
    if (chance(4)) {
      all.add(chance(50) ? expr(depth - 1) : name() + "=" + leaf());
    }
    if (chance(4) && !all.isEmpty()) {
      all.remove(random.nextInt(all.size()));
    }
    return String.join(", ", all);
  }

  private String argument(String name, int depth) {
    if (chance(12)) {
      return expr(depth - 1);
    }
    return switch (name) {
      case "axis", "axis1", "axis2", "axes", "source", "destination" ->
          chance(70) ? small() : "(" + many(1, 3, this::small) + ")";
      case "keepdims", "include_initial", "exclude", "endpoint", "density", "equal_nan" ->
          pick(List.of("True", "False"));
      case "dtype" -> pick(DTYPES);
      case "shape", "sizes", "reps", "repeats", "shift" ->
          chance(30) ? small() : "[" + many(0, 3, this::small) + "]";
      case "subscripts" -> pick(STRINGS);
      case "mode", "method", "side" -> pick(STRINGS);
      case "key" -> "key(" + small() + ")";
      case "n",
          "num",
          "k",
          "N",
          "M",
          "bins",
          "start",
          "stop",
          "step",
          "ddof",
          "decimals",
          "count",
          "minlength",
          "size" ->
          chance(80) ? small() : pick(NUMBERS);
      default -> expr(depth - 1);
    };
  }

  private String subscripts() {
    return many(1, 3, this::subscript);
  }

  private String subscript() {
    return switch (random.nextInt(10)) {
      case 0 -> "...";
      case 1 -> "None";
      case 2, 3 -> small();
      case 4 -> maybe(this::small) + ":" + maybe(this::small);
      case 5 -> maybe(this::small) + ":" + maybe(this::small) + ":" + pick(NUMBERS);
      case 6 -> "::" + pick(List.of("-1", "2", "-3", "1"));
      case 7 -> name() + " > 0";
      case 8 -> "[" + many(1, 3, this::small) + "]";
      default -> expr(1);
    };
  }

  private String leaf() {
    return switch (random.nextInt(10)) {
      case 0 -> pick(NUMBERS);
      case 1 -> pick(STRINGS);
      case 2 -> "None";
      case 3, 4 -> small();
      case 5 -> bound.isEmpty() ? name() : pick(bound);
      default -> name();
    };
  }

  private String small() {
    return Integer.toString(random.nextInt(9) - 3);
  }

  private String name() {
    return chance(70) ? NAMES.get(random.nextInt(10)) : pick(NAMES);
  }

  private String maybe(Supplier<String> part) {
    return chance(50) ? part.get() : "";
  }

  private String many(int least, int most, Supplier<String> part) {
    return String.join(", ", some(least, most, part));
  }

  private List<String> some(int least, int most, Supplier<String> part) {
    List<String> all = new ArrayList<>();
    for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
      all.add(part.get());
    }
    return all;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
