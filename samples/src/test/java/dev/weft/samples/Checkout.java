// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the samples are, wherever the tests run. */
final class Checkout {
  /** The folder with data, scripts and sources. */
  static final Path SAMPLES = samples();

  private Checkout() {}

  private static Path samples() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("samples/data"))) {
      folder = folder.getParent();
    }
    return folder.resolve("samples");
  }

  static String read(String file) {
    try {
      return Files.readString(SAMPLES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
