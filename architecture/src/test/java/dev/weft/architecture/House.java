// SPDX-License-Identifier: Apache-2.0
package dev.weft.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where things lie in the source tree. */
final class House {
  /** Tests run in the directory of their module. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  private House() {}

  /** The modules that the parent names. */
  static List<Path> modules() {
    return MODULE
        .matcher(text(ROOT.resolve("pom.xml")))
        .results()
        .map(match -> ROOT.resolve(match.group(1)))
        .toList();
  }

  /** The class directories of all modules that have main sources. */
  static List<Path> classes() {
    return modules().stream()
        .filter(module -> Files.exists(module.resolve("src/main/java")))
        .map(module -> module.resolve("target/classes"))
        .toList();
  }

  /** Every Java source that is not generated. */
  static List<Path> sources() {
    return Stream.concat(
            modules().stream().map(m -> m.resolve("src")), Stream.of(ROOT.resolve("tools")))
        .filter(Files::exists)
        .flatMap(House::javaFiles)
        .sorted()
        .toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
