// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.choice.Estimate.Part;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.program.Step;
import java.util.List;
import java.util.Map;

/**
 * What a call takes for given sizes: memory, arithmetic and time of every step, and which of the
 * two bounds it, on the processor. Memory counts what is read and written, each array once per
 * step; what the caches keep from one step to the next is not taken off.
 *
 * @param parts the steps that do something
 * @param work what they do together
 * @param costs of this machine
 */
public record Prediction(List<Part> parts, Work work, Costs costs) {

  /**
   * Predicts a call.
   *
   * @param sizes by name; those that must be equal to others may be left out
   * @throws IllegalArgumentException if a size is missing or unknown
   */
  public static Prediction of(Program program, Map<String, Long> sizes, Costs costs) {
    Map<String, Long> all = Sizes.of(program, sizes);
    double[] elements = Sizes.elements(program, all);
    Estimate estimate = new Estimate(program, Work.Count.of(program), all, elements);
    return new Prediction(estimate.parts(), estimate.work(), costs);
  }

  /** Nanoseconds. */
  public double time() {
    return costs.call() + parts.stream().mapToDouble(this::time).sum();
  }

  private double time(Part part) {
    return Math.max(memory(part), arithmetic(part));
  }

  private double memory(Part part) {
    return costs.touched() * part.touched();
  }

  private double arithmetic(Part part) {
    return costs.operation() * part.operations();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append("in all: ").append(amounts(work.touched(), work.operations()));
    out.append(", ").append(duration(time())).append('\n');
    parts.forEach(part -> out.append(text(part)).append('\n'));
    out.append("inputs and results: ").append(bytes(work.moved())).append('\n');
    return out.append("this machine: ").append(rates()).append('\n').toString();
  }

  private String text(Part part) {
    String often = part.times() > 1 ? " " + count(part.times()) + " times" : "";
    String amounts = amounts(part.touched(), part.operations());
    return switch (part.step()) {
      case Step.Launch launch ->
          Wording.of(
              "kernel %d%s: %s, %s, bound by %s",
              launch.kernel(), often, amounts, duration(time(part)), bound(part));
      case Step.Perform perform ->
          Wording.of(
              "%s%s: %s, and work that is not predicted",
              perform.procedure().text(slot -> slot), often, bytes(part.touched()));
      default -> "copy" + often + ": " + amounts + ", " + duration(time(part));
    };
  }

  private String bound(Part part) {
    double memory = memory(part);
    double arithmetic = arithmetic(part);
    return memory >= arithmetic
        ? "memory (arithmetic alone " + duration(arithmetic) + ")"
        : "arithmetic (memory alone " + duration(memory) + ")";
  }

  private String rates() {
    return Wording.of(
        "%s a second, %s operations a second, %s a call",
        bytes(1e9 / costs.touched()), count(1e9 / costs.operation()), duration(costs.call()));
  }

  private static String amounts(double bytes, double operations) {
    return bytes(bytes) + " read and written, " + count(operations) + " operations";
  }

  private static String bytes(double bytes) {
    return scaled(bytes, " B", " kB", " MB", " GB", " TB");
  }

  private static String count(double count) {
    return scaled(count, "", " thousand", " million", " billion", " trillion");
  }

  private static String duration(double nanos) {
    return scaled(nanos, " ns", " us", " ms", " s");
  }

  private static String scaled(double value, String... units) {
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return Wording.of(value < 10 && unit > 0 ? "%.1f%s" : "%.0f%s", value, units[unit]);
  }
}
