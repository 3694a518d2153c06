// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints kernels; remembers the line of every statement. */
final class KernelPrinter {
  private final StringBuilder out = new StringBuilder();
  private final Map<Stmt, Integer> lines = new IdentityHashMap<>();
  private int line = 1;
  private int depth;

  private KernelPrinter() {}

  static KernelPrinter of(Kernel kernel) {
    KernelPrinter printer = new KernelPrinter();
    printer.kernel(kernel);
    return printer;
  }

  static KernelPrinter of(Stmt stmt) {
    KernelPrinter printer = new KernelPrinter();
    printer.stmt(stmt);
    return printer;
  }

  String text() {
    return out.toString();
  }

  Map<Stmt, Integer> lines() {
    return lines;
  }

  /** The lines around the first line of {@code stmt}, which is marked. */
  String window(Stmt stmt) {
    int at = lines.getOrDefault(stmt, 1);
    List<String> all = out.toString().lines().toList();
    StringBuilder window = new StringBuilder();
    for (int i = Math.max(1, at - 5); i <= Math.min(all.size(), at + 5); i++) {
      window.append(i == at ? "> " : "  ").append(all.get(i - 1)).append('\n');
    }
    return window.toString();
  }

  private void line(String text) {
    out.repeat("  ", depth).append(text).append('\n');
    line++;
  }

  private void open(String header) {
    line(header + " {");
    depth++;
  }

  /** Ends a block and begins another. */
  private void turn(String header) {
    depth--;
    open("} " + header);
  }

  private void close() {
    depth--;
    line("}");
  }

  private void kernel(Kernel kernel) {
    String params =
        kernel.params().stream().map(KernelPrinter::param).collect(Collectors.joining(", "));
    open(
        Wording.of(
            "kernel %s(%s) kept %d reduced %d",
            kernel.name(), params, kernel.keptRank(), kernel.reducedRank()));
    for (Kernel.Site site : kernel.sites()) {
      line(Wording.of("site %s %d..%d", lower(site.fault()), site.start(), site.end()));
    }
    block(kernel.body());
    close();
  }

  private static String param(Kernel.Param param) {
    return Wording.of(
        "%s: %s[%d] %s", param.name(), param.dtype(), param.rank(), lower(param.mode()));
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void block(List<Stmt> stmts) {
    stmts.forEach(this::stmt);
  }

  private void stmt(Stmt stmt) {
    lines.put(stmt, line);
    switch (stmt) {
      case Stmt.Let let -> line(binding(let.name(), let.dtype(), operation(let.operation())));
      case Stmt.Store store ->
          line("store " + place(store.buffer(), store.index()) + " = " + atom(store.value()));
      case Stmt.Alloc alloc ->
          line(
              Wording.of(
                  "alloc %s: %s[%d] %s",
                  alloc.name(), alloc.dtype(), alloc.size(), lower(alloc.space())));
      case Stmt.Barrier _ -> line("barrier");
      case Stmt.Check check -> line("check " + atom(check.ok()) + " site " + check.site());
      case Stmt.Loop loop -> loop(loop);
      case Stmt.While loop -> loop(loop);
      case Stmt.If branch -> branch(branch);
      case Stmt.Fold fold -> fold(fold);
    }
  }

  private static String binding(String name, DType dtype, String value) {
    return "let " + name + ": " + dtype + " = " + value;
  }

  private void loop(Stmt.Loop loop) {
    boolean fromZero =
        loop.first() instanceof Atom.Const(var value)
            && value.dtype() == DType.I64
            && value.bits() == 0;
    open(
        "loop "
            + lower(loop.axis())
            + " "
            + loop.var()
            + (fromZero ? "" : " from " + atom(loop.first()))
            + " < "
            + atom(loop.end())
            + (loop.step() == 1 ? "" : " step " + loop.step())
            + carried(loop.carried()));
    block(loop.body());
    next(loop.next());
    close();
  }

  private void loop(Stmt.While loop) {
    open(
        Wording.of(
            "while limit %s site %d%s", atom(loop.limit()), loop.site(), carried(loop.carried())));
    block(loop.test());
    turn("holds " + atom(loop.condition()));
    block(loop.body());
    next(loop.next());
    close();
  }

  private static String carried(List<Stmt.Carried> carried) {
    if (carried.isEmpty()) {
      return "";
    }
    return carried.stream()
        .map(c -> c.name() + ": " + c.dtype() + " = " + atom(c.initial()))
        .collect(Collectors.joining(", ", " carry (", ")"));
  }

  private void next(List<Atom> next) {
    if (!next.isEmpty()) {
      line("next " + atoms(next));
    }
  }

  private void branch(Stmt.If branch) {
    open("if " + atom(branch.condition()));
    block(branch.whenTrue());
    if (!branch.whenFalse().isEmpty()) {
      turn("else");
      block(branch.whenFalse());
    }
    close();
  }

  private void fold(Stmt.Fold fold) {
    String reductions =
        fold.reductions().stream().map(KernelPrinter::reduction).collect(Collectors.joining(", "));
    String axes =
        fold.axes().stream()
            .map(axis -> lower(axis.axis()) + " " + axis.var() + " < " + atom(axis.extent()))
            .collect(Collectors.joining(", "));
    open(
        "fold "
            + fold.blockVar()
            + " "
            + reductions
            + " over"
            + (axes.isEmpty() ? "" : " ")
            + axes);
    if (!fold.perBlock().isEmpty()) {
      open("block");
      block(fold.perBlock());
      close();
    }
    block(fold.body());
    if (fold.isScan()) {
      turn("each");
      block(fold.each());
    }
    close();
  }

  private static String reduction(Stmt.Reduction reduction) {
    List<DType> dtypes = reduction.monoid().components(reduction.dtype());
    StringBuilder text = new StringBuilder(lower(reduction.monoid())).append('(');
    for (int i = 0; i < reduction.results().size(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(reduction.results().get(i))
          .append(": ")
          .append(i < dtypes.size() ? dtypes.get(i) : reduction.dtype())
          .append(" = ")
          .append(i < reduction.values().size() ? atom(reduction.values().get(i)) : "?");
    }
    return text.append(')').toString();
  }

  private static String operation(Operation operation) {
    return switch (operation) {
      case Operation.Apply(var prim, var operands) -> lower(prim) + " " + atoms(operands);
      case Operation.Call(var routine, var operands) ->
          "call " + routine.name() + "(" + atoms(operands) + ")";
      case Operation.CallWhere(var routine, var operands) ->
          "call_where " + routine.name() + "(" + atoms(operands) + ")";
      case Operation.Load(var buffer, var index) -> "load " + place(buffer, index);
    };
  }

  private static String place(String buffer, Index index) {
    return switch (index) {
      case Index.At(var axes) -> buffer + "[" + atoms(axes) + "]";
      case Index.Guarded(var axes) -> buffer + "?[" + atoms(axes) + "]";
      case Index.Kept(var position) -> buffer + "[@" + atom(position) + "]";
      case Index.Full(var kept, var reduced) ->
          buffer + "[@" + atom(kept) + ", @" + atom(reduced) + "]";
    };
  }

  private static String atoms(List<Atom> atoms) {
    return atoms.stream().map(KernelPrinter::atom).collect(Collectors.joining(", "));
  }

  static String atom(Atom atom) {
    return switch (atom) {
      case Atom.Const(var value) -> LiteralText.print(value);
      case Atom.Ref(var name, _) -> name;
      case Atom.Extent(var reduced, var axis) ->
          (reduced ? "reduced" : "kept") + (axis == Atom.Extent.ALL ? "" : "[" + axis + "]");
    };
  }
}
