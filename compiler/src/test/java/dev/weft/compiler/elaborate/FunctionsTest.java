// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.dsl.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds of every function of the language. */
class FunctionsTest {

  private static List<Builtin> builtins() {
    List<Builtin> all = new ArrayList<>();
    all.addAll(List.of(Reductions.values()));
    all.addAll(List.of(Shapes.values()));
    all.addAll(List.of(Creation.values()));
    all.addAll(List.of(Products.values()));
    all.addAll(List.of(Elementwise.values()));
    all.addAll(List.of(Scans.values()));
    all.addAll(List.of(Joins.values()));
    all.addAll(List.of(Matrices.values()));
    return all;
  }

  @Test
  void builtinsAreDocumentedAndFoundByEveryName() {
    for (Builtin builtin : builtins()) {
      assertFalse(builtin.doc().isBlank(), builtin.names().getFirst());
      for (String name : builtin.names()) {
        assertEquals(builtin, Functions.builtin(name).orElseThrow());
      }
    }
  }

  @Test
  void noNameMeansTwoThings() {
    Set<String> seen = new HashSet<>();
    for (Builtin builtin : builtins()) {
      builtin.names().forEach(name -> assertTrue(seen.add(name), name));
    }
    Prelude.names().forEach(name -> assertTrue(seen.add(name), name));
    Prelude.names().forEach(name -> assertTrue(ScalarOp.named(name).isEmpty(), name));
  }

  @Test
  void thereAreManyElementwiseFunctions() {
    assertTrue(ScalarOp.values().length + Prelude.names().size() > 80);
  }

  @TestFactory
  List<DynamicTest> preludeFunctionsAreDocumentedAndTakeVectors() {
    return Prelude.names().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> checkPrelude(name)))
        .toList();
  }

  private static final Set<String> ALWAYS_F64 =
      Set.of(
          "float_power",
          "logspace",
          "geomspace",
          "cov",
          "corrcoef",
          "interp",
          "fftfreq",
          "rfftfreq",
          "tri",
          "vander");

  /** Vectors, but for the functions that take scalars or matrices only. */
  private static String inputs(String function, String dtype) {
    String shape =
        switch (function) {
          case "logspace", "geomspace" -> "";
          case "matrix_transpose", "eigvalsh", "svdvals", "pinv", "matrix_norm", "cond" -> "[m,n]";
          default -> "[n]";
        };
    return "x:" + dtype + shape + " y:" + dtype + shape;
  }

  private static void checkPrelude(String name) {
    assertFalse(Prelude.doc(name).isBlank());
    Stmt.FnDecl function = Prelude.function(name).orElseThrow();
    assertEquals(name, function.name().text());
    long required = function.parameters().stream().filter(p -> p.defaultValue() == null).count();
    String call =
        switch (name) {
          case "fftfreq", "rfftfreq" -> name + "(8)";
          case "bincount" -> "bincount(i64(x), length=3)";
          case "permutation" -> "permutation(key(0), x)";
          case "interp" -> "interp(x, y, y)";
          case "ldexp" -> "ldexp(x, i64(y))";
          case "matrix_power" -> "matrix_power(x[:, None] * x, 3)";
          case "repeat" -> "repeat(x, i64(y))";
          case "rot90" -> "rot90(x[:, None])";
          case "hsplit", "vsplit" -> name + "(x, 2)";
          case "dsplit" -> "dsplit(stack([x[None], x[None]], axis=-1), 2)";
          case "tri" -> "tri(3)";
          default -> name + (required == 1 ? "(x)" : "(x, y)");
        };
    for (String dtype : List.of("f64", "f32", "i64")) {
      String inputs = inputs(name, dtype);
      assertEquals(List.of(), Texts.codes(call, inputs), call + " of " + dtype);
    }
    if (!ALWAYS_F64.contains(name)) {
      var type = Texts.type(call, inputs(name, "f32"));
      assertTrue(!type.dtype().isFloat() || type.dtype().shortName().equals("f32"), call);
    }
  }

  @TestFactory
  List<DynamicTest> scalarFunctionsTakeVectors() {
    return List.of(ScalarOp.values()).stream()
        .map(op -> DynamicTest.dynamicTest(op.toString(), () -> checkScalar(op)))
        .toList();
  }

  private static void checkScalar(ScalarOp op) {
    String arguments = List.of("", "x", "x, x", "x > 0, x, x").get(op.arity());
    String dtype = op.operand(dev.weft.tensor.DType.F64).isPresent() ? "f64" : "i64";
    for (String name : op.names()) {
      assertEquals(
          "[n]", Texts.type(name + "(" + arguments + ")", "x:" + dtype + "[n]").shape().toString());
    }
  }

  @Test
  void spec() {
    Spec spec = Spec.parse("x|a, axis=, *more");
    assertEquals("f(x, axis=, *more)", spec.text("f"));
    assertEquals(List.of(), Texts.codes("sum(a=x)", "x:f64[n]"));
    assertEquals(List.of("E0104"), Texts.codes("sum(x, a=x)", "x:f64[n]"));
    assertEquals(List.of("E0103"), Texts.codes("sum()", "x:f64[n]"));
    assertEquals(List.of("E0103"), Texts.codes("sum(x, 0, f64, True, 1)", "x:f64[n]"));
  }

  @Test
  void methods() {
    assertEquals("f64[m]", Texts.type("a.sum(axis=0)", "a:f64[n,m]").toString());
    assertEquals("f64[m]", Texts.type("a.sum(0)", "a:f64[n,m]").toString());
    assertEquals("f64[m, n]", Texts.type("a.transpose(1, 0)", "a:f64[n,m]").toString());
    assertEquals("f64[m, n]", Texts.type("a.T", "a:f64[n,m]").toString());
    assertEquals("f64[2, 3]", Texts.type("a.reshape(2, 3)", "a:f64[6]").toString());
    assertEquals("f32[n]", Texts.type("a.astype(f32)", "a:f64[n]").toString());
    assertEquals(List.of("E0105"), Texts.codes("a.sin()", "a:f64[n]"));
    assertEquals(List.of("E0105"), Texts.codes("a.__class__", "a:f64[n]"));
  }
}
