// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Options;
import dev.weft.choice.Costs;
import dev.weft.choice.Measurement;
import dev.weft.diagnostic.Wording;
import dev.weft.io.Json;
import dev.weft.runtime.Device;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft devices}. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List what can compute here, and why the rest cannot.")
final class DevicesCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print JSON: [{\"name\", \"available\", \"reason\"}].")
  private boolean json;

  @Option(
      names = "--measure",
      description = "Measure what calls of each take, by which device auto chooses: some seconds.")
  private boolean measure;

  DevicesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Json> items = new ArrayList<>();
    for (Device device : Options.devices()) {
      Device.Availability availability = device.availability();
      if (json) {
        items.add(json(device.name(), availability));
      } else {
        console
            .out()
            .println(
                Wording.of(
                    "%-14s %-13s %s",
                    device.name(),
                    availability.available() ? "available" : "not available",
                    availability.reason()));
        if (measure && availability.available() && device.sameBits()) {
          Costs costs = Measurement.of(device, device != CpuDevice.instance());
          console.out().println(Wording.of("%-14s %s", "", costs));
        }
      }
    }
    if (json) {
      console.out().println(new Json.Items(items));
    }
    return Outcome.OK;
  }

  private static Json json(String name, Device.Availability availability) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("name", new Json.Text(name));
    members.put("available", new Json.Bool(availability.available()));
    members.put("reason", new Json.Text(availability.reason()));
    return new Json.Members(members);
  }
}
