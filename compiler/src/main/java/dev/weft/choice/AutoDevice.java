// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The processor or one of some other devices, for each call whichever costs less. What is chosen
 * belongs to the sizes of a call, see {@link PlacedProgram}.
 */
public final class AutoDevice implements Device {
  /** What users call it. */
  public static final String NAME = "auto";

  private final List<Device> others;
  private final Map<String, Costs> costs;

  /**
   * A choice among devices.
   *
   * @param others than the processor; those that are not available are never chosen
   * @param costs by the name of a device, {@code cpu} included; what is missing is measured
   */
  public AutoDevice(List<Device> others, Map<String, Costs> costs) {
    this.others = List.copyOf(others);
    this.costs = Map.copyOf(costs);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability availability() {
    String names =
        others.stream()
            .filter(device -> device.availability().available())
            .map(Device::name)
            .collect(Collectors.joining(" or "));
    return new Availability(
        true, names.isEmpty() ? "only cpu to choose" : "cpu or " + names + ", by cost");
  }

  /** The devices beside the processor. */
  public List<Device> others() {
    return others;
  }

  Device processor() {
    return CpuDevice.instance();
  }

  /** True if the costs of a device are known without measuring now. */
  boolean knows(Device device) {
    return costs.containsKey(device.name()) || Measurement.knows(device);
  }

  /** The costs of a device, measured where they are not known. */
  Costs costs(Device device) {
    Costs known = costs.get(device.name());
    return known != null ? known : Measurement.of(device, device != processor());
  }

  /**
   * Not before there are sizes.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public LoadedKernels load(Program program) {
    throw new UnsupportedOperationException(
        "device 'auto' is chosen per call: load programs as " + PlacedProgram.class.getName());
  }
}
