// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.choice.PlacedProgram.Choice;
import dev.weft.diagnostic.Wording;
import dev.weft.runtime.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Chooses where calls of one program run. A device that would be faster has to be worth its
 * compiling: it is chosen once the calls with the same sizes, had it done them, would have saved as
 * much time as that takes. So what a wrong guess about the future costs is never more than the
 * price of compiling.
 */
final class Chooser {
  /** Sizes that are remembered; devices keep as many plans. */
  private static final int KEPT = 16;

  /** Work that no device is worth being asked for, nor the measuring of one. */
  private static final double FEW_OPERATIONS = 20_000;

  /** Devices are measured for calls that took as many nanoseconds, or are about to. */
  private static final double WORTH_MEASURING = 5e9;

  /** What a call is about to take per operation, as long as nothing is measured. */
  private static final double GUESS = 0.05;

  private final AutoDevice auto;

  /** Those that can run the program. */
  private final List<Device> candidates;

  /** Why the others cannot. */
  private final List<String> refusals;

  private final Map<Map<String, Long>, Seen> seen =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, Long>, Seen> eldest) {
          return size() > KEPT;
        }
      };

  /** What all calls took so far. */
  private double spent;

  /** What is known of some sizes. */
  private static final class Seen {
    final Work work;
    final List<Device> compiled = new ArrayList<>();
    long calls;

    Seen(Work work) {
      this.work = work;
    }
  }

  Chooser(AutoDevice auto, List<Device> candidates, List<String> refusals) {
    this.auto = auto;
    this.candidates = candidates;
    this.refusals = refusals;
  }

  /** Notes what a call took. */
  synchronized void took(double nanos) {
    spent += nanos;
  }

  /** Chooses for one more call with some sizes. */
  synchronized Choice choose(Map<String, Long> sizes, Supplier<Work> work) {
    Device processor = auto.processor();
    if (candidates.isEmpty()) {
      String why = refusals.isEmpty() ? "there is no other device" : String.join("; ", refusals);
      return new Choice(processor, why);
    }
    Seen known = seen.computeIfAbsent(sizes, _ -> new Seen(work.get()));
    known.calls++;
    if (known.work.operations() < FEW_OPERATIONS) {
      return new Choice(processor, "too little to do for any other device");
    }
    if (spent + GUESS * known.work.operations() < WORTH_MEASURING
        && !candidates.stream().allMatch(auto::knows)) {
      String why = "others are measured when calls have taken %.0f s, so far %.3g s";
      return new Choice(processor, Wording.of(why, WORTH_MEASURING / 1e9, spent / 1e9));
    }
    double here = auto.costs(processor).time(known.work);
    Choice best = null;
    double least = Double.MAX_VALUE;
    for (Device device : candidates) {
      Costs costs = auto.costs(device);
      double there = costs.time(known.work);
      if (there < least) {
        best = choose(known, device, here, there, costs.compile(known.work));
        least = there;
      }
    }
    return best;
  }

  private Choice choose(Seen known, Device device, double here, double there, double compile) {
    String both = Wording.of("about %s on cpu, %s on %s", ms(here), ms(there), device.name());
    if (there >= here) {
      return new Choice(auto.processor(), both);
    }
    if (known.compiled.contains(device)) {
      return new Choice(device, both + ", where these sizes are compiled");
    }
    long enough = Math.max(1, (long) Math.ceil(compile / (here - there)));
    String price =
        Wording.of(
            "%s; compiling there takes about %s, which %,d calls with these sizes are worth",
            both, ms(compile), enough);
    if (known.calls < enough) {
      return new Choice(auto.processor(), price + ", and this is number " + known.calls);
    }
    known.compiled.add(device);
    return new Choice(device, price);
  }

  private static String ms(double nanos) {
    return Wording.of("%.3g ms", nanos / 1e6);
  }
}
