// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Monoid;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code einsum("ij,jk->ik", a, b)}: operands are multiplied in the order of {@link EinsumOrder}, a
 * label is summed as soon as no other operand and not the result has it. Dots stand for axes that
 * broadcast.
 */
final class Einsum {
  /** Labels of dotted axes: below all letters, counted from the right. */
  private static final int DOTS = -1000;

  /** What a size is taken to be that is known only when the program runs. */
  private static final long LIKELY_SIZE = 100;

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Call call;
  private final Span span;
  private final List<Operand> operands;
  private final List<List<Integer>> inputs = new ArrayList<>();
  private List<Integer> result;

  private Einsum(Call call, List<Operand> operands) {
    this.call = call;
    this.span = call.given("subscripts").span();
    this.operands = operands;
  }

  static Value of(Call call) {
    if (call.given("subscripts").value() instanceof Value.Text text) {
      Einsum einsum = new Einsum(call, call.tensors("operands"));
      einsum.read(text.text().replace(" ", ""));
      return einsum.combined();
    }
    return interleaved(call);
  }

  /** {@code einsum(a, [0, 1], b, [1, 2], [0, 2])}: lists of numbers instead of letters. */
  private static Value interleaved(Call call) {
    List<Call.Given> all = new ArrayList<>(List.of(call.given("subscripts")));
    all.addAll(call.all("operands"));
    List<Operand> operands = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    while (all.size() > 1) {
      operands.add(call.tensor(all.removeFirst()));
      terms.add(letters(call, all.removeFirst()));
    }
    String given = String.join(",", terms);
    Einsum einsum = new Einsum(call, operands);
    einsum.read(all.isEmpty() ? given : given + "->" + letters(call, all.getFirst()));
    return einsum.combined();
  }

  private static String letters(Call call, Call.Given given) {
    if (!(given.value() instanceof Value.Sequence numbers)) {
      throw call.mistake(
          ErrorCode.E0211, given.span(), "einsum takes a string, or a list after each operand");
    }
    StringBuilder letters = new StringBuilder();
    for (Value number : numbers.elements()) {
      long label = call.integer(new Call.Given(number, given.span()), "subscripts");
      if (label < 0 || label >= LETTERS.length()) {
        throw call.mistake(
            ErrorCode.E0211, given.span(), "labels of einsum are numbers from 0 to 51");
      }
      letters.append(LETTERS.charAt((int) label));
    }
    return letters.toString();
  }

  private Mistake wrong(String message) {
    return call.mistake(ErrorCode.E0211, span, message);
  }

  private void read(String subscripts) {
    int arrow = subscripts.indexOf("->");
    String left = arrow < 0 ? subscripts : subscripts.substring(0, arrow);
    String[] terms = left.split(",", -1);
    if (terms.length != operands.size()) {
      throw wrong(
          "einsum has subscripts for "
              + terms.length
              + " operands, but "
              + operands.size()
              + " given");
    }
    int dots = 0;
    for (int i = 0; i < terms.length; i++) {
      List<Integer> labels = labels(terms[i], operands.get(i).num().rank());
      inputs.add(labels);
      dots = Math.max(dots, (int) labels.stream().filter(l -> l < 0).count());
    }
    result = arrow < 0 ? implicit(dots) : explicit(subscripts.substring(arrow + 2), dots);
  }

  /** The labels of one operand; dots become as many labels as axes are left. */
  private List<Integer> labels(String term, int rank) {
    int at = term.indexOf("...");
    String letters = at < 0 ? term : term.substring(0, at) + term.substring(at + 3);
    demandLetters(letters, term);
    int dotted = rank - letters.length();
    if (dotted < 0 || (at < 0 && dotted != 0)) {
      throw wrong(
          "einsum: '"
              + term
              + "' names "
              + letters.length()
              + (letters.length() == 1 ? " axis" : " axes")
              + " of an operand that has "
              + rank);
    }
    List<Integer> labels = new ArrayList<>(letters.chars().boxed().toList());
    if (at >= 0) {
      labels.addAll(at, dots(dotted));
    }
    return labels;
  }

