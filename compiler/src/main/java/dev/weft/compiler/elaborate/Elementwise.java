// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.List;

/** Element-wise functions whose meaning depends on dtypes or on constants. */
enum Elementwise implements Builtin {
  ASTYPE("x|a, dtype", "the elements converted to a dtype", "astype"),
  POWER("x|x1, y|x2", "x raised to y", "power", "pow"),
  MINIMUM("x|x1, y|x2", "the smaller of two; NaN wins", "minimum"),
  MAXIMUM("x|x1, y|x2", "the larger of two; NaN wins", "maximum"),
  CLIP("x|a, min|a_min=, max|a_max=", "x cut to a range", "clip"),
  ROUND("x|a, decimals=", "x rounded half to even, to a number of decimals", "round", "around"),
  POSITIVE("x", "x itself", "positive"),
  COPY("x|a", "x itself", "copy"),
  NAN_TO_NUM(
      "x, copy=, nan=, posinf=, neginf=",
      "NaN as 0, infinities as the largest numbers",
      "nan_to_num"),
  REAL("x", "the real part", "real"),
  IMAG("x", "the imaginary part; of a real number 0", "imag"),
  CONJ("x", "the complex conjugate", "conj", "conjugate");

  private final Entry entry;

  Elementwise(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return switch (this) {
      case ASTYPE, CLIP, ROUND, COPY, CONJ -> true;
      case POWER, MINIMUM, MAXIMUM, POSITIVE, REAL, IMAG, NAN_TO_NUM -> false;
    };
  }

  @Override
  public Value apply(Call call) {
    Operand x = call.tensor("x");
    return switch (this) {
      case ASTYPE -> convert(call.e(), x, call.dtype("dtype").orElse(DType.F64));
      case POWER -> new Operators(call.e()).power(call.site(), x, call.tensor("y"));
      case MINIMUM -> extreme(call, ScalarOp.MINIMUM, x);
      case MAXIMUM -> extreme(call, ScalarOp.MAXIMUM, x);
      case CLIP -> clip(call, x);
      case ROUND -> round(call, x);
      case POSITIVE, COPY -> strong(call.e(), x);
      case REAL -> part(call, ScalarOp.REAL, x);
      case IMAG -> part(call, ScalarOp.IMAG, x);
      case CONJ ->
          x.num().dtype() == DType.BOOL
              ? convert(call.e(), x, DType.I8)
              : part(call, ScalarOp.CONJ, x);
      case NAN_TO_NUM -> finite(call, x);
    };
  }

  /** A cast. */
  static Num convert(Elaboration e, Operand x, DType dtype) {
    e.at(x.span());
    Known known = x.num().known();
    if (known != null && known.isInteger() && x.num().type().weak()) {
      Node node = e.builder().constant(e.literal(known.value(), dtype, x.span()));
      return new Num(node.type(), node, known, null, "");
    }
    e.demandKept(x, dtype);
    Node node = e.builder().convert(dtype, e.node(x));
    Dim dim = dtype == DType.I64 && x.num().dtype().isInteger() ? x.num().asDim() : null;
    return new Num(node.type().withDType(dtype), node, null, dim, "");
  }

  private static Num strong(Elaboration e, Operand x) {
    e.at(x.span());
    Node node = e.node(x);
    return new Num(x.num().type().withDType(x.num().dtype()), node, null, x.num().dim(), "");
  }

  private static Value extreme(Call call, ScalarOp op, Operand x) {
    Operand y = call.tensor("y");
    Num result = call.e().map(op, call.site(), List.of(x, y));
    boolean integers = result.dtype() == DType.I64 && result.rank() == 0;
    if (!integers || !x.num().isSize() || !y.num().isSize()) {
      return result;
    }
    Dim a = x.num().asDim();
    Dim b = y.num().asDim();
    Dim dim = op == ScalarOp.MINIMUM ? a.min(b) : a.max(b);
    return new Num(result.type(), result.node(), null, dim, "");
  }

