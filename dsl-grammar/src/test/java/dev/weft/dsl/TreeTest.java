// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.Source;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts become the trees they mean. */
class TreeTest {
  private static Stmt only(String script) {
    List<Stmt> statements = Texts.script(script).statements();
    assertEquals(1, statements.size(), script);
    return statements.getFirst();
  }

  private static void assertInt(String text, long value, String dtype) {
    Expr.IntLit literal = assertInstanceOf(Expr.IntLit.class, Texts.value(text), text);
    assertEquals(BigInteger.valueOf(value), literal.value(), text);
    assertEquals(dtype, literal.dtype(), text);
  }

  private static void assertFloat(String text, double value, String dtype) {
    Expr.FloatLit literal = assertInstanceOf(Expr.FloatLit.class, Texts.value(text), text);
    assertEquals(value, literal.value(), text);
    assertEquals(dtype, literal.dtype(), text);
  }

  @Test
  void integers() {
    assertInt("0", 0, null);
    assertInt("000", 0, null);
    assertInt("1_000", 1000, null);
    assertInt("0xff", 255, null);
    assertInt("0XF_f", 255, null);
    assertInt("0x_1e", 30, null);
    assertInt("0b101", 5, null);
    assertInt("0o17", 15, null);
    assertInt("7i64", 7, "i64");
    assertInt("200u8", 200, "u8");
    Expr.IntLit big = (Expr.IntLit) Texts.value("99999999999999999999");
    assertEquals(new BigInteger("99999999999999999999"), big.value());
  }

  @Test
  void aHexadecimalDigitIsNoExponent() {
    assertEquals("(30 + 1)", SyntaxPrinter.print(Texts.value("0x1e+1")));
  }

  @Test
  void floats() {
    assertFloat("1.", 1, null);
    assertFloat(".5", 0.5, null);
    assertFloat("1e-3", 1e-3, null);
    assertFloat("1_0.5_0E+2", 1050, null);
    assertFloat("2.0f32", 2, "f32");
    assertFloat("2f64", 2, "f64");
    assertFloat("0.1f32", 0.1f, "f32");
    assertFloat("1e999", Double.POSITIVE_INFINITY, null);
    // the nearest f32 is not the nearest f32 of the nearest f64
    assertFloat("1.00000017881393432617187499f32", 0x1.000002p0, "f32");
    assertEquals(new Expr.ImaginaryLit(Texts.value("2j").span(), 2), Texts.value("2j"));
    assertEquals(0.5, ((Expr.ImaginaryLit) Texts.value(".5J")).value());
  }

  @Test
  void stringsAndConstants() {
    assertEquals("ij->i", ((Expr.StringLit) Texts.value("'ij->i'")).value());
    assertEquals(
        "a\"\\\n\tλA'", ((Expr.StringLit) Texts.value("\"a\\\"\\\\\\n\\t\\u03bb\\x41'\"")).value());
    assertEquals("ab", ((Expr.StringLit) Texts.value("'a' \"b\"")).value());
    assertEquals("x", ((Expr.StringLit) Texts.value("b'x'")).value());
    assertTrue(((Expr.BoolLit) Texts.value("true")).value());
    assertTrue(((Expr.BoolLit) Texts.value("True")).value());
    assertInstanceOf(Expr.NoneLit.class, Texts.value("None"));
  }

  @Test
  void callsIndexesAndAttributes() {
    Expr.Call call = (Expr.Call) Texts.value("a.sum(b, axis=0, keepdims=True,)");
    Expr.Attribute callee = assertInstanceOf(Expr.Attribute.class, call.callee());
    assertEquals("sum", callee.name().text());
    assertNull(call.arguments().getFirst().name());
    assertEquals("keepdims", call.arguments().getLast().name().text());
    Expr.Index index = (Expr.Index) Texts.value("a[i, 1:-1, None, ..., ::2, :, b:]");
    assertEquals(7, index.subscripts().size());
    assertInstanceOf(Subscript.At.class, index.subscripts().get(0));
    assertInstanceOf(Subscript.NewAxis.class, index.subscripts().get(2));
    assertInstanceOf(Subscript.Ellipsis.class, index.subscripts().get(3));
    Subscript.Slice stepped = (Subscript.Slice) index.subscripts().get(4);
    assertNull(stepped.from());
    assertNull(stepped.to());
    assertEquals("2", SyntaxPrinter.print(stepped.step()));
    Subscript.Slice all = (Subscript.Slice) index.subscripts().get(5);
    assertNull(all.step());
  }

