// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.compiler.elaborate.Vocabulary;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Severity;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.diagnostic.Wording;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Ident;
import dev.weft.dsl.Stmt;
import dev.weft.dsl.WeftParser;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The names and functions of a prompt, and how its lines are calculated. Every statement is an
 * expression string of its own: names are its inputs, and the functions it needs stand before it.
 */
final class Session {
  /** What messages call a line. */
  static final String LINE = "prompt";

  /** The last value that was shown. */
  static final String LAST = "_";

  private final Options options;
  private final Consumer<String> warnings;
  private final Definitions definitions = new Definitions();

  /** A text of the user's, ready to be called. */
  record Prepared(PromptText text, Expression program) {}

  /**
   * @param warnings takes what is probably not meant, rendered
   */
  Session(Options options, Consumer<String> warnings) {
    this.options = options;
    this.warnings = warnings;
  }

  Definitions definitions() {
    return definitions;
  }

  /**
   * Takes one or more statements.
   *
   * @param show takes the results of every expression among them
   * @throws WeftException if the text is no program
   * @throws Failure if it is one that cannot be calculated; statements before it have had effect
   */
  void enter(String text, Consumer<Map<String, Tensor>> show) {
    Source source = new Source(LINE, text);
    for (Stmt statement : WeftParser.parseScript(source).statements()) {
      enter(source, statement, show);
    }
  }

  private void enter(Source source, Stmt statement, Consumer<Map<String, Tensor>> show) {
    switch (unannotated(statement)) {
      case Stmt.ExprStmt expr -> show(source, statement, expr.value(), show);
      case Stmt.FnDecl function -> define(source, statement, function);
      case Stmt.Let let when let.targets().size() == 1 -> let(source, statement, let);
      case Stmt.AugAssign assign -> {
        Name before = definitions.name(assign.target().text());
        boolean weak = before != null && before.weak() && isWeak(assign.value());
        assign(source, statement, Set.of(assign.target().text()), weak);
      }
      case Stmt.For _, Stmt.While _, Stmt.If _ -> {
        Set<String> carried = AssignedNames.of(statement);
        carried.retainAll(definitions.names().keySet());
        assign(source, statement, carried, false);
      }
      case Stmt.Let _, Stmt.SliceAssign _, Stmt.IndexDef _ ->
          assign(source, statement, AssignedNames.of(statement), false);
      case Stmt.AssertDecl _, Stmt.YieldStmt _ -> assign(source, statement, Set.of(), false);
      case Stmt.Declaration declaration -> throw notHere(source, declaration);
      case Stmt.Annotated _ -> throw new IllegalStateException("annotations of annotations");
    }
  }

  private static Stmt unannotated(Stmt statement) {
    return statement instanceof Stmt.Annotated annotated ? annotated.statement() : statement;
  }

  private static WeftException notHere(Source source, Stmt.Declaration declaration) {
    String help =
        switch (declaration) {
          case Stmt.InputDecl input ->
              "give it a value: " + input.names().getFirst().text() + " = ...";
          case Stmt.ParamDecl param -> "give it a value: " + param.name().text() + " = ...";
          case Stmt.StateDecl state -> "give it a value: " + state.name().text() + " = ...";
          case Stmt.UpdateDecl update ->
              "give it its new value: " + update.name().text() + " = ...";
          case Stmt.OutputDecl output -> "to see a value, enter it: " + output.name().text();
          case Stmt.ModuleDecl _, Stmt.ImportDecl _ -> ":load FILE runs a script";
        };
    return new WeftException(
        source,
        Diagnostic.error(Codes.PROMPT, "declarations stand in scripts, not at the prompt")
            .at(declaration.span())
            .help(help));
  }

  private void show(Source source, Stmt statement, Expr value, Consumer<Map<String, Tensor>> show) {
    Map<String, Tensor> results = run(prepare(source, statement.span()));
    show.accept(results);
    if (results.size() == 1) {
      Tensor only = results.values().iterator().next();
      definitions.put(LAST, isWeak(value) ? Name.weak(only) : new Name(only, null, false));
    }
  }

  private void define(Source source, Stmt statement, Stmt.FnDecl function) {
    PromptText text = definitions.before(source.text(statement.span()));
    compile(text.add(source, statement.span()).add("0"));
    definitions.put(function.name().text(), source.text(statement.span()));
  }

