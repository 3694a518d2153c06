// SPDX-License-Identifier: Apache-2.0
package dev.weft.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a text says does not hang on the country in which the JVM believes to run. */
final class LocalesTest {
  /** Methods of the JDK that ask for the default locale unless one is given. */
  private static final Set<String> ASKING =
      Set.of(
          "java/lang/String.formatted([Ljava/lang/Object;)Ljava/lang/String;",
          "java/lang/String.format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;",
          "java/lang/String.toLowerCase()Ljava/lang/String;",
          "java/lang/String.toUpperCase()Ljava/lang/String;",
          print("PrintStream", "printf"),
          print("PrintStream", "format"),
          print("PrintWriter", "printf"),
          print("PrintWriter", "format"));

  @Test
  void nothingAsksForTheDefaultLocale() throws IOException {
    Set<String> found = new TreeSet<>();
    int read = 0;
    for (Path root : House.classes()) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          collect(ClassFile.of().parse(file), found);
          read++;
        }
      }
    }
    assertTrue(read > 0, "no class files were read");
    assertEquals(Set.of(), found);
  }

  private static void collect(ClassModel model, Set<String> found) {
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof MethodRefEntry method && ASKING.contains(text(method))) {
        found.add(model.thisClass().asInternalName() + " calls " + text(method));
      }
    }
  }

  private static String text(MethodRefEntry method) {
    return method.owner().asInternalName()
        + "."
        + method.name().stringValue()
        + method.type().stringValue();
  }

  private static String print(String type, String method) {
    return "java/io/%s.%s(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/%s;"
        .formatted(type, method, type);
  }
}
