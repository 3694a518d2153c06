// SPDX-License-Identifier: Apache-2.0
package dev.weft.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Law 1 and its neighbours: no package cycles, imports only point upstream. */
final class PackagesTest {
  /** The packages in the order of the data flow; each may use those before it. */
  private static final List<String> UPSTREAM_FIRST =
      List.of(
          "dev.weft.diagnostic",
          "dev.weft.event",
          "dev.weft.tensor",
          "dev.weft.io",
          "dev.weft.program",
          "dev.weft.parallel",
          "dev.weft.procedure",
          "dev.weft.runtime",
          "dev.weft.dsl.antlr",
          "dev.weft.dsl",
          "dev.weft.compiler.type",
          "dev.weft.compiler.op",
          "dev.weft.compiler.op.elementary",
          "dev.weft.compiler.scalar",
          "dev.weft.compiler.graph",
          "dev.weft.compiler.grad",
          "dev.weft.compiler.elaborate",
          "dev.weft.compiler.split",
          "dev.weft.compiler.rewrite",
          "dev.weft.compiler.kernel",
          "dev.weft.compiler.target",
          "dev.weft.compiler.fuse",
          "dev.weft.compiler.lower",
          "dev.weft.compiler.schedule",
          "dev.weft.compiler.plan",
          "dev.weft.compiler.jvm",
          "dev.weft.compiler.pipeline",
          "dev.weft.choice",
          "dev.weft",
          "dev.weft.tornado",
          "dev.weft.linalg",
          "dev.weft.fft",
          "dev.weft.cli",
          "dev.weft.samples",
          "dev.weft.benchmarks",
          "dev.weft.architecture");

  /** Everything foreign but java.*, and the one room that may use it. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "com.sun.management", "dev.weft.runtime.cpu", // of the JDK: counts a thread's garbage
          "jdk.jfr", "dev.weft.event", // of the JDK
          "org.antlr.v4.runtime", "dev.weft.dsl",
          "org.ejml", "dev.weft.linalg",
          "org.objectweb.asm", "dev.weft.compiler.jvm",
          "uk.ac.manchester.tornado", "dev.weft.tornado",
          "picocli", "dev.weft.cli",
          "org.jline", "dev.weft.cli",
          "org.openjdk.jmh", "dev.weft.benchmarks");

  private static PackageGraph graph;

  @BeforeAll
  static void read() throws IOException {
    graph = PackageGraph.read(House.classes());
    assertTrue(graph.uses().containsKey("dev.weft.compiler.op"), "no class files were read");
  }

  @Test
  void thereAreNoPackageCycles() {
    assertEquals(List.of(), graph.cycle());
  }

  @Test
  void importsPointUpstream() {
    graph.uses().keySet().forEach(PackagesTest::rank);
    assertNone((from, to) -> within(to, "dev.weft") && rank(to) > rank(from));
  }

  @Test
  void theGrammarKnowsNothingOfTensors() {
    assertNone(
        (from, to) ->
            within(from, "dev.weft.dsl")
                && within(to, "dev.weft")
                && !within(to, "dev.weft.dsl")
                && !within(to, "dev.weft.diagnostic"));
  }

  @Test
  void everyLibraryHasOneRoom() {
    assertNone(
        (from, to) ->
            !within(to, "dev.weft")
                && !within(to, "java")
                && FOREIGN.entrySet().stream()
                    .noneMatch(e -> within(to, e.getKey()) && within(from, e.getValue())));
  }

  private interface Offence {
    boolean is(String from, String to);
  }

  private static void assertNone(Offence offence) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, Set<String>> entry : graph.uses().entrySet()) {
      for (String to : entry.getValue()) {
        if (offence.is(entry.getKey(), to)) {
          found.add(entry.getKey() + " -> " + to);
        }
      }
    }
    assertEquals(List.of(), found);
  }

  /** The place of a package in the order: that of its own or its nearest enclosing room. */
  private static int rank(String name) {
    String room = name;
    while (!UPSTREAM_FIRST.contains(room)) {
      room = room.substring(0, room.lastIndexOf('.'));
      assertNotEquals("dev.weft", room, name + " has no place in the order of packages");
    }
    return UPSTREAM_FIRST.indexOf(room);
  }

  private static boolean within(String name, String room) {
    return name.equals(room) || name.startsWith(room + ".");
  }
}
