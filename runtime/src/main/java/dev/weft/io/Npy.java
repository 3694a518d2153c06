// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import dev.weft.tensor.Native;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
    if (length >= 0) {
      checkLength(header, length, name);
    }
    header.checkArray(name);
    Object storage = NpyElements.read(in, header, length >= 0, name);
    return Tensor.view(header.dtype(), storage, 0, header.shape(), header.strides());
  }

  /**
   * A tensor over the elements of a file, which are read when they are used, however many they are.
   * The file stays mapped as long as the tensor is in use; nobody may shorten it meanwhile.
   * Elements in the byte order of another machine are read at once, as by {@link #read(Path)}.
   *
   * @throws IOException as {@link #read(Path)}
   */
  public static Tensor map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      String name = file.toString();
      NpyHeader header = NpyHeader.read(Channels.newInputStream(channel), length, name);
      checkLength(header, length, name);
      boolean swapped =
          header.order() != ByteOrder.LITTLE_ENDIAN && header.dtype().part().bytes() > 1;
      if (swapped || header.bytes() == 0) {
        return read(file);
      }
      return tensor(channel, FileChannel.MapMode.READ_ONLY, header);
    }
  }

  /**
   * Makes a file of zeros, in place of one that is there, and gives a tensor over its elements:
   * what is written to the tensor is in the file.
   *
   * @param shape extents of the axes; elements are in C order
   */
  public static Tensor create(Path file, DType dtype, long... shape) throws IOException {
    byte[] start = NpyHeader.bytes(dtype, shape);
    NpyHeader header =
        new NpyHeader(dtype, ByteOrder.LITTLE_ENDIAN, false, shape.clone(), start.length);
    NpyHeader.checkShape(shape, dtype, file.toString());
    Files.deleteIfExists(file); // tensors over the old one keep its elements
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(start));
      if (header.bytes() == 0) {
        return Tensor.zeros(dtype, shape);
      }
      return tensor(channel, FileChannel.MapMode.READ_WRITE, header);
    }
  }

  private static Tensor tensor(FileChannel channel, FileChannel.MapMode mode, NpyHeader header)
      throws IOException {
    MemorySegment memory = channel.map(mode, header.length(), header.bytes(), Arena.ofAuto());
    Native storage = new Native(header.dtype().part(), memory);
    return Tensor.view(header.dtype(), storage, 0, header.shape(), header.strides());
  }

  private static void checkLength(NpyHeader header, long length, String name) throws IOException {
    if (header.bytes() > length - header.length()) {
      throw new IOException(
          Wording.of(
              "%s is cut short: %d bytes of data for %s, needs %d",
              name, length - header.length(), header.signature(), header.bytes()));
    }
  }

  /**
   * Writes a file, replacing one that is there when all is written: the tensor may be one over the
   * old file.
   */
  public static void write(Path file, Tensor tensor) throws IOException {
    if (!Files.isRegularFile(file)) {
      try (OutputStream out = Files.newOutputStream(file)) {
        write(out, tensor);
      }
      return;
    }
    Path target = file.toRealPath();
    Path written = Files.createTempFile(target.getParent(), "weft", ".npy");
    try {
      Files.delete(written); // it is for its owner alone; the new one is like any other
      try (OutputStream out = Files.newOutputStream(written, StandardOpenOption.CREATE_NEW)) {
        write(out, tensor);
      }
      Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Writes to a stream and leaves it open. */
  public static void write(OutputStream out, Tensor tensor) throws IOException {
    out.write(NpyHeader.bytes(tensor.dtype(), tensor.shape()));
    NpyElements.write(out, tensor);
  }
}
