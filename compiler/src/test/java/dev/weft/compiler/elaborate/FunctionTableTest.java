// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.compiler.scalar.ScalarOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page docs/functions.md is what the tables of the compiler say; -Dupdate writes it anew. */
final class FunctionTableTest {
  private static final Path PAGE = Path.of("../docs/functions.md");

  private static final String HEAD =
      """
      # Functions

      Made from the tables of the compiler. Parameters that end in `=` may be left out; all of them may be given by
      name. Where a function has several names, they mean the same.

      A step of its own, which ends a fusion, are sorting and searching (the section Sorts), scans, joins, and what is
      written in Weft by means of them; everything element-wise, reductions and views fuse. An axis is an integer, a
      negative one counts from the end; reductions take a tuple of axes as well.

      """;

  /** One row: its names, how it is called, a line about it. */
  private record Row(List<String> names, Spec spec, String doc) {
    String text() {
      assertFalse(doc.isBlank(), () -> names + " has no documentation");
      String others =
          names.stream().skip(1).map(n -> "`" + n + "`").collect(Collectors.joining(" "));
      return "| `%s` | %s | %s |\n"
          .formatted(spec.text(names.getFirst()), others, doc.replace("|", "\\|"));
    }
  }

  private final Map<String, Set<Row>> sections = new LinkedHashMap<>();
  private final Set<String> listed = new TreeSet<>();

  private void add(String section, Row row) {
    sections.computeIfAbsent(section, s -> new LinkedHashSet<>()).add(row);
    listed.addAll(row.names);
  }

  private void addBuiltins() {
    for (String name : Functions.names()) {
      Functions.builtin(name)
          .ifPresent(b -> add(section(b), new Row(b.names(), b.spec(), b.doc())));
    }
  }

  private static String section(Builtin builtin) {
    return builtin instanceof Enum<?> row ? row.getDeclaringClass().getSimpleName() : "Others";
  }

  private void addScalars() {
    for (ScalarOp op : ScalarOp.values()) {
      if (op.names().stream().noneMatch(name -> Functions.builtin(name).isPresent())) {
        add(section(op), new Row(op.names(), Functions.spec(op), op.doc()));
      }
    }
  }

  private static String section(ScalarOp op) {
    return switch (op.typing()) {
      case ANY, NUMBER, ARITHMETIC, SELECT, PART, PAIR -> "Scalar operations";
      case FLOAT, QUOTIENT -> "Scalar functions of floats";
      case BITS, INTEGER -> "Scalar operations on integers and bits";
      case TEST, LOGICAL -> "Scalar tests and logic";
      case COUNTER, COUNTER_TO_F64 -> "Random numbers by their places";
    };
  }

  private String page() {
    addScalars();
    addBuiltins();
    for (String name : Prelude.names()) {
      Spec spec = Functions.spec(name).orElseThrow();
      add("Written in Weft itself", new Row(List.of(name), spec, Prelude.doc(name)));
    }
    StringBuilder page = new StringBuilder(HEAD);
    page.append("%d names in all.\n".formatted(listed.size()));
    sections.forEach(
        (title, rows) -> {
          page.append("\n## ").append(title).append("\n\n");
          page.append("| call | also | what it gives |\n|---|---|---|\n");
          rows.forEach(row -> page.append(row.text()));
        });
    return page.toString();
  }

  @Test
  void thePageListsEveryFunction() throws IOException {
    String page = page();
    assertEquals(new TreeSet<>(Functions.names()), listed);
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE), "run this test with -Dupdate to write the page");
  }
}
