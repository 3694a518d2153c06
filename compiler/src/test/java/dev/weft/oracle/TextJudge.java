// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.Expression;
import dev.weft.Limits;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Op;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.oracle.Oracles.Verdict;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a text may come to: a result that the interpreters give too, or a diagnostic that is fit to
 * be read. Kinds are those of {@link Oracles}, and LONG for what an interrupt ended.
 */
final class TextJudge {
  private static final Limits LIMITS =
      Limits.DEFAULT.withNodes(20_000).withMemory(16 << 20).withRounds(2000);
  private static final Options OPTIONS = Options.DEFAULT.withThreads(1).withLimits(LIMITS);

  /** Elements that the interpreters are asked for at most. */
  private static final double MOST_EFFORT = 300_000;

  private static final Pattern CODE = Pattern.compile("E0\\d{3}");
  private static final int LONGEST_MESSAGE = 20_000;

  /** Words of ours that no message may hold, unless the text has them. */
  private static final List<String> INTERNAL =
      List.of(
          "dev.weft.",
          "java.util",
          "java.lang",
          "Exception",
          "null",
          "\tat ",
          "%s",
          "%d",
          "Optional[",
          "@0");

  private TextJudge() {}

  /** Runs a text, however long it takes. */
  static Verdict judge(TextCase text) {
    StringBuilder hang = new StringBuilder();
    return Watched.run(() -> judged(text), hang)
        .orElseGet(() -> new Verdict("hang", hang.toString()));
  }

  private static Verdict judged(TextCase text) {
    String stage = "compile";
    try {
      Expression expression =
          text.script()
              ? Weft.compileScript("script", text.text(), OPTIONS)
              : Weft.compile(text.text(), OPTIONS);
      stage = "inputs";
      Map<String, Object> values = text.values();
      stage = "call";
      Verdict verdict = called(text, expression, values);
      stage = "oracles";
      return verdict.isBug() || isTooLarge(verdict) || !isSmall(text)
          ? verdict
          : agreed(text, verdict);
    } catch (WeftException e) {
      return refused(text.text(), e, true);
    } catch (CancellationException e) {
      return new Verdict("LONG", "");
    } catch (RuntimeException | Error e) {
      return crash(stage, e);
    }
  }

  private static Verdict called(TextCase text, Expression expression, Map<String, Object> values) {
    try {
      Map<String, Tensor> results = expression.callAll(values);
      results.values().forEach(Tensor::toString);
      expression.diagnostics().forEach(d -> d.render(text.template().source()));
      return new Verdict("AGREED", "");
    } catch (WeftException e) {
      return refused(text.text(), e, false);
    }
  }

  /** A size that depends on data: interpreters would try. */
  private static boolean isTooLarge(Verdict verdict) {
    return verdict.detail().startsWith("E0506") || verdict.detail().startsWith("E0503");
  }

  /** The interpreters know no limits, so they are asked for little. */
  private static boolean isSmall(TextCase text) {
    Graph graph;
    try {
      graph = Elaborator.elaborate(text.template(), text.signature());
    } catch (WeftException e) {
      return false;
    }
    Map<String, Tensor> inputs = text.inputs();
    List<Tensor> given =
        graph.inputs().stream().map(n -> inputs.get(((Op.Input) n.op()).name())).toList();
    return Effort.of(graph, given) < MOST_EFFORT;
  }

  private static Verdict agreed(TextCase text, Verdict verdict) {
    boolean limited = verdict.detail().startsWith("E0302");
    Verdict all = Oracles.judge(text);
    if (Thread.interrupted()) {
      return new Verdict("LONG", "");
    }
    if (all.isBug() || limited) {
      return limited && !all.isBug() ? verdict : all;
    }
    boolean worked = verdict.kind().equals("AGREED");
    return worked == all.kind().equals("AGREED")
        ? verdict
        : new Verdict("only the interpreters " + (worked ? "fail" : "work"), all.detail());
  }

  /** A polite refusal, or what is impolite about it. */
  private static Verdict refused(String text, WeftException e, boolean early) {
    for (Diagnostic diagnostic : e.diagnostics()) {
      String complaint = complaint(text, diagnostic, early);
      if (!complaint.isEmpty()) {
        return new Verdict("impolite: " + complaint, e.getMessage());
      }
    }
    if (e.getMessage().length() > LONGEST_MESSAGE) {
      return new Verdict("impolite: message too long", "" + e.getMessage().length());
    }
    return new Verdict(early ? "REFUSED" : "FAILED", e.code());
  }

  private static String complaint(String text, Diagnostic diagnostic, boolean early) {
    if (!CODE.matcher(diagnostic.code()).matches()) {
      return "code " + diagnostic.code();
    }
    if (diagnostic.message().isBlank()) {
      return "no message";
    }
    Span span = diagnostic.span();
    boolean placed = early || diagnostic.code().compareTo("E0500") < 0;
    if (span == null && placed) {
      return "no place for " + diagnostic.code();
    }
    Stream<Span> labels = diagnostic.labels().stream().map(Diagnostic.Label::span);
    if (Stream.concat(Stream.ofNullable(span), labels).anyMatch(s -> !isInside(s, text))) {
      return "a place outside the text";
    }
    String all =
        Stream.of(
                Stream.of(diagnostic.message()),
                diagnostic.labels().stream().map(Diagnostic.Label::text),
                diagnostic.notes().stream(),
                diagnostic.help().stream())
            .flatMap(s -> s)
            .collect(Collectors.joining("\n"));
    return INTERNAL.stream()
        .filter(word -> all.contains(word) && !text.contains(word))
        .filter(word -> !text.contains("\0") && !text.contains("\u2400")) // their names hold it
        .findFirst()
        .map(word -> "a message with " + word)
        .orElse("");
  }

  private static boolean isInside(Span span, String text) {
    return 0 <= span.start() && span.start() <= span.end() && span.end() <= text.length();
  }

  private static Verdict crash(String stage, Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String lines =
        Arrays.stream(trace).limit(16).map(f -> "\n  at " + f).collect(Collectors.joining());
    String at = trace.length == 0 || e instanceof StackOverflowError ? "" : " " + trace[0];
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new Verdict(
        "crash in " + stage + ": " + cause.getClass().getSimpleName() + at, e + lines);
  }
}
