// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class in a JVM of its own. */
record ChildJvm(List<String> flags, String main, List<String> arguments) {
  private static final int MINUTES = 3;

  static ChildJvm of(Class<?> main, String... arguments) {
    return new ChildJvm(List.of(), main.getName(), List.of(arguments));
  }

  /** With the class path of this JVM. */
  ChildJvm classPath() {
    return with("-cp", System.getProperty("java.class.path"));
  }

  ChildJvm with(String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return new ChildJvm(all, main, arguments);
  }

  /** Runs to the end, which must be a good one, and gives the output without the last newline. */
  String run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add(main);
    command.addAll(arguments);
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(err.toFile()))
            .start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String errors = Files.readString(err, StandardCharsets.UTF_8);
    assertTrue(ended, () -> "no end of " + command + "\n" + errors);
    assertEquals(0, process.exitValue(), () -> command + "\n" + errors);
    String text = Files.readString(out, StandardCharsets.UTF_8).strip();
    Files.delete(out);
    Files.delete(err);
    return text;
  }
}
