// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.scalar.Typing;
import dev.weft.compiler.type.Promotion;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One elaboration under way: the graph so far, and how operations are added to it. */
final class Elaboration {
  private final Problems problems;
  private final ElaborationLimits limits;

  /** How often the loop bodies around are run, all together. */
  private Dim rounds = Dim.ONE;

  private final Region root = new Region(null);
  private final Sizes sizes = new Sizes(root.builder());
  private Region region = root;

  /** Of regions that are done, and of complex operations once they are split. */
  private int closedNodes;

  private boolean exhausted;

  /** Where the user's text calls the prelude; null outside the prelude. */
  private Span callSite;

  private final Source source;
  private final OpenNumbers open;
  private final Outputs outputs = new Outputs(this);
  private final Selections selections = new Selections(this);

  Elaboration(Source source, OpenNumbers open, Problems problems, ElaborationLimits limits) {
    this.source = source;
    this.open = open;
    this.limits = limits;
    this.problems = problems;
  }

  Outputs outputs() {
    return outputs;
  }

  boolean inPrelude() {
    return callSite != null;
  }

  /** The user's text at a place; nothing for a place in the prelude. */
  String text(Span span) {
    if (inPrelude()) {
      return "the declaration";
    }
    open.observe(span);
    return source.text(span);
  }

  /** The value of a literal at its place. */
  Known written(Scalar value, Span span) {
    return inPrelude() ? Known.of(value) : open.known(value, span);
  }

  /** {@code " (line 3)"}, or nothing in a text of one line. */
  String line(Span span) {
    return inPrelude() || source.lineCount() == 1
        ? ""
        : " (line " + source.line(span.start()) + ")";
  }

  OpenNumbers open() {
    return open;
  }

  Problems problems() {
    return problems;
  }

  Selections selections() {
    return selections;
  }

  /** A size as a node. */
  Node size(Dim dim) {
    return selections.count(dim).orElseGet(() -> builder().size(sizes.use(dim)));
  }

  Sizes sizes() {
    return sizes;
  }

  Region region() {
    return region;
  }

  GraphBuilder builder() {
    return region.builder();
  }

  /** The place in the user's text for a span that may lie in the prelude. */
  Span site(Span span) {
    return callSite == null ? span : callSite;
  }

  /** Runs {@code body} as text of the prelude called at {@code place}. */
  <T> T inPrelude(Span place, Supplier<T> body) {
    Span before = callSite;
    callSite = site(place);
    try {
      return body.get();
    } finally {
      callSite = before;
    }
  }

  /** Runs {@code body} with nodes going into another region. */
  <T> T in(Region inner, Supplier<T> body) {
    Region before = region;
    int known = inner.builder().size();
    region = inner;
    try {
      return body.get();
    } finally {
      closedNodes += inner.builder().size() - known;
      region = before;
    }
  }

  /** Runs {@code body}, the body of a loop of {@code count} rounds. */
  <T> T repeated(Dim count, Span span, Supplier<T> body) {
    Dim before = rounds;
    rounds = before.times(count);
    try {
      if (limits.limitsRounds()) {
        Dim limit = Dim.of(limits.rounds());
        String message = "the loop takes {right} rounds; the limit is {left}";
        sizes.require(
            Relation.AT_LEAST, limit, rounds, ErrorCode.E0302, site(span), message, List.of());
      }
      return body.get();
    } finally {
      rounds = before;
    }
  }

  /** What the body gives, or poison where it is wrong, which is then reported. */
  Value attempt(Supplier<Value> body) {
    try {
      return body.get();
    } catch (Mistake mistake) {
      problems.add(mistake);
      return Value.POISON;
    }
  }

  /** A limit is reached: told once, since everything after it fails the same way. */
  Mistake exhausted(Span span, String message) {
    if (exhausted) {
      return Mistake.REPORTED;
    }
    exhausted = true;
    return ErrorCode.E0302
        .mistake(site(span), message)
        .help("functions are expanded where they are called: call them less, or loop");
  }

  /** Nodes made from now on stand here. */
  GraphBuilder at(Span span) {
    if (closedNodes + region.builder().size() > limits.nodes()) {
      throw exhausted(span, "the program has more than " + limits.nodes() + " operations");
    }
    return builder().at(site(span));
  }

  /** The value as a node of its own dtype. */
  Node node(Operand x) {
    return node(x, x.num().dtype());
  }

  /** The value as a node of a dtype; a literal that does not fit is the user's mistake. */
  Node node(Operand x, DType dtype) {
    Num num = x.num();
    demandKept(x, dtype);
    if (num.isConstant()) {
      return builder().constant(literal(num.constant(), dtype, x.span()));
    }
    if (num.type().weak() && dtype != DType.I64 && num.dim() != null && dtype.isInteger()) {
      demandFits(num.dim(), dtype, x);
    }
    Node node = num.node() != null ? num.node() : size(num.dim());
    return builder().convert(dtype, node);
  }

  Literal literal(Scalar value, DType dtype, Span span) {
    if (!value.fits(dtype)) {
      Mistake mistake = ErrorCode.E0206.mistake(site(span), value + " does not fit " + dtype);
      throw dtype.isInteger()
          ? mistake.because(dtype + " holds " + dtype.least() + " to " + dtype.most())
          : mistake;
    }
    return value.in(dtype);
  }

