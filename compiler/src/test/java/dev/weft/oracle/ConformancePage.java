// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.oracle.Conformance.Case;
import dev.weft.oracle.Conformance.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** {@code docs/conformance.md}: rates beside those of numexpr, every deviation with its reason. */
final class ConformancePage {
  private static final Path PAGE = Path.of("../docs/conformance.md");
  private static final Path REASONS = Path.of("src/test/resources/conformance/deviations.txt");

  /** Tags of fewer cases say little. */
  private static final int LEAST = 10;

  private final Map<String, Rate> ours = new TreeMap<>();
  private final Map<String, Rate> numexpr = new TreeMap<>();
  private final Map<String, String> deviations = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();

  ConformancePage() throws IOException {
    for (String line : Files.readAllLines(REASONS)) {
      String[] parts = line.split(" \\| ", 2);
      reasons.put(parts[0], parts[1]);
    }
  }

  void add(Case test, boolean passed) {
    boolean agrees = test.tags().contains("numexpr-agrees");
    count("all", passed, agrees);
    for (String tag : test.tags()) {
      if (!tag.startsWith("numexpr-")) {
        count(tag, passed, agrees);
      }
    }
    if (!passed) {
      deviations.put(test.id(), test.shortText());
    }
  }

  private void count(String tag, boolean passed, boolean agrees) {
    ours.merge(tag, Rate.of(passed), Rate::plus);
    numexpr.merge(tag, Rate.of(agrees), Rate::plus);
  }

  /** Cases that fail without a reason that is stated. */
  Map<String, String> unexplained() {
    Map<String, String> unexplained = new LinkedHashMap<>(deviations);
    unexplained.keySet().removeAll(reasons.keySet());
    return unexplained;
  }

  void write() throws IOException {
    Files.writeString(PAGE, text());
  }

  private String text() {
    StringBuilder out =
        new StringBuilder(
            """
            # How far Weft agrees with NumPy

            Written by `ConformanceTest` with `-Dweft.floor=raise`. The cases are expressions from the test suites of numexpr, NumPy, python-blosc2,
            pandas and others, with the answers of NumPy 1.24 under NumPy 2's promotion; numexpr is 2.8.4, judged by the same rule.

            """);
    out.append("## Deviations\n\n| expression | why |\n|---|---|\n");
    deviations.forEach(
        (id, text) ->
            out.append("| `%s` | %s |%n".formatted(text.replace("|", "\\|"), reasons.get(id))));
    group(out, "Where the cases come from", "src:");
    group(out, "Dtypes of inputs", "dt:");
    group(out, "Functions", "fn:");
    group(out, "Operators", "op:");
    group(out, "Features", "");
    return out.toString();
  }

  private void group(StringBuilder out, String title, String prefix) {
    out.append("%n## %s%n%n| | cases | Weft | numexpr |%n|---|---|---|---|%n".formatted(title));
    ours.forEach(
        (tag, rate) -> {
          boolean belongs = prefix.isEmpty() ? !tag.contains(":") : tag.startsWith(prefix);
          if (belongs && rate.all() >= LEAST) {
            String name = tag.substring(prefix.length()).replace("|", "\\|");
            out.append(
                "| %s | %d | %s | %s |%n"
                    .formatted(name, rate.all(), percent(rate), percent(numexpr.get(tag))));
          }
        });
  }

  private static String percent(Rate rate) {
    return rate.passed() == rate.all()
        ? "all"
        : "%.1f %%".formatted(100.0 * rate.passed() / rate.all());
  }
}
