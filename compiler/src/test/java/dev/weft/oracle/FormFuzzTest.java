// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Limits;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.diagnostic.Diagnostic;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random texts, each with several sets of numbers: what a text gives or says among others of its
 * form is what it gives and says alone. {@code -Dweft.forms=N}, {@code -Dweft.forms.seed=S} and
 * {@code -Dweft.forms.seconds=T} as for {@link TextFuzzTest}.
 */
class FormFuzzTest {
  private static final int FORMS = Integer.getInteger("weft.forms", 400);
  private static final long FIRST = Long.getLong("weft.forms.seed", 0);
  private static final long NANOS = Long.getLong("weft.forms.seconds", 15) * 1_000_000_000;
  private static final int VERSIONS = 4;
  private static final System.Logger LOG = System.getLogger(FormFuzzTest.class.getName());

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])(\\d+\\.\\d*|\\d+|\\.\\d+)([eE][+-]?\\d+)?(?![\\w.])");
  private static final List<String> WHOLE =
      List.of("2", "3", "4", "5", "7", "8", "10", "64", "127", "128", "300", "70000");
  private static final List<String> LARGE = List.of("2147483648", "999999999999999999");
  private static final List<String> REAL =
      List.of(
          "2.",
          "0.1",
          ".5",
          "2.5",
          "3e0",
          "1e-3",
          "1e308",
          "5e-324",
          "1e39",
          "0.30000000000000004");

  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "+", "*", "//", "%", "**", "<", ">=", "==");
  private static final List<String> ELEMENTWISE =
      List.of("sin", "exp", "sqrt", "abs", "sum", "mean", "max", "f32", "i64", "floor");

  private static final Limits LIMITS =
      Limits.DEFAULT.withNodes(20_000).withMemory(16 << 20).withRounds(2000);

  private final Corpus corpus;
  private int shared;
  private int worked;

  FormFuzzTest() throws IOException {
    corpus = new Corpus();
  }

  /** Limits that no text reaches, so that nobody shares with whoever has others. */
  private static Options options(long number) {
    Limits own = LIMITS.withChars(100_000 + (int) Math.floorMod(number, 1_000_000L));
    return Options.DEFAULT.withThreads(1).withLimits(own);
  }

  private TextCase text(Random random) {
    if (random.nextInt(3) == 0) {
      return corpus.pick(random);
    }
    if (random.nextBoolean()) {
      return new TextCase(false, formula(random, 4), Map.of(), random.nextLong());
    }
    Sample sample = Generator.sample(random.nextLong());
    return new TextCase(sample.script(), sample.text(), sample.inputs(), random.nextLong());
  }

  /** Arithmetic full of numbers, over inputs of any type. */
  private static String formula(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 3 : 10);
    if (kind < 3) {
      return List.of("x", "2", "2.5").get(kind);
    }
    String a = formula(random, depth - 1);
    String b = formula(random, depth - 1);
    String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
    return switch (kind) {
      case 3 -> "-" + a;
      case 4 -> ELEMENTWISE.get(random.nextInt(ELEMENTWISE.size())) + "(" + a + ")";
      case 5 -> "where(%s > %s, %s, y)".formatted(a, b, b);
      case 6 -> "maximum(%s, %s)".formatted(a, b);
      default -> "(%s %s %s)".formatted(a, operator, b);
    };
  }

  /** The text with other numbers of the same kinds. */
  private static String version(String text, Random random) {
    Matcher numbers = NUMBER.matcher(text);
    return numbers.replaceAll(
        number -> {
          boolean real = !number.group().matches("\\d+");
          List<String> others = real ? REAL : random.nextInt(8) == 0 ? LARGE : WHOLE;
          return others.get(random.nextInt(others.size()));
        });
  }

  /** Results bit by bit, or the message of the failure; and warnings, but for what ran. */
  private String outcome(TextCase text, Options options, boolean counts) {
    StringBuilder all = new StringBuilder();
    try {
      Expression expression = Weft.compile(text.text(), options);
      all.append(expression.inputs()).append(expression.constants());
      Map<String, Object> values = text.values();
      expression
          .callAll(values)
          .forEach((name, result) -> all.append(name).append(Bits.text(result)).append('\n'));
      worked += counts ? 1 : 0;
      for (Diagnostic d : expression.diagnostics()) {
        shared += counts && d.code().equals("N0003") ? 1 : 0;
        all.append(d.code().startsWith("N") ? "" : d.render(text.template().source()));
      }
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      all.append(e.getClass().getName()).append(": ").append(e.getMessage());
    }
    return all.toString();
  }

  private void judge(long seed) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L + 11);
    TextCase base = text(random);
    if (base.script() || !NUMBER.matcher(base.text()).find()) {
      return;
    }
    Options together = options(seed * (VERSIONS + 1));
    for (int v = 0; v < VERSIONS; v++) {
      TextCase text = v == 0 ? base : base.withText(version(base.text(), random));
      Options apart = options(seed * (VERSIONS + 1) + v + 1);
      String among = outcome(text, together, true);
      assertEquals(outcome(text, apart, false), among, () -> "seed " + seed + ": " + text);
    }
  }

  @Test
  void textsGiveWhatTheyGiveAlone() {
    long start = System.nanoTime();
    int done = 0;
    List<String> found = new ArrayList<>();
    while (done < FORMS && System.nanoTime() - start < NANOS) {
      try {
        judge(FIRST + done++);
      } catch (AssertionError e) {
        LOG.log(Level.WARNING, e.getMessage());
        found.add(e.getMessage());
      }
    }
    LOG.log(Level.INFO, "%d forms: %d texts worked, %d shared".formatted(done, worked, shared));
    assertTrue(found.isEmpty(), () -> String.join("\n\n", found));
    assertTrue(shared > worked / 10, () -> shared + " of " + worked);
  }
}
