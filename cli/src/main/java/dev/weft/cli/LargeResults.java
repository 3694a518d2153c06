// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.io.Npy;
import dev.weft.runtime.ResultMemory;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Results that are large and go to a file are computed in a file beside it, which takes its place
 * in the end: nothing is lost if the calculation fails or the file is one of its inputs.
 */
final class LargeResults implements ResultMemory, AutoCloseable {
  private final OutputFiles outputs;

  /** The files at work, by the storage of the tensors over them. */
  private final Map<Object, Path> files = new HashMap<>();

  LargeResults(OutputFiles outputs) {
    this.outputs = outputs;
  }

  @Override
  public Tensor allocate(String output, DType dtype, long[] shape) {
    Path target = outputs.file(output);
    double bytes = dtype.bytes();
    for (long extent : shape) {
      bytes *= extent;
    }
    if (target == null
        || bytes <= DataFile.LARGE
        || Files.exists(target) && !Files.isRegularFile(target)) {
      return null;
    }
    try {
      Path folder = target.toAbsolutePath().getParent();
      Path file = Files.createTempFile(folder, "weft", ".npy");
      Tensor tensor = Npy.create(file, dtype, shape);
      files.put(tensor.storage(), file);
      return tensor;
    } catch (IOException e) {
      throw DataFile.unwritable(target, e);
    }
  }

  /** Lets the file under a tensor take the place of another one; false if there is none. */
  boolean move(Tensor tensor, Path target) {
    Path file = files.remove(tensor.storage());
    if (file == null) {
      return false;
    }
    try {
      Path real = Files.exists(target) ? target.toRealPath() : target;
      Files.move(file, real, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw DataFile.unwritable(target, e);
    }
  }

  /** Deletes what was not moved. */
  @Override
  public void close() {
    for (Path file : files.values()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException _) { // the failure that led here is told
      }
    }
  }
}
