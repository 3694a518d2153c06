// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.runtime.Device;
import dev.weft.runtime.Device.Refusal;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What devices would make of a program, told before one is called. */
public final class Outlook {
  private Outlook() {}

  /** In lines; none for the processor, which runs everything. */
  public static List<String> of(Program program, Device device) {
    List<String> lines = new ArrayList<>();
    if (device instanceof AutoDevice auto) {
      lines.add("device auto chooses for each call, by its sizes: " + auto.availability().reason());
      auto.others().forEach(other -> tell(program, other, lines));
    } else if (device != CpuDevice.instance()) {
      tell(program, device, lines);
    }
    return lines;
  }

  private static void tell(Program program, Device device, List<String> lines) {
    Device.Availability availability = device.availability();
    String name = "device " + device.name();
    String here = availability.available() ? " is available here: " : " is not available here: ";
    lines.add(name + here + availability.reason());
    Map<Integer, Diagnostic> refused = new TreeMap<>();
    for (Refusal refusal : device.refusals(program)) {
      refused.put(refusal.kernel(), refusal.why());
    }
    for (int k = 0; k < program.kernels().size(); k++) {
      KernelCode kernel = program.kernels().get(k);
      boolean runs = !refused.containsKey(k);
      String remark = runs ? device.remark(kernel).map(said -> "; " + said).orElse("") : "";
      lines.add(kernel.name() + (runs ? ": can run on " : ": cannot run on ") + name + remark);
    }
    Source source = new Source(program.sourceName(), program.source());
    Step.nested(program.steps())
        .filter(Step.Perform.class::isInstance)
        .map(step -> performed((Step.Perform) step, source.text()))
        .distinct()
        .forEach(lines::add);
    if (!refused.isEmpty()) {
      lines.add(new WeftException(source, List.copyOf(refused.values())).getMessage().strip());
    }
  }

  private static String performed(Step.Perform step, String text) {
    boolean placed = step.end() > step.start() && step.end() <= text.length();
    String where = placed ? " in '" + text.substring(step.start(), step.end()) + "'" : "";
    return step.procedure().text(slot -> slot) + where + ": a procedure, which the host performs";
  }
}
