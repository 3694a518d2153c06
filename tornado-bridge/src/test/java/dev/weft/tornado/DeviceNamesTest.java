// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar of the installed TornadoVM has all that the bridge and its tasks name. */
@Tag("device")
class DeviceNamesTest {

  /** Whatever else this process sees. */
  @Test
  void theJarHasAll() throws IOException, ReflectiveOperationException {
    Path share = Path.of(System.getenv(TornadoVm.HOME), "share", "java", "tornado");
    URL[] jar;
    try (Stream<Path> files = Files.list(share)) {
      jar = new URL[] {api(files).toUri().toURL()};
    }
    try (var loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
      assertTrue(ApiNamesTest.check(loader).size() > 10);
    }
  }

  private static Path api(Stream<Path> files) {
    return files
        .filter(file -> file.getFileName().toString().matches("tornado-api-.*[.]jar"))
        .findFirst()
        .orElseThrow();
  }
}
