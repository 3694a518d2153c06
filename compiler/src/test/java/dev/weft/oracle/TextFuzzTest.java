// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.oracle.Oracles.Verdict;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Any text ends in a result that the interpreters give too, or in a diagnostic with a place in the
 * text, and soon. {@code -Dweft.texts=N} tries N of them, {@code -Dweft.texts.seed=S} starts at
 * another one, {@code -Dweft.texts.seconds=T} gives them more time; what is found is written as it
 * is found, and the run goes on.
 */
class TextFuzzTest {
  private static final int TEXTS = Integer.getInteger("weft.texts", 1000);
  private static final long FIRST = Long.getLong("weft.texts.seed", 0);
  private static final long NANOS = Long.getLong("weft.texts.seconds", 12) * 1_000_000_000;

  private static final System.Logger LOG = System.getLogger(TextFuzzTest.class.getName());
  private static final int MOST_ATTEMPTS = 500;
  private static final long SHRINKING_NANOS = 20_000_000_000L;
  private static final int MOST_BUGS = 20;

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, String> bugs = new TreeMap<>();
  private final Corpus corpus;

  TextFuzzTest() throws IOException {
    corpus = new Corpus();
  }

  private TextCase text(long seed) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L + 7);
    Derivations derivations = new Derivations(random);
    Mutations mutations = new Mutations(random);
    TextCase known = corpus.pick(random);
    boolean script = random.nextInt(3) == 0;
    String derived = script ? derivations.script() : derivations.expression();
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> of(script, derived, random);
      case 4 -> of(known.script(), known.text(), random);
      case 5 -> of(script, mutations.garbled(derived), random);
      case 6 -> of(script, mutations.noise(), random);
      case 7 -> of(script, mutations.giant(), random);
      case 8 -> known.withText(mutations.garbled(known.text()));
      case 9 -> known.withText(known.text() + "; " + derived);
      case 10, 11, 12, 13 -> {
        Sample sample = Generator.sample(random.nextLong());
        String text = mutations.mutated(sample.text(), derived);
        yield new TextCase(sample.script(), text, sample.inputs(), random.nextLong());
      }
      case 14 -> of(known.script(), mutations.mutated(known.text(), derived), random);
      default -> known.withText(mutations.mutated(known.text(), derived));
    };
  }

  private static TextCase of(boolean script, String text, Random random) {
    return new TextCase(script, text, Map.of(), random.nextLong());
  }

  @Test
  void everyTextEndsWell() {
    long start = System.nanoTime();
    int done = 0;
    while (done < TEXTS && System.nanoTime() - start < NANOS && bugs.size() < MOST_BUGS) {
      judge(FIRST + done++);
    }
    LOG.log(Level.INFO, done + " texts: " + outcomes);
    List<String> found = new ArrayList<>(bugs.values());
    assertTrue(found.isEmpty(), () -> String.join("\n\n", found) + "\n" + outcomes);
    int worked = outcomes.getOrDefault("AGREED", 0);
    assertTrue(worked > done / 10, outcomes::toString);
  }

  private void judge(long seed) {
    TextCase text = text(seed);
    Verdict verdict = TextJudge.judge(text);
    String kind = verdict.kind();
    outcomes.merge(kind, 1, Integer::sum);
    if (isBug(verdict) && !bugs.containsKey(kind)) {
      TextCase small = kind.equals("hang") ? text : shrunk(text, kind);
      String bug =
          "seed %d: %s%n%s%n%s".formatted(seed, kind, small, TextJudge.judge(small).detail());
      LOG.log(Level.WARNING, bug);
      bugs.put(kind, bug);
    }
  }

  private static boolean isBug(Verdict verdict) {
    return verdict.isBug() && !verdict.kind().equals("LONG");
  }

  /** The text without all that can be left out, half of it first, then smaller parts. */
  private static TextCase shrunk(TextCase text, String kind) {
    TextCase best = text;
    int attempts = 0;
    long end = System.nanoTime() + SHRINKING_NANOS;
    for (int part = Math.max(1, text.text().length() / 2); part > 0; part /= 2) {
      int at = 0;
      while (at < best.text().length() && attempts++ < MOST_ATTEMPTS && System.nanoTime() < end) {
        int to = Math.min(best.text().length(), at + part);
        TextCase less = best.withText(best.text().substring(0, at) + best.text().substring(to));
        if (TextJudge.judge(less).kind().equals(kind)) {
          best = less;
        } else {
          at += part;
        }
      }
    }
    return best;
  }

  @Test
  void textsAreTheSameForTheSameSeed() {
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(text(seed).toString(), text(seed).toString());
    }
  }
}
