// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page docs/array-api.md: the functions of the array API standard beside those of the tables of
 * the compiler; -Dupdate writes it anew.
 */
final class ArrayApiTest {
  private static final Path PAGE = Path.of("../docs/array-api.md");
  private static final Path STANDARD = Path.of("src/test/resources/array-api.txt");
  private static final String LEFT_OUT = "left out: ";

  private static final String HEAD =
      """
      # The array API standard

      The functions of the [array API standard](https://data-apis.org/array-api/2024.12/), version 2024.12, and what Weft
      has of them. Made from the tables of the compiler: a function that comes in appears here.

      """;

  private static final String TAIL =
      """

      ## What is no function

      | | |
      |---|---|
      | operators `+ - * / // %% ** @ ~ & ^ \\| << >> < <= == != >= >` | yes, with NumPy's promotion; `x += y` and the like make a new value |
      | indexing by integers, slices, `...`, `None`, masks, integer tensors | yes |
      | attributes `dtype mT ndim shape size T` | yes; `device` is left out: programs are handed to a device in Java |
      | constants `e inf nan pi` | yes; `newaxis` is `None` |
      | dtypes | %s; `uint32 uint64` are left out, [decision 7](decisions/0007-dtypes.md) says why |
      | `__array_namespace__`, `__dlpack__`, `to_device`, inspection | left out: texts hold no objects; memory is handed over in Java |
      | functions of shapes that depend on data | `nonzero`, masks and `unique_*` are computed while the program runs |
      """;

  /** One function of the standard, and what is to be said of it. */
  private record Entry(String name, String remark) {
    boolean isThere() {
      return Functions.exists(name);
    }

    String row() {
      String call = Vocabulary.signature(name).filter(_ -> isThere()).orElse("");
      String status = isThere() ? remark.isEmpty() || isReason() ? "yes" : "differs" : "no";
      String said = isThere() ? (isReason() ? "" : remark) : remark.substring(LEFT_OUT.length());
      return "| `%s` | %s | %s | %s |\n"
          .formatted(name, call.isEmpty() ? "" : "`" + call + "`", status, said);
    }

    /** A reason outlives its cause: once the function is there it is not told any more. */
    private boolean isReason() {
      return remark.startsWith(LEFT_OUT);
    }
  }

  private static Entry entry(String line) {
    String[] parts = line.split(" \\| ", 2);
    return new Entry(parts[0], parts.length == 1 ? "" : parts[1]);
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(STANDARD).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("# "))
        .toList();
  }

  private static List<Entry> entries() throws IOException {
    return lines().stream().filter(line -> !line.startsWith("#")).map(ArrayApiTest::entry).toList();
  }

  private static String page() throws IOException {
    List<Entry> all = entries();
    long there = all.stream().filter(Entry::isThere).count();
    StringBuilder page = new StringBuilder(HEAD);
    page.append("%d of %d functions are there.\n".formatted(there, all.size()));
    for (String line : lines()) {
      if (line.startsWith("## ")) {
        page.append("\n").append(line).append("\n\n| standard | Weft | | |\n|---|---|---|---|\n");
      } else {
        page.append(entry(line).row());
      }
    }
    String dtypes =
        Arrays.stream(DType.values()).map(DType::numpyName).collect(Collectors.joining(" "));
    return page + TAIL.formatted("`" + dtypes + "`");
  }

  @Test
  void whatIsMissingHasAReason() throws IOException {
    Set<String> silent = new TreeSet<>();
    for (Entry entry : entries()) {
      if (!entry.isThere() && !entry.remark().startsWith(LEFT_OUT)) {
        silent.add(entry.name());
      }
    }
    assertEquals(Set.of(), silent);
    assertTrue(entries().size() > 150, "the whole standard");
  }

  @Test
  void thePageIsWhatTheTablesSay() throws IOException {
    String page = page();
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE), "run this test with -Dupdate to write the page");
  }
}
