// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.Weft;
import dev.weft.compiler.elaborate.Closeness;
import dev.weft.diagnostic.WeftException;
import dev.weft.io.Json;
import dev.weft.io.TensorJson;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shared conformance cases, and what it takes to pass one. */
final class Conformance {
  private static final Path DATA = Path.of("src/test/resources/conformance");

  /** Limits are in processor time: a busy machine is no failure. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Conformance() {}

  /**
   * One case.
   *
   * @param inputs by name
   */
  record Case(String id, String text, Map<String, Tensor> inputs, List<String> tags, Json json) {

    String shortText() {
      return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    boolean has(String name) {
      return json.has(name);
    }
  }

  /** How many cases there are, and how many pass. */
  record Rate(int all, int passed) {
    static final Rate NONE = new Rate(0, 0);

    static Rate of(boolean passed) {
      return new Rate(1, passed ? 1 : 0);
    }

    Rate plus(Rate other) {
      return new Rate(all + other.all, passed + other.passed);
    }

    @Override
    public String toString() {
      return "%5d of %5d  %5.1f%%".formatted(passed, all, 100.0 * passed / Math.max(all, 1));
    }
  }

  /**
   * What became of a case.
   *
   * @param complaint what is wrong, or empty
   * @param reason the complaint's kind, for sorting
   * @param crash whether something other than a result or a diagnostic came out
   */
  record Outcome(String complaint, String reason, boolean crash) {
    static final Outcome PASSED = new Outcome("", "", false);

    static Outcome failed(String reason, String complaint) {
      return complaint.isEmpty() ? PASSED : new Outcome(complaint, reason, false);
    }

    boolean passed() {
      return complaint.isEmpty();
    }
  }

  static List<Case> read(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(DATA.resolve(file))) {
      if (!line.isBlank()) {
        cases.add(read(Json.parse(line)));
      }
    }
    return cases;
  }

  private static Case read(Json json) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>();
    for (Map.Entry<String, Json> e : ((Json.Members) json.get("inputs")).values().entrySet()) {
      inputs.put(e.getKey(), TensorJson.read(e.getValue(), DATA));
    }
    List<String> tags = new ArrayList<>();
    if (json.has("tags")) {
      json.get("tags").items().forEach(tag -> tags.add(tag.string()));
    } else {
      tags.add("class:" + json.get("class").string());
    }
    return new Case(json.get("id").string(), json.get("expr").string(), inputs, tags, json);
  }

  /** A case that must give the expected result. */
  static Outcome check(Case test) throws IOException {
    try {
      Tensor got = Weft.eval(test.text(), test.inputs());
      return compare(test, got);
    } catch (WeftException e) {
      String message = e.diagnostics().getFirst().message();
      return Outcome.failed(e.code() + " " + message, message);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return new Outcome(e.toString(), "crash", true);
    }
  }

  private static Outcome compare(Case test, Tensor got) throws IOException {
    Tensor expected = TensorJson.read(test.json().get("expected"), DATA);
    boolean dtype = got.dtype() == expected.dtype();
    if (test.has("dtype_alt") && test.json().get("dtype_alt") instanceof Json.Items others) {
      dtype |= others.values().stream().anyMatch(d -> d.string().equals(got.dtype().shortName()));
    }
    return dtype
        ? Outcome.failed("another value", Closeness.of(test.json()).complaint(expected, got))
        : Outcome.failed("another dtype", got.dtype() + ", not " + expected.dtype());
  }

  /** A text that must be refused, or must work though it looks odd; either in time. */
  static Outcome checkBad(Case test) throws IOException {
    boolean work = test.json().get("must").string().equals("work");
    boolean either = test.has("soft");
    double limit = ((Json.Number) test.json().get("time_limit_s")).toDouble();
    long start = THREADS.getCurrentThreadCpuTime();
    Outcome outcome = judge(test, work, either);
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) * 1e-9;
    return outcome.passed() && seconds > limit ? Outcome.failed("slow", seconds + " s") : outcome;
  }

  private static Outcome judge(Case test, boolean work, boolean either) throws IOException {
    try {
      Tensor got = Weft.eval(test.text(), test.inputs());
      if (!work && !either) {
        return Outcome.failed("accepted", "a result: " + got.signature());
      }
      return test.has("expected") ? compare(test, got) : Outcome.PASSED;
    } catch (WeftException e) {
      String rendered = e.getMessage();
      if (rendered.contains("\tat ") || rendered.length() > 20_000) {
        return new Outcome("a message that is none", "crash", true);
      }
      return Outcome.failed(
          "refused", work && !either ? e.code() + " " + e.diagnostics().getFirst().message() : "");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      return new Outcome(e.toString(), "crash", true);
    }
  }
}