  /** A complex number does not become real by the way: its imaginary part would be lost. */
  void demandKept(Operand x, DType dtype) {
    if (x.num().dtype().isComplex() && !dtype.isComplex() && dtype != DType.BOOL) {
      throw ErrorCode.E0201
          .mistake(site(x.span()), "a complex number does not become " + dtype)
          .because("its imaginary part would be lost")
          .help("take real(z), imag(z) or abs(z)");
    }
  }

  private void demandFits(Dim dim, DType dtype, Operand x) {
    Dim least = Dim.of(dtype.least());
    Dim end = Dim.of(dtype.most() + 1);
    String message = "{left} does not fit " + dtype;
    Span span = site(x.span());
    sizes.require(Relation.AT_LEAST, dim, least, ErrorCode.E0206, span, message, List.of());
    sizes.require(Relation.LESS_THAN, dim, end, ErrorCode.E0206, span, message, List.of());
  }

  /** A scalar operation with NumPy's promotion and broadcasting. */
  Num map(ScalarOp op, Site site, List<Operand> operands) {
    boolean select = op.typing() == Typing.SELECT;
    List<Operand> values = select ? operands.subList(1, operands.size()) : operands;
    TensorType common = meeting(op, values);
    DType dtype = operandDType(op, site, common.dtype(), values);
    List<Dim> shape = broadcast(site.span(), operands);
    if (dtype.isComplex()) {
      closedNodes += op.complex().map(parts -> parts.operations(op.arity())).orElse(0);
    }
    at(site.span());
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      DType to = select && i == 0 ? DType.BOOL : dtype;
      nodes.add(builder().broadcast(shape, met(op, operands.get(i), to, operands)));
    }
    Node result = builder().map(op, nodes);
    boolean weak = common.weak() && site.operator() && shape.isEmpty();
    TensorType type = weak ? TensorType.weak(result.type().dtype()) : result.type();
    return new Num(type, result, null, null, "");
  }

  /** An operand in the dtype that it meets; the dtype may be that of another operand. */
  private Node met(ScalarOp op, Operand x, DType dtype, List<Operand> operands) {
    Known known = x.num().known();
    if (known != null && known.isOpen() && op.takesAnyNumber(dtype) && !region.isBody()) {
      return open.input(builder(), known.formula(), dtype);
    }
    try {
      return node(x, dtype);
    } catch (Mistake mistake) {
      boolean narrow = operands.stream().anyMatch(o -> !o.num().type().weak()) && !inPrelude();
      throw narrow && dtype.isInteger() && dtype != DType.I64
          ? mistake.help("convert the other side first, e.g. i64(x)")
          : mistake;
    }
  }

  /** The dtype in which operands meet, and whether all are weak. */
  static TensorType common(List<Operand> operands) {
    return Promotion.common(operands.stream().map(o -> o.num().type()).toList());
  }

  /** Where operands of an operation meet. */
  private static TensorType meeting(ScalarOp op, List<Operand> operands) {
    TensorType common = common(operands);
    return switch (op.typing()) {
      // Small integers of either sign meet in i32, which no function of floats needs to see.
      case FLOAT ->
          operands.stream().allMatch(x -> !x.num().type().weak() && x.num().dtype().isSmall())
              ? TensorType.scalar(DType.I16)
              : common;
      // An integer compares with a literal beyond its dtype as it would with any integer.
      case TEST ->
          operands.stream().anyMatch(x -> isBeyond(x.num(), common.dtype()))
              ? TensorType.scalar(DType.I64)
              : common;
      default -> common;
    };
  }

  private static boolean isBeyond(Num x, DType dtype) {
    return x.type().weak()
        && dtype.isInteger()
        && dtype != DType.I64
        && x.constant() instanceof Scalar.Int literal
        && !literal.fits(dtype)
        && literal.fits(DType.I64);
  }

  private DType operandDType(ScalarOp op, Site site, DType common, List<Operand> operands) {
    return op.operand(common)
        .orElseThrow(() -> Sizes.labelled(notDefined(op, site, common), located(operands)));
  }

  private Mistake notDefined(ScalarOp op, Site site, DType dtype) {
    Mistake mistake =
        ErrorCode.E0201.mistake(
            site(site.span()), "'" + site.name() + "' is not defined for " + dtype);
    if (dtype.isComplex()) {
      return Orders.needs(op)
          ? mistake.because(Orders.REASON).help(Orders.HELP)
          : mistake.help("take real(z), imag(z) or abs(z)");
    }
    if (op == ScalarOp.BITWISE_XOR && dtype.isFloat() && site.operator()) {
      return mistake.help("did you mean `**`?");
    }
    if (dtype == DType.BOOL && op == ScalarOp.SUBTRACT) {
      return mistake.help("use `!=` for exclusive or, or convert first, e.g. i64(x)");
    }
    if (dtype == DType.BOOL && op == ScalarOp.NEGATIVE) {
      return mistake.help("use `not` or `~`, or convert first, e.g. i64(x)");
    }
    return dtype.isFloat() ? mistake.help("convert first, e.g. i64(x)") : mistake;
  }

  /** The operands that a message points at: those of the user's text that are no literals. */
  List<Operand> located(List<Operand> operands) {
    return inPrelude() ? List.of() : operands.stream().filter(o -> !o.num().isConstant()).toList();
  }

  /** The common shape of operands, with guards for what is not certain. */
  List<Dim> broadcast(Span span, List<Operand> operands) {
    return Broadcasting.shape(this, span, operands);
  }
}
