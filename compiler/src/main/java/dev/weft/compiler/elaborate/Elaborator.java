// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.graph.DataSizes;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.type.TensorType;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Ident;
import dev.weft.dsl.TypeExpr;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A template and the types of its inputs to a graph. */
public final class Elaborator {
  private final Template template;
  private final Signature signature;
  private final Problems problems = new Problems();
  private final Elaboration e;
  private final Expressions expressions;
  private final Scope scope;

  private Elaborator(
      Template template, Signature signature, ElaborationLimits limits, OpenNumbers open) {
    this.template = template;
    this.signature = signature;
    this.e = new Elaboration(template.source(), open, problems, limits);
    this.expressions = new Expressions(e);
    this.scope = new Scope(null, e.region());
  }

  /**
   * The graph of a text for inputs of given types. Results of an expression string are named {@code
   * result}, or {@code 0}, {@code 1}, ... where it is a tuple.
   *
   * @throws dev.weft.diagnostic.WeftException with every mistake of the text
   */
  public static Graph elaborate(Template template, Signature signature) {
    return elaborate(template, signature, ElaborationLimits.DEFAULT);
  }

  /** The graph of a text that may cost no more than {@code limits}. */
  public static Graph elaborate(Template template, Signature signature, ElaborationLimits limits) {
    return elaborate(template, signature, limits, OpenNumbers.none());
  }

  /** The graph of a text for all texts that {@code open} then {@link OpenNumbers#serves}. */
  public static Graph elaborate(
      Template template, Signature signature, ElaborationLimits limits, OpenNumbers open) {
    return new Elaborator(template, signature, limits, open).run();
  }

  private Graph run() {
    registerIntegers();
    int index = 0;
    for (Template.Input input : template.inputs()) {
      Signature.Argument argument = signature.inputs().get(input.name());
      if (argument != null) {
        scope.bind(input.name(), input(input, argument, index++));
      } else if (input.isRequired()) {
        scope.bind(input.name(), missing(input));
      }
    }
    template.inputs().forEach(this::check);
    template.inputs().forEach(this::excuse);
    Statements statements = expressions.statements();
    template.statements().forEach(statement -> statements.statement(statement, scope));
    if (template.value() != null) {
      Value value = expressions.value(template.value(), scope);
      attempt(() -> e.outputs().addAll(value, template.value().span()));
    }
    problems.throwIfAny(template.source());
    Graph graph = e.builder().finish(e.outputs().outputs(), e.outputs().assertions());
    Set<String> gone = new HashSet<>(e.sizes().allFound());
    gone.removeAll(DataSizes.found(graph.nodes()));
    return gone.isEmpty() ? graph : DataSizes.without(graph, gone);
  }

  /** Integer inputs first: an axis may be declared to have the size that one of them says. */
  private void registerIntegers() {
    int index = 0;
    for (Template.Input input : template.inputs()) {
      Signature.Argument argument = signature.inputs().get(input.name());
      if (argument != null && isInteger(argument)) {
        e.sizes().integer(input.name(), index);
      }
      index += argument == null ? 0 : 1;
    }
  }

  private void attempt(Runnable body) {
    e.attempt(
        () -> {
          body.run();
          return Value.NONE;
        });
  }

  private Value missing(Template.Input input) {
    Mistake mistake =
        ErrorCode.E0108.mistake(input.span(), "input '" + input.name() + "' has no value");
    if (Functions.exists(input.name())) {
      mistake = mistake.help("'" + input.name() + "' is also a function: call it with (...)");
    }
    String near = Spelling.nearest(input.name(), signature.inputs().keySet()).orElse(null);
    problems.add(near == null ? mistake : mistake.help("did you mean '" + near + "'?"));
    return Value.POISON;
  }

  private Value input(Template.Input input, Signature.Argument argument, int index) {
    String name = input.name();
    List<Dim> shape = new ArrayList<>();
    for (int axis = 0; axis < argument.rank(); axis++) {
      shape.add(axis(input, size(input, argument, axis), index, axis));
    }
    TensorType type = new TensorType(argument.dtype(), shape, argument.weak());
    Node node = e.at(input.span()).input(name, type);
    Dim dim = isInteger(argument) ? Dim.symbol(name) : null;
    String origin = "from input " + name + (template.value() == null ? e.line(input.span()) : "");
    return new Num(type, node, null, dim, origin);
  }

  private static boolean isInteger(Signature.Argument argument) {
    return argument.rank() == 0 && argument.dtype().isInteger();
  }

  /** What the text declares of an axis, or else the signature. */
  private Signature.Size size(Template.Input input, Signature.Argument argument, int axis) {
    boolean declared = input.type() != null && input.type().dims().size() == argument.rank();
    if (declared && input.type().dims().get(axis) instanceof TypeExpr.Dim.Size size) {
      if (size.value() instanceof Expr.Name name) {
        return new Signature.Size.Named(name.text());
      }
      if (size.value() instanceof Expr.IntLit n && n.value().bitLength() < 63) {
        e.open().observe(n.span());
        return new Signature.Size.Fixed(n.value().longValueExact());
      }
    }
    return argument.axes().get(axis);
  }

  private Dim axis(Template.Input input, Signature.Size size, int index, int axis) {
    String plain = input.name() + "." + axis;
    return switch (size) {
      case Signature.Size.Unknown _ -> e.sizes().axis(plain, index, axis);
      case Signature.Size.Fixed fixed -> {
        Dim actual = e.sizes().axis(plain, index, axis);
        yield demand(input, axis, actual, Dim.of(fixed.length()), Long.toString(fixed.length()));
      }
      case Signature.Size.Named named -> named(input, named.name(), plain, index, axis);
    };
  }

  /** The first axis of a name gives it its size; the others must agree. */
  private Dim named(Template.Input input, String name, String plain, int index, int axis) {
    if (e.sizes().isKnown(name)) {
      Dim actual = e.sizes().axis(plain, index, axis);
      return demand(input, axis, actual, Dim.symbol(name), name);
    }
    Dim size = e.sizes().axis(name, index, axis);
    if (input.type() != null) {
      scope.bind(name, Num.size(size).named("from axis " + axis + " of " + input.name()));
    }
    return size;
  }

  /** Demands a size that the signature or the text declares, which is the size from then on. */
  private Dim demand(Template.Input input, int axis, Dim actual, Dim wanted, String text) {
    String declared = wanted.isConstant() ? "" : " = {right}";
    String message =
        "axis " + axis + " of " + input.name() + " has size {left}, not " + text + declared;
    e.sizes()
        .require(Relation.EQUAL, actual, wanted, ErrorCode.E0204, input.span(), message, List.of());
    return wanted;
  }

  private void check(Template.Input input) {
    if (input.type() == null || !scope.binds(input.name())) {
      return;
    }
    Ident name = new Ident(input.span(), input.name());
    Value value = scope.value(input.name(), e.region());
    Statements statements = expressions.statements();
    scope.bind(
        input.name(), e.attempt(() -> statements.declared(value, input.type(), name, scope)));
  }

  /** Sizes that a wrong or missing input would have named are no mistakes of their own. */
  private void excuse(Template.Input input) {
    List<TypeExpr.Dim> dims = input.type() == null ? List.of() : input.type().dims();
    for (TypeExpr.Dim dim : dims) {
      if (dim instanceof TypeExpr.Dim.Size(_, _, Expr.Name name) && !scope.binds(name.text())) {
        scope.bind(name.text(), Value.POISON);
      }
    }
  }
}
