// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.WeftParser;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A generated program with its inputs.
 *
 * @param script a script, or else an expression string
 * @param lines statements: formats with one term each
 */
record Sample(boolean script, List<Given> givens, List<Term> lines, List<Term> outputs)
    implements Trial {

  Sample {
    givens = List.copyOf(givens);
    lines = List.copyOf(lines);
    outputs = List.copyOf(outputs);
  }

  String text() {
    String body = lines.stream().map(Term::text).collect(Collectors.joining("\n"));
    if (!script) {
      String values = outputs.stream().map(Term::text).collect(Collectors.joining(", "));
      return body.replace("\n", "; ") + (lines.isEmpty() ? "" : "; ") + values;
    }
    StringBuilder out = new StringBuilder();
    used().forEach(given -> out.append("input ").append(given.name()).append('\n'));
    out.append(body).append('\n');
    for (int i = 0; i < outputs.size(); i++) {
      out.append("output o%d = %s\n".formatted(i, outputs.get(i).text()));
    }
    return out.toString();
  }

  /** Inputs whose names the text has. */
  private List<Given> used() {
    List<Term> all = new ArrayList<>(lines);
    all.addAll(outputs);
    String text = all.stream().map(Term::text).collect(Collectors.joining("\n"));
    return givens.stream().filter(g -> text.matches("(?s).*\\b" + g.name() + "\\b.*")).toList();
  }

  @Override
  public Template template() {
    Source source = new Source("sample", text());
    return script
        ? Template.of(WeftParser.parseScript(source))
        : Template.of(WeftParser.parseExpression(source));
  }

  @Override
  public Signature signature() {
    Map<String, Signature.Argument> types = new LinkedHashMap<>();
    used().forEach(given -> types.put(given.name(), given.type()));
    return new Signature(types);
  }

  @Override
  public Map<String, Tensor> inputs() {
    return used().stream().collect(Collectors.toMap(Given::name, Given::tensor));
  }

  int size() {
    return outputs.stream().mapToInt(Term::size).sum() + lines.stream().mapToInt(Term::size).sum();
  }

  /** Programs that are simpler in one place, the greatest steps first. */
  List<Sample> smaller() {
    List<Sample> all = new ArrayList<>();
    for (int i = 0; i < outputs.size() && outputs.size() > 1; i++) {
      all.add(new Sample(script, givens, lines, List.of(outputs.get(i))));
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      List<Term> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      all.add(new Sample(script, givens, fewer, outputs));
    }
    for (int i = 0; i < outputs.size(); i++) {
      List<Term> parts = new ArrayList<>(outputs.get(i).operands());
      parts.addAll(outputs.get(i).smaller());
      for (Term part : parts) {
        all.add(new Sample(script, givens, lines, with(outputs, i, part)));
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      for (Term part : lines.get(i).operands().getFirst().smaller()) {
        Term old = lines.get(i);
        Term line = new Term(old.format(), old.dtype(), old.shape(), List.of(part));
        all.add(new Sample(script, givens, with(lines, i, line), outputs));
      }
    }
    for (int i = 0; i < givens.size(); i++) {
      if (givens.get(i).arrangement() != Given.Arrangement.DENSE) {
        Given dense = givens.get(i).arranged(Given.Arrangement.DENSE);
        all.add(new Sample(script, with(givens, i, dense), lines, outputs));
      }
    }
    return all;
  }

  private static <T> List<T> with(List<T> list, int index, T value) {
    List<T> changed = new ArrayList<>(list);
    changed.set(index, value);
    return changed;
  }

  @Override
  public String toString() {
    return text()
        + "\n"
        + used().stream().map(Given::toString).collect(Collectors.joining("\n", "", "\n"));
  }
}