  private void demandLetters(String letters, String term) {
    for (char c : letters.toCharArray()) {
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
        throw wrong("einsum: '" + c + "' in '" + term + "' is no label; labels are letters");
      }
    }
  }

  private static List<Integer> dots(int count) {
    List<Integer> labels = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      labels.add(DOTS - i);
    }
    return labels;
  }

  /** Without an arrow: dots, then the labels that stand once, sorted. */
  private List<Integer> implicit(int dots) {
    Set<Integer> once = new TreeSet<>();
    Set<Integer> seen = new LinkedHashSet<>();
    for (List<Integer> labels : inputs) {
      for (Integer label : labels) {
        if (label > 0 && !seen.add(label)) {
          once.remove(label);
        } else if (label > 0) {
          once.add(label);
        }
      }
    }
    List<Integer> labels = dots(dots);
    labels.addAll(once);
    return labels;
  }

  private List<Integer> explicit(String term, int dots) {
    int at = term.indexOf("...");
    String letters = at < 0 ? term : term.substring(0, at) + term.substring(at + 3);
    demandLetters(letters, term);
    List<Integer> labels = new ArrayList<>(letters.chars().boxed().toList());
    for (int i = 0; i < labels.size(); i++) {
      Integer label = labels.get(i);
      if (inputs.stream().noneMatch(input -> input.contains(label))) {
        throw wrong("einsum: result label '" + (char) (int) label + "' is in no operand");
      }
      if (labels.indexOf(label) != i) {
        throw wrong("einsum: result label '" + (char) (int) label + "' stands twice");
      }
    }
    if (at < 0 && dots > 0) {
      throw wrong("einsum: the result has no `...` for the axes of the operands' dots");
    }
    if (at >= 0) {
      labels.addAll(at, dots(dots));
    }
    return labels;
  }

  private Value combined() {
    DType common = Elaboration.common(operands).dtype();
    DType dtype = common == DType.BOOL ? DType.I64 : common.isSmall() ? DType.I32 : common;
    List<Operand> factors = new ArrayList<>();
    List<List<Integer>> labels = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      List<Integer> own = new ArrayList<>(inputs.get(i));
      factors.add(distinct(operands.get(i), own, dtype));
      labels.add(own);
    }
    EinsumOrder.Part order = EinsumOrder.of(labels, result, sizes(factors, labels));
    Factor whole = product(order, factors, labels);
    Node value = arranged(call.e().node(whole.value()), whole.labels());
    return Num.of(call.e().builder().convert(common, value));
  }

  /** What is multiplied so far, with the labels of its axes. */
  private record Factor(Operand value, List<Integer> labels) {}

  private Factor product(EinsumOrder.Part part, List<Operand> factors, List<List<Integer>> labels) {
    return switch (part) {
      case EinsumOrder.Part.One(int i) -> new Factor(factors.get(i), labels.get(i));
      case EinsumOrder.Part.Pair pair -> {
        Factor left = product(pair.left(), factors, labels);
        Factor right = product(pair.right(), factors, labels);
        boolean last = pair.labels().size() == result.size() && result.containsAll(pair.labels());
        List<Integer> wanted = last ? result : pair.labels();
        Contraction contraction = new Contraction(call.e(), call.span(), "einsum", true);
        Num product =
            contraction.contract(
                left.value(), left.labels(), right.value(), right.labels(), wanted);
        yield new Factor(new Operand(product, call.span()), wanted);
      }
    };
  }

  /** How long the axes of each label are, or may be. */
  private static Map<Integer, Double> sizes(List<Operand> factors, List<List<Integer>> labels) {
    Map<Integer, Double> sizes = new HashMap<>();
    for (int i = 0; i < factors.size(); i++) {
      for (int axis = 0; axis < labels.get(i).size(); axis++) {
        Dim size = factors.get(i).num().type().dim(axis);
        double likely = Math.max(1, size.evaluate(symbol -> LIKELY_SIZE));
        sizes.merge(labels.get(i).get(axis), likely, Math::max);
      }
    }
    return sizes;
  }

  /** Sums what the result lacks, and puts the axes in its order. */
  private Node arranged(Node value, List<Integer> labels) {
    List<Integer> summed = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (result.contains(labels.get(i))) {
        rest.add(labels.get(i));
      } else {
        summed.add(i);
      }
    }
    Node sum = summed.isEmpty() ? value : call.e().builder().reduce(Monoid.SUM, summed, value);
    return call.e().builder().permute(result.stream().map(rest::indexOf).toList(), sum);
  }

  /** Takes diagonals until no label stands twice; changes {@code labels} with it. */
  private Operand distinct(Operand x, List<Integer> labels, DType dtype) {
    call.e().at(call.span());
    Node node = call.e().node(x, dtype);
    for (int i = 0; i < labels.size(); i++) {
      int j = labels.lastIndexOf(labels.get(i));
      if (j > i) {
        Dim a = node.type().dim(i);
        Dim b = node.type().dim(j);
        call.e()
            .sizes()
            .require(
                Relation.EQUAL,
                a,
                b,
                ErrorCode.E0211,
                call.e().site(span),
                "einsum: one label stands for sizes {left} and {right}",
                call.e().located(List.of(x)));
        node = Matrices.diagonal(call.e(), node, i, j, a.isConstant() ? a : b, Dim.ZERO);
        Integer label = labels.remove(j);
        labels.remove(i);
        labels.add(label);
        i = -1;
      }
    }
    return new Operand(new Num(node.type(), node, null, null, x.num().origin()), x.span());
  }
}
