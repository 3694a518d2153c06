// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Weft;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.WeftParser;
import dev.weft.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the user gives for an input: an expression without names, or a file after {@code @}. */
final class Values {
  private Values() {}

  /** The values of texts, by name. */
  static Map<String, Object> read(Map<String, String> texts) {
    Map<String, Object> values = new LinkedHashMap<>();
    texts.forEach((name, text) -> values.put(name, read(name, text)));
    return values;
  }

  /**
   * One value: a tensor, or a Java scalar where the text is a number without a dtype of its own,
   * which then does not decide the dtype of results.
   *
   * @param name the input, for messages
   * @throws Failure if a file cannot be read
   * @throws WeftException if the text is no value
   */
  static Object read(String name, String text) {
    if (text.startsWith("@")) {
      return DataFile.read(text.substring(1));
    }
    Source source = new Source("value of " + name, text);
    try {
      boolean weak = Weak.isWeak(WeftParser.parseExpression(source));
      Tensor value = Weft.eval(text, Map.of());
      return weak ? value.item() : value;
    } catch (WeftException e) {
      List<Diagnostic> told = e.diagnostics();
      throw new WeftException(source, isFileName(text) ? hinted(told, text) : told);
    } catch (IllegalStateException _) {
      throw Failure.of(Codes.VALUE, "the value of " + name + " is a tuple, not an array");
    }
  }

  private static boolean isFileName(String text) {
    return text.matches(".*\\.(npy|npz|csv)(:.*)?");
  }

  private static List<Diagnostic> hinted(List<Diagnostic> told, String text) {
    return told.stream().map(d -> d.help("a file is written @" + text)).toList();
  }
}
