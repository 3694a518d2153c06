// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what {@link KernelPrinter} writes. */
final class KernelParser {
  private final Tokens tokens;
  private final Map<String, DType> names = new HashMap<>();

  KernelParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Kernel kernel() {
    tokens.expect("kernel");
    String name = tokens.name();
    List<Kernel.Param> params = new ArrayList<>();
    tokens.expect("(");
    while (!tokens.accept(")")) {
      params.add(param());
      tokens.accept(",");
    }
    tokens.expect("kept");
    int keptRank = tokens.integer();
    tokens.expect("reduced");
    int reducedRank = tokens.integer();
    tokens.expect("{");
    List<Kernel.Site> sites = new ArrayList<>();
    while (tokens.accept("site")) {
      sites.add(site());
    }
    List<Stmt> body = block();
    tokens.end();
    return new Kernel(name, keptRank, reducedRank, params, sites, body);
  }

  private Kernel.Param param() {
    String name = tokens.name();
    DType dtype = colonDType();
    tokens.expect("[");
    int rank = tokens.integer();
    tokens.expect("]");
    return new Kernel.Param(name, dtype, rank, constant(Kernel.Mode.class));
  }

  private Kernel.Site site() {
    Fault fault = constant(Fault.class);
    int start = tokens.integer();
    tokens.expect("..");
    return new Kernel.Site(fault, start, tokens.integer());
  }

  /** The statements up to the closing brace. */
  private List<Stmt> block() {
    List<Stmt> stmts = new ArrayList<>();
    while (!tokens.accept("}")) {
      stmts.add(stmt(tokens.take()));
    }
    return stmts;
  }

  private Stmt stmt(String keyword) {
    return switch (keyword) {
      case "let" -> let();
      case "store" -> store();
      case "alloc" -> alloc();
      case "barrier" -> new Stmt.Barrier();
      case "check" -> new Stmt.Check(atom(), siteNumber());
      case "loop" -> loop();
      case "while" -> whileLoop();
      case "if" -> branch();
      case "fold" -> fold();
      default -> throw tokens.error("no statement starts with " + keyword);
    };
  }

  private int siteNumber() {
    tokens.expect("site");
    return tokens.integer();
  }

  private Stmt let() {
    String name = tokens.name();
    DType dtype = colonDType();
    tokens.expect("=");
    Operation operation = operation(dtype);
    names.put(name, dtype);
    return new Stmt.Let(name, dtype, operation);
  }

  private Stmt store() {
    String buffer = tokens.name();
    Index index = index();
    tokens.expect("=");
    return new Stmt.Store(buffer, index, atom());
  }

  private Stmt alloc() {
    String name = tokens.name();
    DType dtype = colonDType();
    tokens.expect("[");
    int size = tokens.integer();
    tokens.expect("]");
    return new Stmt.Alloc(name, dtype, size, constant(Stmt.Space.class));
  }

  private Stmt loop() {
    Axis axis = constant(Axis.class);
    String var = tokens.name();
    Atom first = tokens.accept("from") ? atom() : new Atom.Const(Literal.of(0L));
    tokens.expect("<");
    Atom end = atom();
    long step = tokens.accept("step") ? tokens.longInteger() : 1;
    List<Stmt.Carried> carried = carried();
    names.put(var, DType.I64);
    tokens.expect("{");
    List<Atom> next = new ArrayList<>();
    List<Stmt> body = blockWithNext(next);
    return new Stmt.Loop(axis, var, first, end, step, carried, body, next);
  }

  private Stmt whileLoop() {
    tokens.expect("limit");
    Atom limit = atom();
    int site = siteNumber();
    List<Stmt.Carried> carried = carried();
    tokens.expect("{");
    List<Stmt> test = block();
    tokens.expect("holds");
    Atom condition = atom();
    tokens.expect("{");
    List<Atom> next = new ArrayList<>();
    List<Stmt> body = blockWithNext(next);
    return new Stmt.While(carried, test, condition, limit, site, body, next);
  }

  private List<Stmt> blockWithNext(List<Atom> next) {
    List<Stmt> stmts = new ArrayList<>();
    while (!tokens.accept("}")) {
      if (tokens.accept("next")) {
        next.addAll(atoms("}"));
        return stmts;
      }
      stmts.add(stmt(tokens.take()));
    }
    return stmts;
  }

  private List<Stmt.Carried> carried() {
    List<Stmt.Carried> carried = new ArrayList<>();
    if (!tokens.accept("carry")) {
      return carried;
    }
    tokens.expect("(");
    while (!tokens.accept(")")) {
      String name = tokens.name();
      DType dtype = colonDType();
      tokens.expect("=");
      carried.add(new Stmt.Carried(name, dtype, atom()));
      tokens.accept(",");
    }
    carried.forEach(c -> names.put(c.name(), c.dtype()));
    return carried;
  }

  private Stmt branch() {
    Atom condition = atom();
    tokens.expect("{");
    List<Stmt> whenTrue = block();
    if (!tokens.accept("else")) {
      return new Stmt.If(condition, whenTrue, List.of());
    }
    tokens.expect("{");
    return new Stmt.If(condition, whenTrue, block());
  }

