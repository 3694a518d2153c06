// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.compiler.pipeline.BackendContract;
import dev.weft.runtime.Device;
import dev.weft.runtime.RunOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The form of kernels on a GPU, in groups smaller and larger than most domains here. */
class SequentialGpuContractTest extends BackendContract {

  @Override
  protected Device device() {
    return new SequentialGpu(32);
  }

  @Override
  protected List<RunOptions> ways() {
    return List.of(RunOptions.DEFAULT);
  }

  @Test
  void groupsAreAPowerOfTwo() {
    assertThrows(IllegalArgumentException.class, () -> new SequentialGpu(0));
    assertThrows(IllegalArgumentException.class, () -> new SequentialGpu(48));
  }
}
