// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.elaborate.ErrorCode;
import dev.weft.compiler.op.Fault;
import dev.weft.dsl.SyntaxCode;
import dev.weft.runtime.RuntimeCodes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages show what happens; -Dupdate writes what happens into the pages. */
final class DocsTest {
  private static final Path ROOT = Path.of("..");

  /** What takes a program from a file, a broken machine, or a bug. */
  private static final Set<String> WITHOUT_EXAMPLE =
      Set.of("E0504", "E0505", "E0507", "E0510", "E0606", "E0900");

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(docs.filter(p -> p.toString().endsWith(".md")).toList());
      for (String page : List.of("README.md", "CONTRIBUTING.md", "samples/README.md")) {
        pages.add(ROOT.resolve(page));
      }
      return pages;
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void examplesPrintWhatThePageSays(Path page, @TempDir Path folder)
      throws IOException, InterruptedException {
    String rendered = DocPage.rendered(page, folder);
    if (System.getProperty("update") != null) {
      Files.writeString(page, rendered);
    }
    List<String> said = Files.readString(page).lines().toList();
    List<String> seen = rendered.lines().toList();
    int same = 0;
    while (same < Math.min(said.size(), seen.size()) && said.get(same).equals(seen.get(same))) {
      same++;
    }
    String place = page + ":" + (same + 1) + " (-Dupdate writes the page)";
    assertEquals(from(said, same), from(seen, same), place);
  }

  /** A few lines from where a page and the truth part. */
  private static String from(List<String> lines, int start) {
    return String.join("\n", lines.subList(start, Math.min(lines.size(), start + 8)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    for (String link : Files.readString(page).split("]\\(")) {
      String target = link.substring(0, Math.max(link.indexOf(')'), 0));
      if (!target.isEmpty() && !target.startsWith("http") && !target.startsWith("#")) {
        Path file = page.resolveSibling(target.replaceFirst("#.*", ""));
        assertTrue(Files.exists(file), () -> page + " links to " + target);
      }
    }
  }

  /** Every code of every catalogue has a section of its own, with an example where one is short. */
  @Test
  void everyCodeIsExplained() throws IOException, IllegalAccessException {
    Set<String> codes = new TreeSet<>();
    Arrays.stream(SyntaxCode.values()).forEach(code -> codes.add(code.name()));
    Arrays.stream(ErrorCode.values()).forEach(code -> codes.add(code.name()));
    Arrays.stream(Fault.values()).forEach(fault -> codes.add(fault.code()));
    codes.addAll(constants(RuntimeCodes.class));
    codes.addAll(constants(Codes.class));

    String page = Files.readString(ROOT.resolve("docs/errors.md"));
    Set<String> explained = new TreeSet<>();
    for (String section : page.split("\n### ")) {
      String code = section.substring(0, 5);
      if (code.matches("[EW][0-9]{4}")) {
        explained.add(code);
        boolean shows = section.contains(code + "]") || section.contains(code + ": the");
        assertTrue(shows || WITHOUT_EXAMPLE.contains(code), code + " has no example");
      }
    }
    assertEquals(codes, explained);
  }

  private static Set<String> constants(Class<?> catalogue) throws IllegalAccessException {
    Set<String> codes = new TreeSet<>();
    for (Field field : catalogue.getDeclaredFields()) {
      codes.add((String) field.get(null));
    }
    return codes;
  }
}
