// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.compiler.elaborate.OpenNumbers;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.Numerals;
import dev.weft.dsl.WeftParser;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Texts that differ in the values of plain numbers only, such as {@code 2*a + 3.5*b} and {@code 7*a
 * + 0.25*b}. They share programs in which the numbers are inputs, as far as their values decide
 * nothing about what is compiled ({@link OpenNumbers}).
 */
final class Form {
  private static final int KEPT = 256;

  /** Programs of one form: for other types, and for other values of the numbers that decide. */
  private static final int MOST_PROGRAMS = 8;

  private static final BoundedCache<Key, Form> KNOWN = new BoundedCache<>("forms", KEPT);

  private final Template outline;
  private final List<Shared> programs = new CopyOnWriteArrayList<>();

  /** What a program depends on beside types. */
  private record Key(String form, Limits limits) {
    @Override
    public String toString() {
      return form;
    }
  }

  /**
   * A program for all texts that {@code open} serves.
   *
   * @param numerals of the text that it was compiled from
   */
  record Shared(Signature signature, Compiled compiled, OpenNumbers open, Numerals numerals) {}

  /** A text of a form. */
  record Member(Form form, Source source, Numerals numerals) {

    /** A text of the same inputs; messages must not speak of it. */
    Template outline() {
      return form.outline;
    }

    /**
     * A program for this text and others.
     *
     * @param template of this text, asked for where there is no such program yet
     * @return nothing where the text must be compiled for itself, or is wrong: it is then told so
     */
    Optional<Shared> program(Signature signature, Supplier<Template> template, Limits limits) {
      for (Shared known : form.programs) {
        if (known.signature.equals(signature) && known.open.serves(numerals)) {
          return Optional.of(known);
        }
      }
      try {
        Optional<Shared> made = compile(signature, template.get(), limits);
        made.filter(program -> !program.open.inputs().isEmpty()).ifPresent(form::keep);
        return made;
      } catch (WeftException e) {
        return Optional.empty();
      }
    }

    private Optional<Shared> compile(Signature signature, Template template, Limits limits) {
      OpenNumbers open = new OpenNumbers(numerals);
      return Compiled.shared(template, signature, limits, open)
          .map(compiled -> new Shared(signature, compiled, open, numerals));
    }
  }

  private Form(Template first) {
    this.outline = first;
  }

  private synchronized void keep(Shared made) {
    if (programs.size() == MOST_PROGRAMS) {
      programs.removeFirst();
    }
    programs.add(made);
  }

  /**
   * The expression of a text, which shares programs with others of its form once one with other
   * numbers came, or at once.
   */
  static Expression expression(String text, Options options, boolean atOnce) {
    Source source = new Source("expression", text);
    Limits limits = options.limits();
    boolean alone = text.length() > limits.chars() || options.device() != CpuDevice.instance();
    Numerals numerals = alone ? null : Numerals.of(text).orElse(null);
    if (numerals == null) {
      return new Expression(parse(source, limits), options);
    }
    Key key = new Key(numerals.form(), limits);
    Form form = KNOWN.get(key, _ -> new Form(parse(source, limits)));
    boolean isNew = form.outline.source() == source;
    boolean shares =
        atOnce || !form.programs.isEmpty() || !form.outline.source().text().equals(text);
    if (shares) {
      Template parsed = isNew ? form.outline : null;
      return new Expression(new Member(form, source, numerals), parsed, options);
    }
    return new Expression(isNew ? form.outline : parse(source, limits), options);
  }

  static Template parse(Source source, Limits limits) {
    return Template.of(new WeftParser(limits.parsing()).expression(source));
  }
}
