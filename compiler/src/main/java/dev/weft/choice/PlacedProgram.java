// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.DirectCalls;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program on a device, or on several of which one is chosen for each call. */
public final class PlacedProgram {
  /** The code of the note that tells the choice. */
  public static final String CHOSEN = "N0002";

  private final LoadedProgram first;

  /** Those on other devices. */
  private final Map<Device, LoadedProgram> others = new LinkedHashMap<>();

  private final Chooser chooser;
  private final List<Work.Count> counts;
  private volatile Choice latest;

  /**
   * Where a call ran.
   *
   * @param reason why there, in words
   */
  public record Choice(Device device, String reason) {
    @Override
    public String toString() {
      return device.name() + ": " + reason;
    }
  }

  private PlacedProgram(Program program, Device device) {
    if (!(device instanceof AutoDevice auto)) {
      this.first = LoadedProgram.load(program, device);
      this.chooser = null;
      this.counts = List.of();
      this.latest = new Choice(device, "");
      return;
    }
    this.first = LoadedProgram.load(program, auto.processor());
    List<String> refusals = new ArrayList<>();
    List<Device> candidates = new ArrayList<>();
    for (Device other : auto.others()) {
      refusal(other).ifPresentOrElse(refusals::add, () -> candidates.add(other));
    }
    this.chooser = new Chooser(auto, candidates, refusals);
    this.counts = candidates.isEmpty() ? List.of() : Work.Count.of(program);
    this.latest = new Choice(auto.processor(), "nothing was called yet");
  }

  /**
   * Loads a program.
   *
   * @throws WeftException if the device cannot run it; of several that is a reason not to choose it
   */
  public static PlacedProgram load(Program program, Device device) {
    return new PlacedProgram(program, device);
  }

  /** Loads the program there, or says why it cannot be had. */
  private Optional<String> refusal(Device other) {
    Device.Availability availability = other.availability();
    if (!availability.available()) {
      return Optional.of(other.name() + " is not available: " + availability.reason());
    }
    try {
      others.put(other, LoadedProgram.load(program(), other));
      return Optional.empty();
    } catch (WeftException e) {
      return Optional.of(
          other.name() + " cannot run this: " + e.diagnostics().getFirst().notes().getFirst());
    }
  }

  public Program program() {
    return first.program();
  }

  /** Where the last call ran and why; nothing where there is no choice. */
  public Optional<Choice> choice() {
    return chooser == null ? Optional.empty() : Optional.of(latest);
  }

  /** The device of the last call. */
  public Device device() {
    return latest.device();
  }

  /** What runs each kernel there. */
  public List<KernelStatus> kernels() {
    return on(device()).kernels();
  }

  /** Calls of a small loop without preparation, see {@link LoadedProgram#direct}. */
  public DirectCalls direct() {
    return chooser == null ? first.direct() : null;
  }

  /** Runs the program, see {@link LoadedProgram#run(RunOptions, Tensor[], Tensor[])}. */
  public void run(RunOptions options, Tensor[] inputs, Tensor[] results) {
    if (chooser == null) {
      first.run(options, inputs, results);
      return;
    }
    Choice chosen = choose(inputs);
    latest = chosen;
    long start = System.nanoTime();
    on(chosen.device()).run(options, inputs, results);
    chooser.took(System.nanoTime() - start);
  }

  private LoadedProgram on(Device device) {
    return others.getOrDefault(device, first);
  }

  private Choice choose(Tensor[] inputs) {
    Program program = program();
    Map<String, Long> sizes = Work.sizes(program, inputs);
    return chooser.choose(sizes, () -> Work.of(program, counts, sizes, inputs));
  }
}