  private Stmt fold() {
    String blockVar = tokens.name();
    names.put(blockVar, DType.I64);
    List<Reduced> heads = new ArrayList<>();
    do {
      heads.add(reduced());
    } while (tokens.accept(","));
    List<Stmt.FoldAxis> axes = new ArrayList<>();
    tokens.expect("over");
    while (!tokens.accept("{")) {
      Axis axis = constant(Axis.class);
      String var = tokens.name();
      tokens.expect("<");
      axes.add(new Stmt.FoldAxis(axis, var, atom()));
      names.put(var, DType.I64);
      tokens.accept(",");
    }
    List<Stmt> perBlock = List.of();
    if (tokens.accept("block")) {
      tokens.expect("{");
      perBlock = block();
    }
    List<Stmt> body = block();
    List<Stmt.Reduction> reductions = heads.stream().map(this::reduction).toList();
    List<Stmt> each = List.of();
    if (tokens.accept("each")) {
      tokens.expect("{");
      each = block();
    }
    return new Stmt.Fold(reductions, axes, blockVar, perBlock, body, each);
  }

  /** A reduction whose values are names that the fold's body binds further down. */
  private record Reduced(Monoid monoid, DType dtype, List<String> results, List<Object> values) {}

  private Reduced reduced() {
    Monoid monoid = constant(Monoid.class);
    List<String> results = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    DType dtype = null;
    tokens.expect("(");
    while (!tokens.accept(")")) {
      String result = tokens.name();
      DType component = colonDType();
      dtype = dtype == null ? component : dtype;
      results.add(result);
      names.put(result, component);
      tokens.expect("=");
      values.add(isName() ? tokens.take() : atom());
      tokens.accept(",");
    }
    return new Reduced(monoid, dtype, results, values);
  }

  private boolean isName() {
    return !tokens.atNumber()
        && switch (tokens.peek()) {
          case "true", "false", "kept", "reduced" -> false;
          default -> true;
        };
  }

  private Stmt.Reduction reduction(Reduced head) {
    List<Atom> values =
        head.values().stream()
            .map(value -> value instanceof String name ? ref(name) : (Atom) value)
            .toList();
    return new Stmt.Reduction(head.monoid(), head.dtype(), head.results(), values);
  }

  private Operation operation(DType dtype) {
    String keyword = tokens.name();
    if (keyword.equals("load")) {
      String buffer = tokens.name();
      return new Operation.Load(buffer, index());
    }
    if (keyword.equals("call")) {
      String name = tokens.name();
      tokens.expect("(");
      List<Atom> operands = atoms(")");
      List<DType> parameters = operands.stream().map(Atom::dtype).toList();
      return new Operation.Call(new Routine(name, parameters, dtype), operands);
    }
    if (keyword.equals("call_where")) {
      String name = tokens.name();
      tokens.expect("(");
      List<Atom> operands = atoms(")");
      List<DType> parameters = operands.stream().skip(2).map(Atom::dtype).toList();
      return new Operation.CallWhere(new Routine(name, parameters, dtype), operands);
    }
    Prim prim = constant(Prim.class, keyword);
    List<Atom> operands = new ArrayList<>();
    do {
      operands.add(atom());
    } while (tokens.accept(","));
    return new Operation.Apply(prim, operands);
  }

  private Index index() {
    boolean guarded = tokens.accept("?");
    tokens.expect("[");
    if (!tokens.accept("@")) {
      List<Atom> axes = atoms("]");
      return guarded ? new Index.Guarded(axes) : new Index.At(axes);
    }
    Atom kept = atom();
    if (tokens.accept("]")) {
      return new Index.Kept(kept);
    }
    tokens.expect(",");
    tokens.expect("@");
    Atom reduced = atom();
    tokens.expect("]");
    return new Index.Full(kept, reduced);
  }

  private List<Atom> atoms(String end) {
    List<Atom> atoms = new ArrayList<>();
    while (!tokens.accept(end)) {
      atoms.add(atom());
      tokens.accept(",");
    }
    return atoms;
  }

  private Atom atom() {
    if (tokens.atNumber()) {
      return number();
    }
    return switch (tokens.peek()) {
      case "true", "false" -> new Atom.Const(LiteralText.parse(tokens.take(), null));
      case "kept", "reduced" -> extent(tokens.take().equals("reduced"));
      default -> ref(tokens.name());
    };
  }

  private Atom number() {
    String number = tokens.take();
    DType dtype = tokens.peek().equals(":") ? colonDType() : null;
    try {
      return new Atom.Const(LiteralText.parse(number, dtype));
    } catch (NumberFormatException e) {
      throw tokens.error(number + " is no constant" + (dtype == null ? "" : " of " + dtype));
    }
  }

  private Atom extent(boolean reduced) {
    if (!tokens.accept("[")) {
      return new Atom.Extent(reduced, Atom.Extent.ALL);
    }
    int axis = tokens.integer();
    tokens.expect("]");
    return new Atom.Extent(reduced, axis);
  }

  private Atom ref(String name) {
    DType dtype = names.get(name);
    if (dtype == null) {
      throw tokens.error("nothing is named " + name);
    }
    return new Atom.Ref(name, dtype);
  }

  private DType colonDType() {
    tokens.expect(":");
    String name = tokens.name();
    return DType.named(name).orElseThrow(() -> tokens.error("no dtype is named " + name));
  }

  private <E extends Enum<E>> E constant(Class<E> type) {
    return constant(type, tokens.name());
  }

  private <E extends Enum<E>> E constant(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw tokens.error(name + " is no " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }
  }
}