  @Test
  void tuplesAndParentheses() {
    assertInstanceOf(Expr.Name.class, Texts.value("((a))"));
    assertEquals("(a,)", SyntaxPrinter.print(Texts.value("(a,)")));
    assertEquals("()", SyntaxPrinter.print(Texts.value("()")));
    assertEquals("(a, b)", SyntaxPrinter.print(Texts.value("(a, b,)")));
    assertEquals("(a, b)", SyntaxPrinter.print(Texts.value("a, b")));
    assertEquals("[[1, 2], [3]]", SyntaxPrinter.print(Texts.value("[[1, 2,], [3]]")));
  }

  @Test
  void aPrefixNpIsDropped() {
    assertEquals("sin((pi * np))", SyntaxPrinter.print(Texts.value("np.sin(np.pi * np)")));
    Expr.Name name = (Expr.Name) Texts.value("np.pi");
    assertEquals(0, name.span().start());
    assertEquals(5, name.span().end());
  }

  @Test
  void spansCoverTheirTexts() {
    Source source = Texts.source("(a + b) * sin(c)[0]**2 - d");
    Expr.Chain difference = (Expr.Chain) WeftParser.parseExpression(source).value();
    assertEquals(source.text(), source.text(difference.span()));
    Expr.Chain product = (Expr.Chain) difference.first();
    assertEquals("(a + b) * sin(c)[0]**2", source.text(product.span()));
    assertEquals("a + b", source.text(product.first().span()));
    assertEquals("*", source.text(product.rest().getFirst().opSpan()));
    assertEquals("sin(c)[0]**2", source.text(product.rest().getFirst().operand().span()));
    Source long3 = Texts.source("a - (b) + c");
    Expr.Chain chain = (Expr.Chain) WeftParser.parseExpression(long3).value();
    assertEquals("a - (b)", long3.text(chain.rest().getFirst().span()));
  }

  @Test
  void namesMayBeInAnyScript() {
    for (String name :
        List.of("λ", "β1", "变量", "имя", "_", "x_1", "\ud835\udc31", "नाम", "e\u0301")) {
      assertInstanceOf(Expr.Name.class, Texts.value(name), name);
    }
    Expr.Name composed = (Expr.Name) Texts.value("\u00e9");
    Expr.Name decomposed = (Expr.Name) Texts.value("e\u0301");
    assertEquals(composed.text(), decomposed.text());
  }

  @Test
  void letsStandBeforeTheValue() {
    ExpressionText text = Texts.expression("x = a*a; y, z = b\n@fast\nsqrt(x) + y");
    assertEquals(2, text.statements().size());
    assertEquals("fast", text.annotations().getFirst().name().text());
    Stmt.Let unpack = (Stmt.Let) text.statements().get(1);
    assertEquals(List.of("y", "z"), unpack.targets().stream().map(Ident::text).toList());
  }

  @Test
  void annotations() {
    Stmt.Annotated same = (Stmt.Annotated) only("@chunk(262_144) @fast x = a");
    assertEquals(2, same.annotations().size());
    assertInstanceOf(Stmt.Let.class, same.statement());
    assertEquals(1, same.annotations().getFirst().arguments().size());
    Stmt.Annotated apart = (Stmt.Annotated) only("@strict (a + b) * c");
    assertEquals("((a + b) * c)", SyntaxPrinter.print(((Stmt.ExprStmt) apart.statement()).value()));
  }

