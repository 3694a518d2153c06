// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's .npy files. Reads versions 1 to 3 in either byte order, in C or Fortran order; writes
 * version 1, little endian, C order. Everything malformed is an {@link IOException} that names the
 * file; no memory is taken for elements that are not there.
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, is no .npy file, is cut short, or holds elements of a
   *     dtype that is none of ours
   */
  public static Tensor read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      long length = Files.isRegularFile(file) ? Files.size(file) : -1;
      return read(in, length, file.toString());
    }
  }

  /**
   * Reads from a stream up to the last element and leaves it open.
   *
   * @param name what to call the stream in messages
   */
  public static Tensor read(InputStream in, String name) throws IOException {
    return read(in, -1, name);
  }

  /** As {@link #read(InputStream, String)} of {@code length} bytes, or -1 if that is unknown. */
  static Tensor read(InputStream in, long length, String name) throws IOException {
    NpyHeader header = NpyHeader.read(in, length, name);
    if (length >= 0 && header.bytes() > length - header.length()) {
      throw new IOException(
          "%s is cut short: %d bytes of data for %s, needs %d"
              .formatted(name, length - header.length(), header.signature(), header.bytes()));
    }
    Object storage = NpyElements.read(in, header, length >= 0, name);
    return Tensor.view(header.dtype(), storage, 0, header.shape(), header.strides());
  }

  /** Writes a file, replacing one that is there. */
  public static void write(Path file, Tensor tensor) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, tensor);
    }
  }

  /** Writes to a stream and leaves it open. */
  public static void write(OutputStream out, Tensor tensor) throws IOException {
    out.write(NpyHeader.bytes(tensor));
    NpyElements.write(out, tensor);
  }
}
