// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.choice.AutoDevice;
import dev.weft.diagnostic.Wording;
import dev.weft.runtime.Device;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How expressions are compiled and run. None of it changes the bits of a result, but for a device
 * that says so, see {@link Device#sameBits}.
 *
 * @param threads the most threads that work on one call, the caller included; at least 1
 * @param executor where the other threads come from
 * @param bodies which compiled bodies run: vector code as soon as it is warm, or one kind only
 * @param limits what texts and calls may cost
 * @param device what runs programs; where it cannot, calls fail: nothing falls back to another
 */
public record Options(
    int threads, Executor executor, RunOptions.Bodies bodies, Limits limits, Device device) {

  /** All processors, on the common pool; vector code as soon as it is warm. */
  public static final Options DEFAULT =
      new Options(
          RunOptions.DEFAULT.threads(),
          ForkJoinPool.commonPool(),
          RunOptions.Bodies.AUTO,
          Limits.DEFAULT,
          CpuDevice.instance());

  public Options {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
  }

  public Options withThreads(int count) {
    return new Options(count, executor, bodies, limits, device);
  }

  public Options withExecutor(Executor other) {
    return new Options(threads, other, bodies, limits, device);
  }

  public Options withBodies(RunOptions.Bodies other) {
    return new Options(threads, executor, other, limits, device);
  }

  public Options withLimits(Limits other) {
    return new Options(threads, executor, bodies, other, device);
  }

  public Options withDevice(Device other) {
    return new Options(threads, executor, bodies, limits, other);
  }

  /**
   * With the device of a name.
   *
   * @param name one of {@link #devices}, such as {@code cpu} or {@code tornado}, or {@code auto}
   *     for whichever costs less for a call
   * @throws IllegalArgumentException if there is no such device
   * @throws IllegalStateException if it cannot be used in this process; the message says why
   */
  public Options withDevice(String name) {
    List<Device> all = devices();
    if (name.equals(AutoDevice.NAME)) {
      List<Device> others = all.stream().skip(1).filter(Device::sameBits).toList();
      return withDevice(new AutoDevice(others, Map.of()));
    }
    Device found =
        all.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        Wording.of(
                            "there is no device '%s', only %s",
                            name, all.stream().map(Device::name).toList())));
    Device.Availability availability = found.availability();
    if (!availability.available()) {
      throw new IllegalStateException(
          "device '" + name + "' is not available: " + availability.reason());
    }
    return withDevice(found);
  }

  /** The processor, then the devices that other modules bring. */
  public static List<Device> devices() {
    List<Device> all = new ArrayList<>();
    all.add(CpuDevice.instance());
    ServiceLoader.load(Device.class).forEach(all::add);
    return all;
  }
}