  @Test
  void declarations() {
    Stmt.InputDecl input = (Stmt.InputDecl) only("input S, K: f64[n, 3, _, ..., time: m + 1]");
    assertEquals(2, input.names().size());
    assertEquals(5, input.type().dims().size());
    assertInstanceOf(TypeExpr.Dim.Any.class, input.type().dims().get(2));
    assertInstanceOf(TypeExpr.Dim.Rest.class, input.type().dims().get(3));
    assertEquals("time", ((TypeExpr.Dim.Size) input.type().dims().get(4)).label().text());
    assertNull(((Stmt.InputDecl) only("input x")).type());
    assertEquals(0, ((Stmt.ParamDecl) only("param r: f64 = 0.02")).type().dims().size());
    assertNull(((Stmt.StateDecl) only("state c: f64[k, d]")).value());
    assertNull(((Stmt.OutputDecl) only("output loss")).value());
    assertEquals("lib", ((Stmt.ImportDecl) only("import \"lib.expr\" as lib")).alias().text());
    Stmt.FnDecl fn = (Stmt.FnDecl) only("fn f(x: f64[n], k=3) -> f64[n] { y = x\n y * k }");
    assertEquals(2, fn.parameters().size());
    assertEquals(2, fn.body().statements().size());
    assertEquals(1, ((Stmt.FnDecl) only("fn f() = 1")).body().statements().size());
    assertNull(((Stmt.AssertDecl) only("assert (a > 0)")).message());
    assertEquals("no", ((Stmt.AssertDecl) only("assert a > 0, 'no'")).message().value());
  }

  @Test
  void updatesAndIndexDefinitions() {
    assertEquals(BinaryOp.POWER, ((Stmt.AugAssign) only("x **= 2")).op());
    Stmt.SliceAssign plain = (Stmt.SliceAssign) only("u[1:-1, 0] = v");
    assertNull(plain.op());
    assertEquals(2, plain.subscripts().size());
    assertEquals(BinaryOp.FLOOR_DIVIDE, ((Stmt.SliceAssign) only("u[:] //= v")).op());
    Stmt.IndexDef def =
        (Stmt.IndexDef)
            only("g[i, j] := sum[p](a[i+p, j]) for i in 0:h, j in 0:w:2 boundary constant(0)");
    assertEquals(2, def.indices().size());
    assertEquals("2", SyntaxPrinter.print(def.ranges().get(1).range().step()));
    assertEquals("constant", def.boundary().kind().text());
    assertEquals("0", SyntaxPrinter.print(def.boundary().argument()));
  }

  @Test
  void loopsAndChoices() {
    Stmt.For loop = (Stmt.For) only("for t in 0:steps { u = step(u) }");
    assertEquals(1, loop.body().statements().size());
    Stmt.While repeat = (Stmt.While) only("while norm(r) > tol limit 1000 {\n r = f(r)\n}");
    assertEquals("1000", SyntaxPrinter.print(repeat.limit()));
    Stmt.If choice = (Stmt.If) only("if a { 1 }\nelse if b { 2 } else { 3 }");
    Stmt.If second = (Stmt.If) choice.otherwise().statements().getFirst();
    assertEquals(1, second.otherwise().statements().size());
    assertNull(((Stmt.If) only("if a { x = 1 }")).otherwise());
    Stmt.Let scan =
        (Stmt.Let)
            only("e = scan (s = p[0]) over p in price, v in vol { s = d*s + p; yield s } + 1");
    Expr.Chain sum = (Expr.Chain) scan.value();
    assertEquals(2, ((Expr.ScanExpr) sum.first()).over().size());
    Stmt.Let turns = (Stmt.Let) only("x = loop (a = 1, b = 2) while a < 9 limit 10 { a = a + b }");
    Expr.LoopExpr expr = (Expr.LoopExpr) turns.value();
    assertInstanceOf(Expr.LoopHead.Conditional.class, expr.head());
    assertEquals(2, expr.carried().size());
  }
}
