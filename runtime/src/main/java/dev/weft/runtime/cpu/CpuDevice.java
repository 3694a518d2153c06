// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import java.util.function.Function;

/** The processor this JVM runs on: loops over windows in JVM bytecode, on several threads. */
public final class CpuDevice implements Device {
  private static final CpuDevice INSTANCE = new CpuDevice(Tuning.DEFAULT, KernelLoader::new);

  private final Tuning tuning;
  private final Function<Program, BodySource> loader;

  CpuDevice(Tuning tuning, Function<Program, BodySource> loader) {
    this.tuning = tuning;
    this.loader = loader;
  }

  /** The device; it holds no state. */
  public static CpuDevice instance() {
    return INSTANCE;
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public Availability availability() {
    Runtime runtime = Runtime.getRuntime();
    return new Availability(
        true,
        Wording.of(
            "%d processors, %s; %s",
            runtime.availableProcessors(), System.getProperty("os.arch"), KernelLoader.vectors()));
  }

  @Override
  public LoadedKernels load(Program program) {
    return new CpuKernels(program, loader.apply(program), tuning);
  }
}
