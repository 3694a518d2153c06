// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's .npz files: zip archives with one .npy file per key, stored or deflated. */
public final class Npz {
  private static final String SUFFIX = ".npy";

  private Npz() {}

  /** The keys of a file in its order. */
  public static List<String> keys(Path file) throws IOException {
    try (ZipFile zip = open(file)) {
      return keys(zip);
    }
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new IOException(file + " is no .npz archive: " + e.getMessage(), e);
    }
  }

  private static List<String> keys(ZipFile zip) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  /**
   * Reads one tensor.
   *
   * @throws IOException if the file cannot be read or has no such key; the message lists the keys
   */
  public static Tensor read(Path file, String key) throws IOException {
    try (ZipFile zip = open(file)) {
      return read(zip, file, key);
    }
  }

  /** Reads all tensors, by key, in the order of the file. */
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (ZipFile zip = open(file)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String key : keys(zip)) {
        tensors.put(key, read(zip, file, key));
      }
      return tensors;
    }
  }

  private static Tensor read(ZipFile zip, Path file, String key) throws IOException {
    ZipEntry entry = zip.getEntry(key + SUFFIX);
    if (entry == null) {
      throw new IOException(
          Wording.of("%s has no key '%s'; it has %s", file, key, String.join(", ", keys(zip))));
    }
    // The size in a zip directory is a claim, so the reader does not rely on it.
    try (InputStream in = zip.getInputStream(entry)) {
      return Npy.read(in, file + ":" + key);
    } catch (ZipException e) {
      throw new IOException(file + ":" + key + " is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file, replacing one that is there. The same tensors give the same bytes.
   *
   * @param compressed deflates the elements, else they are stored
   */
  public static void write(Path file, Map<String, Tensor> tensors, boolean compressed)
      throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
        ZipEntry entry = new ZipEntry(tensor.getKey() + SUFFIX);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        if (!compressed) {
          store(entry, tensor.getValue());
        }
        zip.putNextEntry(entry);
        Npy.write(zip, tensor.getValue());
        zip.closeEntry();
      }
    }
  }

  /** A stored entry states its size and checksum before its bytes. */
  private static void store(ZipEntry entry, Tensor tensor) throws IOException {
    CRC32 checksum = new CRC32();
    try (OutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), checksum)) {
      Npy.write(out, tensor);
    }
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(
        NpyHeader.bytes(tensor.dtype(), tensor.shape()).length
            + tensor.size() * tensor.dtype().bytes());
    entry.setCrc(checksum.getValue());
  }
}
