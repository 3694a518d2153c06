// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.oracle.Oracles.Verdict;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random programs in every way they can be run. {@code -Dweft.fuzz=N} runs N of them, {@code
 * -Dweft.fuzz.seed=S} starts at another one, {@code -Dweft.fuzz.seconds=T} gives them more time,
 * {@code -Dweft.fuzz.keep=true} goes on after a failure.
 */
class FuzzTest {
  private static final int SAMPLES = Integer.getInteger("weft.fuzz", 250);
  private static final long FIRST = Long.getLong("weft.fuzz.seed", 0);
  private static final boolean KEEP = Boolean.getBoolean("weft.fuzz.keep");

  /** A run ends here, however busy the machine is. */
  private static final long NANOS = Long.getLong("weft.fuzz.seconds", 40) * 1_000_000_000;

  private static final System.Logger LOG = System.getLogger(FuzzTest.class.getName());
  private static final int MOST_ATTEMPTS = 400;

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, String> bugs = new TreeMap<>();

  @Test
  void allWaysAgree() {
    long start = System.nanoTime();
    int done = 0;
    while (done < SAMPLES && System.nanoTime() - start < NANOS && (KEEP || bugs.isEmpty())) {
      judge(FIRST + done++);
    }
    List<String> found = new ArrayList<>(bugs.values());
    assertTrue(found.isEmpty(), () -> String.join("\n\n", found) + "\n" + outcomes);
    int agreed = outcomes.getOrDefault("AGREED", 0);
    assertTrue(agreed > done * 0.8, outcomes::toString);
    LOG.log(Level.INFO, () -> "programs: " + outcomes);
  }

  private void judge(long seed) {
    Sample sample = Generator.sample(seed);
    Verdict verdict = Oracles.judge(sample);
    String kind = verdict.kind();
    String detail = verdict.isBug() || kind.equals("AGREED") ? "" : " " + reason(verdict);
    outcomes.merge(kind + detail, 1, Integer::sum);
    if (verdict.isBug() && !bugs.containsKey(kind)) {
      Sample small = shrink(sample, kind);
      Verdict again = Oracles.judge(small);
      String bug = "seed %d: %s\n%s%s".formatted(seed, kind, small, again.detail());
      LOG.log(Level.WARNING, bug);
      bugs.put(kind, bug);
    }
  }

  private static String reason(Verdict verdict) {
    return verdict.detail().lines().findFirst().orElse("");
  }

  /** The smallest program found that fails in the same way. */
  private static Sample shrink(Sample sample, String kind) {
    Sample best = sample;
    int attempts = 0;
    boolean better = true;
    while (better && attempts < MOST_ATTEMPTS) {
      better = false;
      for (Sample candidate : best.smaller()) {
        if (attempts++ >= MOST_ATTEMPTS) {
          break;
        }
        if (Oracles.judge(candidate).kind().equals(kind)) {
          best = candidate;
          better = true;
          break;
        }
      }
    }
    return best;
  }

  @Test
  void samplesAreTheSameForTheSameSeed() {
    for (long seed = 0; seed < 20; seed++) {
      assertEquals(Generator.sample(seed).toString(), Generator.sample(seed).toString());
    }
  }
}
