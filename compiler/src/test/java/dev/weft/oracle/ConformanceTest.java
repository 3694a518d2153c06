// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.oracle.Conformance.Case;
import dev.weft.oracle.Conformance.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The shared cases through the public API. Pass rates per tag, and failures by reason, are written
 * to {@code target/conformance.txt}; no tag may fall below the committed floor, and every case that
 * fails has its reason in {@code deviations.txt}. {@code -Dweft.floor=raise} raises the floor and
 * writes {@code docs/conformance.md}.
 */
class ConformanceTest {
  private static final Path REPORT = Path.of("target/conformance.txt");
  private static final Path FLOOR = Path.of("src/test/resources/conformance/floor.txt");

  private final Map<String, Rate> rates = new TreeMap<>();
  private final Map<String, List<String>> failures = new TreeMap<>();
  private final List<String> crashes = new ArrayList<>();

  @Test
  void noTagFallsBelowItsFloor() throws IOException {
    ConformancePage page = new ConformancePage();
    for (Case test : Conformance.read("expr_cases.jsonl")) {
      Conformance.Outcome outcome = Conformance.check(test);
      count(test, outcome, "expressions");
      page.add(test, outcome.passed());
    }
    for (Case test : Conformance.read("bad_cases.jsonl")) {
      count(test, Conformance.checkBad(test), "bad texts");
    }
    report();
    assertEquals(List.of(), crashes);
    Map<String, Integer> floor = floor();
    if ("raise".equals(System.getProperty("weft.floor"))) {
      raise(floor);
      page.write();
    }
    List<String> fallen =
        floor.entrySet().stream()
            .filter(e -> rates.getOrDefault(e.getKey(), Rate.NONE).passed() < e.getValue())
            .map(e -> e.getKey() + ": " + rates.get(e.getKey()) + ", not " + e.getValue())
            .toList();
    assertEquals(List.of(), fallen, () -> "see " + REPORT.toAbsolutePath());
    assertTrue(floor.size() > 100, "a floor for every tag");
    assertEquals(Map.of(), page.unexplained());
  }

  private void count(Case test, Conformance.Outcome outcome, String all) {
    boolean passed = outcome.passed();
    rates.merge(all, Rate.of(passed), Rate::plus);
    test.tags().forEach(tag -> rates.merge(tag, Rate.of(passed), Rate::plus));
    if (!passed) {
      String line = test.id() + " | " + test.shortText() + " | " + outcome.complaint();
      failures.computeIfAbsent(outcome.reason(), _ -> new ArrayList<>()).add(line);
      if (outcome.crash()) {
        crashes.add(line);
      }
    }
  }

  private void report() throws IOException {
    List<String> lines = new ArrayList<>();
    rates.forEach((tag, rate) -> lines.add("%-40s %s".formatted(tag, rate)));
    Comparator<Map.Entry<String, List<String>>> bySize =
        Comparator.comparingInt(e -> -e.getValue().size());
    failures.entrySet().stream()
        .sorted(bySize)
        .forEach(
            e -> {
              lines.add("\n" + e.getValue().size() + " x " + e.getKey());
              e.getValue().forEach(line -> lines.add("  " + line));
            });
    Files.createDirectories(REPORT.getParent());
    Files.write(REPORT, lines);
  }

  private static Map<String, Integer> floor() throws IOException {
    Map<String, Integer> floor = new TreeMap<>();
    if (Files.exists(FLOOR)) {
      for (String line : Files.readAllLines(FLOOR)) {
        int space = line.lastIndexOf(' ');
        floor.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
      }
    }
    return floor;
  }

  private void raise(Map<String, Integer> floor) throws IOException {
    rates.forEach((tag, rate) -> floor.merge(tag, rate.passed(), Math::max));
    Files.writeString(
        FLOOR,
        floor.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue() + "\n")
            .collect(Collectors.joining()));
  }
}
