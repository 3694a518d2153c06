// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.tensor.DType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar of the installed TornadoVM has all that the bridge and its tasks name. */
@Tag("device")
class DeviceNamesTest {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /** Whatever else this process sees. */
  @Test
  void theJarHasAll() throws IOException, ReflectiveOperationException {
    try (var loader = new URLClassLoader(jars("tornado-api"), PLATFORM)) {
      assertTrue(ApiNamesTest.check(loader).size() > 10);
    }
  }

  /** Builds for CUDA have it. */
  @Test
  void theJarOfCublasHasAll() throws IOException, ReflectiveOperationException {
    URL[] jars = jars("tornado-api", "tornado-cublas");
    assumeTrue(jars.length == 2, "no cuBLAS in this TornadoVM");
    try (var loader = new URLClassLoader(jars, PLATFORM)) {
      assertTrue(new Cublas(loader).multiplies(DType.F32, true));
    }
  }

  private static URL[] jars(String... names) throws IOException {
    Path share = Path.of(System.getenv(TornadoVm.HOME), "share", "java", "tornado");
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(share, "*.jar")) {
      for (Path file : files) {
        String version = file.getFileName().toString();
        if (Stream.of(names).anyMatch(name -> version.matches(name + "-[0-9].*"))) {
          jars.add(file.toUri().toURL());
        }
      }
    }
    return jars.toArray(URL[]::new);
  }
}