  private void let(Source source, Stmt statement, Stmt.Let let) {
    Ident target = let.targets().getFirst();
    String closed = ClosedText.of(source, let.value(), definitions::text).orElse(null);
    if (closed != null && !isNumber(let.value())) {
      compile(definitions.before("").add(source, statement.span()).add("0"));
      definitions.put(target.text(), new Name(null, closed, false));
      return;
    }
    assign(source, statement, Set.of(target.text()), isWeak(let.value()));
    Name name = definitions.name(target.text());
    if (!name.weak() && closed != null) {
      definitions.put(target.text(), new Name(name.value(), closed, false));
    }
  }

  /** False for tuples, strings and None, which are known by their text only. */
  private boolean isNumber(Expr closed) {
    return switch (closed) {
      case Expr.Tuple _, Expr.StringLit _, Expr.NoneLit _ -> false;
      case Expr.Name name -> {
        Name known = definitions.name(name.text());
        yield known == null || known.value() != null;
      }
      case Expr _ -> true;
    };
  }

  private boolean isWeak(Expr value) {
    return Weak.isWeak(
        value,
        name -> {
          Name known = definitions.name(name);
          return known == null ? Vocabulary.constants().contains(name) : known.weak();
        });
  }

  /** Runs a statement and keeps what it makes of some names. */
  private void assign(Source source, Stmt statement, Set<String> names, boolean weak) {
    List<String> targets = List.copyOf(names);
    String value =
        switch (targets.size()) {
          case 0 -> "0";
          case 1 -> targets.getFirst();
          default -> "(" + String.join(", ", targets) + ")";
        };
    PromptText text = definitions.before(source.text(statement.span()));
    Prepared prepared = compile(text.add(source, statement.span()).add(value));
    List<Tensor> results = List.copyOf(run(prepared).values());
    if (targets.isEmpty()) {
      return;
    }
    if (results.size() != targets.size()) {
      throw Failure.of(
          Codes.PROMPT,
          Wording.of("'%s' would hold a tuple of %d arrays", value, results.size()),
          "unpack it: a, b = ...");
    }
    for (int i = 0; i < targets.size(); i++) {
      Tensor result = results.get(i);
      definitions.put(targets.get(i), weak ? Name.weak(result) : new Name(result, null, false));
    }
  }

  /** An expression of the user's with all it needs. */
  Prepared prepare(String expression) {
    Source source = new Source(LINE, expression);
    WeftParser.parseExpression(source);
    return prepare(source, new Span(0, expression.length()));
  }

  private Prepared prepare(Source source, Span span) {
    return compile(definitions.before(source.text(span)).add(source, span));
  }

  private Prepared compile(PromptText text) {
    try {
      return new Prepared(text, Weft.compile(text.text(), options));
    } catch (WeftException e) {
      throw text.told(e);
    }
  }

  /** All results of a text with the names as they are. */
  Map<String, Tensor> run(Prepared prepared) {
    try {
      Map<String, Tensor> results = prepared.program.callAll(definitions.values());
      prepared.program.diagnostics().stream()
          .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
          .forEach(diagnostic -> warnings.accept(prepared.text.render(diagnostic)));
      return results;
    } catch (WeftException e) {
      throw prepared.text.told(Names.withHelp(e, this::howToSet));
    }
  }

  private String howToSet(String name) {
    Collection<String> known = definitions.names().keySet();
    Optional<String> near = Vocabulary.nearest(name, known);
    return near.map(other -> "did you mean '" + other + "'?").orElse("set it: " + name + " = ...");
  }

  /** Runs a script on the names of this session; its outputs and functions become names. */
  Map<String, Tensor> load(String name, String text) {
    Source source = new Source(name, text);
    List<Stmt> statements = WeftParser.parseScript(source).statements();
    Expression script = Weft.compileScript(name, text, options);
    Map<String, Tensor> results;
    try {
      results = script.callAll(definitions.values());
    } catch (WeftException e) {
      throw Names.withHelp(e, this::howToSet);
    }
    Results.warnings(script, name).forEach(warnings);
    results.forEach((output, value) -> definitions.put(output, new Name(value, null, false)));
    for (Stmt statement : new ArrayList<>(statements)) {
      if (statement instanceof Stmt.FnDecl function) {
        definitions.put(function.name().text(), source.text(function.span()));
      }
    }
    return new LinkedHashMap<>(results);
  }
}
