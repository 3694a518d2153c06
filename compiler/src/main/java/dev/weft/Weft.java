// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.compiler.elaborate.Template;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.WeftParser;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The front door: text in, compiled expressions and results out.
 *
 * <pre>{@code
 * Tensor y = Weft.eval("2*a + 3*b", Map.of("a", a, "b", b));
 *
 * Expression e = Weft.compile("sum(sin(x)**2 * w, axis=0)");
 * Tensor s = e.call(x, w);
 * }</pre>
 *
 * <p>Text is data: it can compute with the inputs it is given and do nothing else. Mistakes in it
 * are {@link dev.weft.diagnostic.WeftException}s that point at the text.
 */
public final class Weft {

  /** Expressions that {@link #eval} keeps compiled. */
  private static final int KEPT = 256;

  private static final BoundedCache<String, Expression> EVALUATED =
      new BoundedCache<>("texts", KEPT);

  private Weft() {}

  /**
   * Compiles an expression string, in which every free name is an input.
   *
   * @throws dev.weft.diagnostic.WeftException for every mistake that shows without types
   */
  public static Expression compile(String text) {
    return compile(text, Options.DEFAULT);
  }

  /** Compiles an expression string. */
  public static Expression compile(String text, Options options) {
    return Form.expression(text, options, false);
  }

  /**
   * Compiles a script file.
   *
   * @throws IOException if the file cannot be read
   */
  public static Expression compile(Path script) throws IOException {
    return compile(script, Options.DEFAULT);
  }

  /** Compiles a script file. */
  public static Expression compile(Path script, Options options) throws IOException {
    return compileScript(script.getFileName().toString(), Files.readString(script), options);
  }

  /**
   * Compiles the text of a script.
   *
   * @param name what messages call the text
   */
  public static Expression compileScript(String name, String text, Options options) {
    WeftParser parser = new WeftParser(options.limits().parsing());
    return new Expression(Template.of(parser.script(new Source(name, text))), options);
  }

  /**
   * Evaluates an expression string once. Its compiled form is kept for the next time, for a bounded
   * number of texts. Texts that differ in numbers only share it.
   *
   * @param inputs Java scalars, arrays (nested ones too) and tensors, by name
   */
  public static Tensor eval(String text, Map<String, ?> inputs) {
    return EVALUATED.get(text, key -> Form.expression(key, Options.DEFAULT, true)).call(inputs);
  }
}
