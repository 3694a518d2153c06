// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Expr;
import dev.weft.dsl.ExpressionText;
import dev.weft.dsl.Script;
import dev.weft.dsl.Stmt;
import dev.weft.dsl.TypeExpr;
import java.util.List;

/**
 * A text with everything known of it that needs no types: which inputs it has, that its names are
 * bound and its calls fit. Immutable, and cheap beside what follows.
 */
public final class Template {
  private final Source source;
  private final List<Stmt> statements;
  private final Expr value;
  private final List<Input> inputs;
  private final List<Diagnostic> warnings;
  private final boolean asksForOnes;

  /**
   * A name that the caller gives a value.
   *
   * @param span where it is declared, or first used
   * @param type the declared type, or null
   * @param defaultValue of a {@code param}, else null
   * @param constant true for the name of a constant such as {@code pi}, used without a declaration:
   *     the caller may give it another value
   */
  public record Input(String name, Span span, TypeExpr type, Expr defaultValue, boolean constant) {
    /** True where the program cannot run without a value from the caller. */
    public boolean isRequired() {
      return defaultValue == null && !constant;
    }
  }

  private Template(Source source, List<Stmt> statements, Expr value, Resolver resolver) {
    this.source = source;
    this.statements = statements;
    this.value = value;
    this.inputs = resolver.inputs();
    this.warnings = resolver.problems().warnings();
    this.asksForOnes = resolver.asksForOnes();
    resolver.problems().throwIfAny(source);
  }

  /**
   * The template of an expression string, whose free names are its inputs.
   *
   * @throws dev.weft.diagnostic.WeftException with every mistake that needs no types to be seen
   */
  public static Template of(ExpressionText text) {
    Resolver resolver = new Resolver(text.source(), true);
    resolver.refuse(text.annotations());
    resolver.resolve(text.statements(), text.value());
    return new Template(text.source(), text.statements(), text.value(), resolver);
  }

  /**
   * The template of a script, whose inputs are declared.
   *
   * @throws dev.weft.diagnostic.WeftException with every mistake that needs no types to be seen
   */
  public static Template of(Script script) {
    Resolver resolver = new Resolver(script.source(), false);
    resolver.resolve(script.statements(), null);
    return new Template(script.source(), script.statements(), null, resolver);
  }

  public Source source() {
    return source;
  }

  /** What the caller gives, in the order of declaration or first use. */
  public List<Input> inputs() {
    return inputs;
  }

  /** True where results depend on which axes of inputs have size 1, as those of squeeze do. */
  public boolean asksForOnes() {
    return asksForOnes;
  }

  /** What is probably not meant. */
  public List<Diagnostic> warnings() {
    return warnings;
  }

  List<Stmt> statements() {
    return statements;
  }

  /** The value of an expression string; null for a script. */
  Expr value() {
    return value;
  }
}
