// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random syntax trees, the same for the same seed. */
final class Trees {
  private static final Span NONE = Span.at(0);
  private static final List<String> NAMES =
      List.of(
          "a", "b", "x1", "λ", "input", "loop", "scan", "state", "in", "limit", "double", "_",
          "np");

  private final Random random;

  Trees(long seed) {
    random = new Random(seed);
  }

  /** How many expressions and statements stand within one another. */
  static int depth(Object part) {
    if (part instanceof List<?> list) {
      return list.stream().mapToInt(Trees::depth).max().orElse(0);
    }
    if (!(part instanceof Record)) {
      return 0;
    }
    int deepest = 0;
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      try {
        deepest = Math.max(deepest, depth(component.getAccessor().invoke(part)));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return deepest + (part instanceof Expr || part instanceof Stmt ? 1 : 0);
  }

  Script script() {
    return new Script(Texts.source(""), some(1, 5, () -> top(3)));
  }

  ExpressionText text() {
    List<Stmt> statements = some(0, 3, () -> binding(3));
    return new ExpressionText(Texts.source(""), statements, some(0, 1, this::annotation), expr(4));
  }

  private Stmt top(int depth) {
    return switch (random.nextInt(12)) {
      case 0 -> new Stmt.ModuleDecl(NONE, ident());
      case 1 -> new Stmt.ImportDecl(NONE, string(), maybe(this::ident));
      case 2 -> new Stmt.InputDecl(NONE, some(1, 3, this::ident), maybe(this::type));
      case 3 -> new Stmt.ParamDecl(NONE, ident(), maybe(this::type), expr(depth));
      case 4 -> new Stmt.StateDecl(NONE, ident(), type(), maybe(() -> expr(depth)));
      case 5 -> new Stmt.OutputDecl(NONE, ident(), maybe(this::type), maybe(() -> expr(depth)));
      case 6 -> new Stmt.UpdateDecl(NONE, ident(), expr(depth));
      case 7 -> new Stmt.Annotated(NONE, some(1, 2, this::annotation), binding(depth));
      default -> binding(depth);
    };
  }

  private Stmt binding(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 4)) {
      case 0 -> new Stmt.AugAssign(NONE, ident(), pick(BinaryOp.values()), NONE, expr(depth));
      case 1 -> slice(depth);
      case 2 -> indexDef(depth);
      case 3, 4 -> new Stmt.Let(NONE, some(1, 3, this::ident), expr(depth));
      case 5 -> new Stmt.For(NONE, ident(), range(depth), block(depth - 1));
      case 6 -> new Stmt.While(NONE, expr(depth), expr(1), block(depth - 1));
      case 7 -> new Stmt.If(NONE, expr(depth), block(depth - 1), maybe(() -> block(depth - 1)));
      default -> function(depth);
    };
  }

  private Stmt slice(int depth) {
    BinaryOp op = maybe(() -> pick(BinaryOp.values()));
    return new Stmt.SliceAssign(NONE, ident(), subscripts(depth), op, NONE, expr(depth));
  }

  private Stmt indexDef(int depth) {
    List<Stmt.IndexRange> ranges = some(0, 2, () -> new Stmt.IndexRange(ident(), range(depth)));
    Stmt.Boundary boundary =
        maybe(() -> new Stmt.Boundary(NONE, ident(), maybe(() -> expr(depth))));
    List<Ident> indices = some(1, 3, this::ident);
    return new Stmt.IndexDef(NONE, ident(), indices, expr(depth), ranges, boundary);
  }

  private Stmt function(int depth) {
    List<Stmt.Parameter> parameters =
        some(0, 3, () -> new Stmt.Parameter(ident(), maybe(this::type), maybe(() -> expr(1))));
    return new Stmt.FnDecl(NONE, ident(), parameters, maybe(this::type), block(depth - 1));
  }

  private Block block(int depth) {
    return new Block(NONE, some(0, 3, () -> binding(depth)));
  }

  private Annotation annotation() {
    String name = pick(List.of("fast", "strict", "checked", "device", "chunk"));
    return new Annotation(NONE, new Ident(NONE, name), arguments(1));
  }

  private TypeExpr type() {
    return new TypeExpr(NONE, ident(), some(0, 3, this::dim));
  }

  private TypeExpr.Dim dim() {
    return switch (random.nextInt(4)) {
      case 0 -> new TypeExpr.Dim.Rest(NONE);
      case 1 -> new TypeExpr.Dim.Any(NONE, maybe(this::ident));
      default -> new TypeExpr.Dim.Size(NONE, maybe(this::ident), integer());
    };
  }

  Expr expr(int depth) {
    if (depth <= 0) {
      return leaf();
    }
    Supplier<Expr> inner = () -> expr(depth - 1);
    return switch (random.nextInt(16)) {
      case 0 -> leaf();
      case 1, 2 -> new Expr.Unary(NONE, pick(UnaryOp.values()), inner.get());
      case 3, 4, 5 -> chain(inner);
      case 6 -> new Expr.Compare(NONE, inner.get(), some(1, 3, () -> comparison(inner)));
      case 7 -> new Expr.Logical(NONE, pick(Expr.LogicalOp.values()), some(2, 3, inner));
      case 8 -> new Expr.Ternary(NONE, inner.get(), inner.get(), inner.get());
      case 9 -> new Expr.Call(NONE, inner.get(), arguments(depth - 1));
      case 10 -> new Expr.Index(NONE, inner.get(), subscripts(depth - 1));
      case 11 -> new Expr.Attribute(NONE, inner.get(), ident());
      case 12 -> new Expr.Tuple(NONE, some(0, 3, inner));
      case 13 -> new Expr.ListLit(NONE, some(0, 3, inner));
      case 14 -> loop(depth, inner);
      default ->
          new Expr.ScanExpr(
              NONE,
              some(1, 2, () -> start(inner)),
              some(1, 2, () -> start(inner)),
              new Block(NONE, List.of(new Stmt.YieldStmt(NONE, inner.get()))));
    };
  }

  private Expr chain(Supplier<Expr> inner) {
    BinaryOp first = pick(BinaryOp.values());
    List<BinaryOp> level =
        List.of(BinaryOp.values()).stream().filter(op -> op.level() == first.level()).toList();
    int most = first == BinaryOp.POWER ? 1 : 4;
    return new Expr.Chain(
        NONE,
        inner.get(),
        some(1, most, () -> new Expr.Link(pick(level), NONE, inner.get(), NONE)));
  }

  private Expr.Comparison comparison(Supplier<Expr> inner) {
    return new Expr.Comparison(pick(CompareOp.values()), NONE, inner.get());
  }

  private Expr loop(int depth, Supplier<Expr> inner) {
    Expr.LoopHead head =
        random.nextBoolean()
            ? new Expr.LoopHead.Counted(ident(), range(depth - 1))
            : new Expr.LoopHead.Conditional(inner.get(), inner.get());
    return new Expr.LoopExpr(NONE, some(1, 2, () -> start(inner)), head, block(depth - 2));
  }

  private Expr.Binding start(Supplier<Expr> inner) {
    return new Expr.Binding(ident(), inner.get());
  }

  private Range range(int depth) {
    return new Range(NONE, expr(depth - 1), expr(depth - 1), maybe(() -> expr(depth - 1)));
  }

  private List<Expr.Argument> arguments(int depth) {
    List<Expr.Argument> arguments =
        new ArrayList<>(some(0, 2, () -> new Expr.Argument(NONE, null, expr(depth))));
    for (String name : List.of("axis", "loop")) {
      if (random.nextInt(3) == 0) {
        arguments.add(new Expr.Argument(NONE, new Ident(NONE, name), expr(depth)));
      }
    }
    return arguments;
  }

  private List<Subscript> subscripts(int depth) {
    return some(1, 3, () -> subscript(depth));
  }

  private Subscript subscript(int depth) {
    Supplier<Expr> bound = () -> maybe(() -> expr(depth - 1));
    return switch (random.nextInt(4)) {
      case 0 -> new Subscript.NewAxis(NONE);
      case 1 -> new Subscript.Ellipsis(NONE);
      case 2 -> new Subscript.Slice(NONE, bound.get(), bound.get(), bound.get());
      default -> {
        Expr index = expr(depth - 1);
        yield index instanceof Expr.NoneLit
            ? new Subscript.NewAxis(NONE)
            : new Subscript.At(NONE, index);
      }
    };
  }

  private Expr leaf() {
    return switch (random.nextInt(8)) {
      case 0 -> integer();
      case 1 -> new Expr.FloatLit(NONE, Math.abs(random.nextGaussian()) * 1e10, null);
      case 2 -> new Expr.FloatLit(NONE, random.nextFloat(), "f32");
      case 3 -> new Expr.ImaginaryLit(NONE, random.nextInt(5));
      case 4 -> string();
      case 5 -> random.nextBoolean() ? new Expr.BoolLit(NONE, true) : new Expr.NoneLit(NONE);
      default -> new Expr.Name(NONE, pick(NAMES));
    };
  }

  private Expr.IntLit integer() {
    String dtype = random.nextInt(4) == 0 ? "i64" : null;
    return new Expr.IntLit(NONE, new BigInteger(1 + random.nextInt(80), random), dtype);
  }

  private Expr.StringLit string() {
    return new Expr.StringLit(
        NONE, pick(List.of("", "ij->i", "a\"b'c\\", "\n\t\r\0", "λ\ud835\udc31\ud800")));
  }

  private Ident ident() {
    return new Ident(NONE, pick(NAMES));
  }

  private <T> T maybe(Supplier<T> part) {
    return random.nextBoolean() ? part.get() : null;
  }

  private <T> List<T> some(int least, int most, Supplier<T> part) {
    List<T> list = new ArrayList<>();
    int count = least + random.nextInt(most - least + 1);
    for (int i = 0; i < count; i++) {
      list.add(part.get());
    }
    return list;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
