// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.WeftParser;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every code of the catalogue has an example, which gives that code. */
class CatalogueTest {
  /**
   * @param script true for a script
   * @param inputs types of the inputs, as {@link Texts#signature} reads them
   */
  private record Example(boolean script, String text, String inputs) {}

  private static Example expression(String text, String inputs) {
    return new Example(false, text, inputs);
  }

  private static Example script(String text, String inputs) {
    return new Example(true, text, inputs);
  }

  private static Map<ErrorCode, Example> examples() {
    Map<ErrorCode, Example> examples = new EnumMap<>(ErrorCode.class);
    names(examples);
    types(examples);
    statements(examples);
    return examples;
  }

  private static void names(Map<ErrorCode, Example> examples) {
    examples.put(ErrorCode.E0101, script("output y = x", ""));
    examples.put(ErrorCode.E0102, expression("sni(x)", "x:f64[n]"));
    examples.put(ErrorCode.E0103, expression("arctan2(x)", "x:f64[n]"));
    examples.put(ErrorCode.E0104, expression("sum(x, axs=0)", "x:f64[n]"));
    examples.put(ErrorCode.E0105, expression("x.foo", "x:f64[n]"));
    examples.put(ErrorCode.E0106, script("input x, x: f64\noutput y = x", "x:f64"));
    examples.put(ErrorCode.E0107, expression("sin(x)(y)", "x:f64[n] y:f64[n]"));
    examples.put(ErrorCode.E0108, expression("x + y", "x:f64[n]"));
  }

  private static void types(Map<ErrorCode, Example> examples) {
    examples.put(ErrorCode.E0201, expression("x ^ y", "x:f64[n] y:f64[n]"));
    examples.put(ErrorCode.E0202, expression("x + 'text'", "x:f64[n]"));
    examples.put(ErrorCode.E0203, expression("x + y", "x:f64[2] y:f64[3]"));
    examples.put(ErrorCode.E0204, expression("concat([x, y])", "x:f64[2,2] y:f64[2,3]"));
    examples.put(ErrorCode.E0205, expression("sum(x, axis=2)", "x:f64[n,m]"));
    examples.put(ErrorCode.E0206, expression("x + 3000000000", "x:i32[n]"));
    examples.put(ErrorCode.E0207, expression("x[1.5]", "x:f64[n]"));
    examples.put(ErrorCode.E0208, expression("x[3]", "x:f64[3]"));
    examples.put(ErrorCode.E0209, expression("reshape(x, (2, 2))", "x:f64[3]"));
    examples.put(ErrorCode.E0210, expression("max(x)", "x:f64[0]"));
    examples.put(ErrorCode.E0211, expression("einsum('i->j', x)", "x:f64[n]"));
    examples.put(ErrorCode.E0212, expression("x ** -1", "x:i64[n]"));
    examples.put(ErrorCode.E0213, script("input x: f64[n]\noutput y = x", "x:f64[n,m]"));
    examples.put(ErrorCode.E0214, expression("zeros([-1])", ""));
    examples.put(ErrorCode.E0215, expression("x[[True, False]]", "x:f64[3]"));
  }

  private static void statements(Map<ErrorCode, Example> examples) {
    examples.put(ErrorCode.E0301, script("state x: f64 = 0.0\noutput y = 1.0", ""));
    examples.put(ErrorCode.E0302, script(doubling(60), "x:f64[n]"));
    examples.put(ErrorCode.E0303, expression("sum(x, axis=i)", "x:f64[n] i:i64"));
    examples.put(ErrorCode.E0304, expression("zeros(i64(sum(x)))", "x:f64[n]"));
    examples.put(
        ErrorCode.E0305,
        script("input x\ns = 0.0\nfor i in 0:3 { s = s + x }\noutput s", "x:f64[n]"));
    examples.put(ErrorCode.E0306, script("input x\nfn f(a) = f(a)\noutput y = f(x)", "x:f64"));
    examples.put(ErrorCode.W0101, expression("a > 0 & b > 0", "a:f64 b:f64"));
    examples.put(ErrorCode.E0307, script("input x\ny = x", "x:f64"));
    examples.put(ErrorCode.E0308, script("fn f(x) { y = x }\noutput z = f(1)", ""));
  }

  /** Functions that each call the one before twice. */
  private static String doubling(int depth) {
    StringBuilder text = new StringBuilder("input x\nfn f0(a) = a + a\n");
    for (int i = 1; i < depth; i++) {
      text.append("fn f%d(a) = f%d(a) + f%d(a)\n".formatted(i, i - 1, i - 1));
    }
    return text + "output y = f%d(x)".formatted(depth - 1);
  }

  @TestFactory
  List<DynamicTest> everyCodeHasAnExample() {
    Map<ErrorCode, Example> examples = examples();
    return List.of(ErrorCode.values()).stream()
        .map(code -> DynamicTest.dynamicTest(code.toString(), () -> check(code, examples)))
        .toList();
  }

  private static void check(ErrorCode code, Map<ErrorCode, Example> examples) {
    assertTrue(examples.containsKey(code), () -> "no example of " + code);
    Example example = examples.get(code);
    Set<String> codes = new HashSet<>();
    try {
      if (code.name().startsWith("W")) {
        Source source = new Source("<test>", example.text());
        Template template = Template.of(WeftParser.parseExpression(source));
        template.warnings().forEach(warning -> codes.add(warning.code()));
      } else if (example.script()) {
        Texts.script(example.text(), example.inputs());
      } else {
        Texts.graph(example.text(), example.inputs());
      }
    } catch (WeftException e) {
      e.diagnostics().forEach(d -> codes.add(d.code()));
    }
    assertEquals(Set.of(code.name()), codes, example.text());
  }
}
