// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code weft}, in a house of its own that is already built from these classes. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final List<String> SOURCES =
      List.of(
          "runtime",
          "dsl-grammar",
          "compiler",
          "linalg",
          "fft",
          "tornado-bridge",
          "cli",
          "tools",
          "target/weft");

  @TempDir static Path house;

  @BeforeAll
  static void build() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    Files.copy(root.resolve("weft"), house.resolve("weft"));
    for (String folder : SOURCES) {
      Files.createDirectories(house.resolve(folder));
    }
    Files.createFile(house.resolve("pom.xml"));
    Files.createFile(house.resolve("tools/StackMaps.java"));
    Files.createFile(house.resolve("tools/PlainCalls.java"));
    Path app = house.resolve("target/weft");
    int count = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(entry);
      Path jar = app.resolve("%02d.jar".formatted(count++));
      if (Files.isDirectory(from)) {
        pack(from, jar);
      } else if (Files.exists(from)) {
        Files.copy(from, jar);
      }
    }
    Files.createFile(app.resolve("built"));
  }

  @Test
  void standardErrorIsEmptyWhenThereIsNothingToSay() throws Exception {
    assertEquals(new Ran(0, "weft (unpackaged)\n", ""), weft("--version"));
  }

  @Test
  void aMistakeIsToldInFullAndHasItsExitCode() throws Exception {
    Ran ran = weft("--no-such-option");
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith("Unknown option: '--no-such-option'\n"), ran.err());
    assertFalse(ran.err().contains("incubator"), ran.err());
  }

  @Test
  void otherWarningsOfTheJvmPassButNotIntoTheResults() throws Exception {
    Ran ran = weft(List.of("WEFT_JAVA_OPTS=-Xverify:none"), "--version");
    assertEquals("weft (unpackaged)\n", ran.out());
    assertTrue(ran.err().contains("warning: Options -Xverify:none"), ran.err());
    assertFalse(ran.err().contains("incubator"), ran.err());
  }

  @Test
  void calculates() throws Exception {
    assertEquals(new Ran(0, "[1.5 3. ]\n", ""), weft("eval", "x * k", "x=[1, 2]", "k=1.5"));
  }

  @Test
  void lettersNeedNoLocale() throws Exception {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this JVM cannot say λ");
    assertEquals(new Ran(0, "6\n", ""), weft(List.of("LC_ALL=C"), "eval", "λ * 2", "λ=3"));
  }

  @Test
  void aPromptWithoutATerminalIsSilentAtTheEndOfItsInput() throws Exception {
    assertEquals(new Ran(0, "", ""), weft("repl"));
  }

  private static Ran weft(String... arguments) throws IOException, InterruptedException {
    return weft(List.of(), arguments);
  }

  private static Ran weft(List<String> variables, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(house.resolve("weft").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(house, "weft", ".out");
    Path err = Files.createTempFile(house, "weft", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WEFT_JAVA_HOME", System.getProperty("java.home"));
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    return new Ran(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(folder)) {
      for (Path content : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(content).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(content, out);
      }
    }
  }
}
