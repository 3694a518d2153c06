// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whether the comparison runs and its answers agree; times are not judged here. */
final class CompareTest {

  @Test
  void everybodyWhoIsHereGivesOneAnswer() throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      String[] quick = {
        Path.of("peers").toString(),
        "sizes=1000 threads=1,2 rounds=1 patience=0 peers=fast,numpy,vector"
      };
      Compare.main(quick);
    } finally {
      System.setOut(before);
    }
    String tables = written.toString(StandardCharsets.UTF_8);
    assertTrue(tables.contains("1,000 elements, threads: 2"), tables);
    assertTrue(tables.contains("Vector API"), tables);
    for (Work work : Work.values()) {
      if (work.makesSenseFor(1000)) {
        assertTrue(tables.contains("| " + work.title() + " |"), tables);
      }
    }
  }
}
