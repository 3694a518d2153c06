// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.type.CompilerBug;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
  @Test
  void aBugSaysWhoseItIsAndWhatToReport() {
    Throwable cause = new IllegalStateException("two of a kind");
    Outcome outcome = Outcome.of(new CompilerBug("fuse", cause));
    assertEquals(70, outcome.exit());
    assertTrue(outcome.message().startsWith("error[E0900]: this is a bug of Weft"));
    assertTrue(outcome.message().contains("compiler bug in fuse"), outcome.message());
    assertTrue(outcome.message().contains("report it"), outcome.message());
    assertTrue(outcome.message().contains("at dev.weft.cli.OutcomeTest"), outcome.message());
    assertEquals(70, Outcome.of(new NullPointerException()).exit());
    assertEquals(70, Outcome.of(new StackOverflowError()).exit());
  }

  @Test
  void runningOutOfMemoryIsALimitThatIsNamed() {
    Outcome outcome = Outcome.of(new OutOfMemoryError());
    assertEquals(1, outcome.exit());
    assertTrue(outcome.message().contains("MiB"), outcome.message());
    assertTrue(outcome.message().contains("-Xmx"), outcome.message());
  }
}