  private static Value clip(Call call, Operand x) {
    Num result = x.num();
    if (call.has("min")) {
      Operand least = call.tensor("min");
      result = call.e().map(ScalarOp.MAXIMUM, call.site(), List.of(x, least));
    }
    if (call.has("max")) {
      Operand most = call.tensor("max");
      Operand sofar = new Operand(result, x.span());
      result = call.e().map(ScalarOp.MINIMUM, call.site(), List.of(sofar, most));
    }
    return strong(call.e(), new Operand(result, x.span()));
  }

  private static Value round(Call call, Operand x) {
    long decimals = call.integer("decimals", 0);
    Elaboration e = call.e();
    DType dtype = x.num().dtype();
    boolean whole = dtype.isInteger() || dtype == DType.BOOL;
    if (whole && decimals >= 0) {
      return strong(e, x);
    }
    if (decimals == 0) {
      return e.map(ScalarOp.RINT, call.site(), List.of(x));
    }
    double scale = Math.pow(10, Math.abs((double) decimals));
    Operand factor = new Operand(Num.weak(new Scalar.Real(scale)), x.span());
    boolean up = decimals > 0;
    Num scaled = e.map(up ? ScalarOp.MULTIPLY : ScalarOp.DIVIDE, call.site(), List.of(x, factor));
    Num nearest = e.map(ScalarOp.RINT, call.site(), List.of(new Operand(scaled, x.span())));
    Operand rounded = new Operand(nearest, x.span());
    Num result =
        e.map(up ? ScalarOp.DIVIDE : ScalarOp.MULTIPLY, call.site(), List.of(rounded, factor));
    return whole ? convert(e, new Operand(result, x.span()), dtype) : result;
  }

  /** A part of a complex number; a real number is its own real part, and its conjugate. */
  private static Num part(Call call, ScalarOp op, Operand x) {
    boolean same = !x.num().dtype().isComplex() && op != ScalarOp.IMAG;
    return same ? strong(call.e(), x) : call.e().map(op, call.site(), List.of(x));
  }

  private static Num finite(Call call, Operand x) {
    DType dtype = x.num().dtype();
    if (dtype.isComplex()) {
      Operand re = new Operand(part(call, ScalarOp.REAL, x), x.span());
      Operand im = new Operand(part(call, ScalarOp.IMAG, x), x.span());
      re = new Operand(finite(call, re), x.span());
      im = new Operand(finite(call, im), x.span());
      return call.e().map(ScalarOp.COMPLEX, call.site(), List.of(re, im));
    }
    if (!dtype.isFloat()) {
      return strong(call.e(), x);
    }
    double most = dtype == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    Operand zero = number(call, x, 0);
    Num isNan = call.e().map(ScalarOp.IS_NAN, call.site(), List.of(x));
    Operand forNan = call.has("nan") ? call.tensor("nan") : zero;
    Operand number = new Operand(where(call, x, isNan, forNan, x), x.span());
    Num above = call.e().map(ScalarOp.GREATER, call.site(), List.of(x, zero));
    Num infinite = call.e().map(ScalarOp.IS_INF, call.site(), List.of(x));
    Operand high = call.has("posinf") ? call.tensor("posinf") : number(call, x, most);
    Operand low = call.has("neginf") ? call.tensor("neginf") : number(call, x, -most);
    Operand end = new Operand(where(call, x, above, high, low), x.span());
    return where(call, x, infinite, end, number);
  }

  private static Operand number(Call call, Operand x, double value) {
    Node node = call.e().at(call.span()).constant(Literal.of(x.num().dtype(), value));
    return new Operand(Num.of(node), x.span());
  }

  private static Num where(Call call, Operand x, Num condition, Operand a, Operand b) {
    Operand test = new Operand(condition, x.span());
    return call.e().map(ScalarOp.WHERE, call.site(), List.of(test, a, b));
  }
}
