// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Span;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Expr.Argument;
import dev.weft.dsl.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a function, as data: calls are bound by it, and editors complete by it. */
record Spec(List<Param> params) {

  /**
   * @param names what a keyword may call it; the first is its name
   * @param optional true where a call may leave it out
   * @param many true where it takes all further positional arguments
   */
  record Param(List<String> names, boolean optional, boolean many) {
    String name() {
      return names.getFirst();
    }
  }

  Spec {
    params = List.copyOf(params);
  }

  /**
   * Reads {@code "x|a, axis=, *more"}: alternatives by {@code |}, optional ones end in {@code =},
   * and {@code *} takes the rest.
   */
  static Spec parse(String text) {
    List<Param> params = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(", ")) {
      boolean many = word.startsWith("*");
      boolean optional = word.endsWith("=");
      String names = word.substring(many ? 1 : 0, word.length() - (optional ? 1 : 0));
      params.add(new Param(List.of(names.split("\\|")), optional || many, many));
    }
    return new Spec(params);
  }

  static Spec of(Stmt.FnDecl function) {
    return new Spec(
        function.parameters().stream()
            .map(p -> new Param(List.of(p.name().text()), p.defaultValue() != null, false))
            .toList());
  }

  /** {@code sum(x, axis=, keepdims=)}. */
  String text(String function) {
    return params.stream()
        .map(p -> (p.many ? "*" : "") + p.name() + (p.optional && !p.many ? "=" : ""))
        .collect(Collectors.joining(", ", function + "(", ")"));
  }

  /** The arguments of a call by parameter name; a parameter that takes many has a list. */
  Map<String, List<Argument>> bind(String function, Span span, List<Argument> arguments) {
    Map<String, List<Argument>> bound = new LinkedHashMap<>();
    int position = 0;
    for (Argument argument : arguments) {
      Param param =
          argument.name() == null
              ? positional(function, span, position, arguments)
              : keyword(function, argument);
      if (argument.name() == null && !param.many) {
        position++;
      }
      List<Argument> place = bound.computeIfAbsent(param.name(), n -> new ArrayList<>());
      if (!place.isEmpty() && (!param.many || argument.name() != null)) {
        throw ErrorCode.E0104.mistake(
            argument.span(), "'" + param.name() + "' of " + function + " is given twice");
      }
      place.add(argument);
    }
    for (Param param : params) {
      if (!param.optional && !bound.containsKey(param.name())) {
        throw ErrorCode.E0103
            .mistake(span, function + " needs an argument '" + param.name() + "'")
            .help("its parameters are " + text(function));
      }
    }
    return bound;
  }

  private Param positional(String function, Span span, int position, List<Argument> arguments) {
    if (position >= params.size()) {
      long given = arguments.stream().filter(a -> a.name() == null).count();
      throw ErrorCode.E0103
          .mistake(
              span,
              function
                  + " takes "
                  + (params.isEmpty() ? "no arguments" : "at most " + count(params.size()))
                  + ", not "
                  + given)
          .help("its parameters are " + text(function));
    }
    return params.get(position);
  }

  private static String count(int n) {
    return n == 1 ? "1 argument" : n + " arguments";
  }

  private Param keyword(String function, Argument argument) {
    String name = argument.name().text();
    for (Param param : params) {
      if (param.names.contains(name)) {
        return param;
      }
    }
    List<String> known = params.stream().flatMap(p -> p.names.stream()).toList();
    Mistake mistake =
        ErrorCode.E0104.mistake(
            argument.name().span(), function + " has no parameter '" + name + "'");
    throw Spelling.nearest(name, known)
        .map(near -> mistake.help("did you mean '" + near + "'?"))
        .orElseGet(() -> mistake.help("its parameters are " + text(function)));
  }

  /** An expression as a positional argument: the receiver of a method. */
  static Argument receiver(Expr base) {
    return new Argument(base.span(), null, base);
  }
}
