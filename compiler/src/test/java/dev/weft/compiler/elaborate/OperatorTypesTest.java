// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dtype of every kind of operation, literals and Java scalars included. */
class OperatorTypesTest {
  private static final String INPUTS =
      "b:bool[n] i:i32[n] l:i64[n] f:f32[n] d:f64[n] z:i64 s:f32 k:weak-i64 w:weak-f64 u:u8[n]";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "f * 2.0 ; f32",
        "f * 2 ; f32",
        "i * 1.5 ; f64",
        "i * 2 ; i32",
        "l + True ; i64",
        "b + b ; bool",
        "b * b ; bool",
        "b + 2 ; i64",
        "b + 2.5 ; f64",
        "f + i ; f64",
        "f + l ; f64",
        "f + b ; f32",
        "i + l ; i64",
        "i + b ; i32",
        "f + d ; f64",
        "i / i ; f64",
        "f / f ; f32",
        "f / i ; f64",
        "b / b ; f64",
        "i / 2 ; f64",
        "i // 2 ; i32",
        "f // 2 ; f32",
        "l % 3 ; i64",
        "i ** 2 ; i32",
        "f ** 2 ; f32",
        "f ** 0.5 ; f32",
        "b ** b ; i8",
        "2 ** i ; i32",
        "-i ; i32",
        "~b ; bool",
        "~i ; i32",
        "i << 2 ; i32",
        "b << 1 ; i64",
        "i & l ; i64",
        "b & b ; bool",
        "b | i ; i32",
        "i < f ; bool",
        "1 < i < 3 ; bool",
        "not f ; bool",
        "f and i ; bool",
        "f if b else 0 ; f32",
        "i if b else 0.5 ; f64",
        "f + z ; f64",
        "i + z ; i64",
        "f + s ; f32",
        "f * k ; f32",
        "f * w ; f32",
        "i * k ; i32",
        "i * w ; f64",
        "k * k ; i64",
        "k / 2 ; f64",
        "k * 1.5 * f ; f32",
        "2 + 3 ; i64",
        "1 / 2 ; f64",
        "2 ** -1 ; f64",
        "f * (1 / 2) ; f32",
        "f * sqrt(2.0) ; f64",
        "pi * f ; f32",
        "7i32 * i ; i32",
        "2.0f32 * i ; f64",
        "f32(d) ; f32",
        "astype(f, i32) ; i32",
        "f.astype(float64) ; f64",
        "int64(f) ; i64",
        "sin(i) ; f64",
        "sin(f) ; f32",
        "abs(i) ; i32",
        "floor(i) ; i32",
        "floor(f) ; f32",
        "minimum(i, l) ; i64",
        "maximum(f, 1) ; f32",
        "where(b, 1, 0) ; i64",
        "where(b, f, 0.1) ; f32",
        "where(b, i, f) ; f64",
        "isnan(i) ; bool",
        "sign(f) ; f32",
        "hypot(f, f) ; f32",
        "atan2(i, i) ; f64",
        "u == 3 ; bool",
        "f32(u) ; f32",
        "sqrt(u) ; f32",
        "sin(i16(d)) ; f32",
        "u / u ; f64",
        "u + u ; u8",
        "u * 2 ; u8",
        "u + i8(d) ; i16",
        "u + u16(d) ; u16",
        "u + i ; i32",
        "u16(d) + i8(d) ; i32",
        "u16(d) + i16(d) ; i32",
        "i8(d) + i16(d) ; i16",
        "u16(d) + l ; i64",
        "u16(d) + f ; f32",
        "u16(d) * 1.5 ; f64",
        "i8(d) + b ; i8",
        "~u ; u8",
        "u << 3 ; u8",
        "u // 3 ; u8",
        "7u8 + u ; u8",
        "-5i8 ; i8",
        "uint16(d) ; u16",
        "d.astype(int8) ; i8",
        "where(b, u, u) ; u8",
        "i > 3000000000 ; bool",
        "clip(f, 0, 1) ; f32",
        "round(f, 2) ; f32",
        "round(i) ; i32",
        "heaviside(f, 0.5) ; f32",
        "sigmoid(f) ; f32",
        "softplus(f) ; f32",
        "gelu(f) ; f32",
        "degrees(f) ; f32",
        "logaddexp(f, f) ; f32",
        "nan_to_num(f) ; f32",
        "square(i) ; i32",
      })
  void elementwise(String expression, String dtype) {
    assertEquals(dtype, Texts.type(expression, INPUTS).dtype().shortName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum(i) ; i64",
        "sum(b) ; i64",
        "sum(f * 1j) ; c64",
        "prod(d * 1j) ; c128",
        "mean(f * 1j) ; c64",
        "var(f * 1j) ; f32",
        "any(f * 1j) ; bool",
        "cumsum(f * 1j) ; c64",
        "sum(f, dtype=c128) ; c128",
        "(f * 1j) @ d ; c128",
        "zeros(3, complex64) ; c64",
        "zeros(3, dtype=complex) ; c128",
        "[1, 2j] ; c128",
        "norm(f * 1j) ; f32",
        "sum(f) ; f32",
        "sum(d) ; f64",
        "prod(i) ; i64",
        "mean(i) ; f64",
        "sum(u) ; i64",
        "sum(u, dtype=u16) ; u16",
        "sum(u, dtype=uint16) ; u16",
        "sum(i, dtype='int16') ; i16",
        "cumsum(u) ; i64",
        "cumsum(u, dtype=i16) ; i16",
        "min(u) ; u8",
        "argmax(u) ; i64",
        "mean(u) ; f64",
        "mean(f, dtype=f64) ; f64",
        "var(u) ; f64",
        "u @ u ; u8",
        "diff(u) ; u8",
        "mean(f) ; f32",
        "var(f) ; f32",
        "std(i) ; f64",
        "min(i) ; i32",
        "max(f) ; f32",
        "max(b) ; bool",
        "any(f) ; bool",
        "all(i) ; bool",
        "argmin(f) ; i64",
        "argmax(b) ; i64",
        "count_nonzero(f) ; i64",
        "sum(f, dtype=f64) ; f64",
        "sum(f, dtype=float64) ; f64",
        "mean(f, dtype='float64') ; f64",
        "cumsum(i) ; i64",
        "cumprod(f) ; f32",
        "softmax(f) ; f32",
        "logsumexp(f) ; f32",
        "norm(f) ; f32",
        "nansum(f) ; f32",
        "nanmean(f) ; f32",
        "f @ f ; f32",
        "i @ l ; i64",
        "b @ b ; bool",
        "f @ d ; f64",
        "zeros(3) ; f64",
        "ones(3, i32) ; i32",
        "full(3, 7) ; i64",
        "arange(3) ; i64",
        "arange(3.0) ; f64",
        "linspace(0, 1, 5) ; f64",
        "eye(3) ; f64",
        "zeros_like(f) ; f32",
        "[1, 2] ; i64",
        "[1, 2.0] ; f64",
        "[True, False] ; bool",
      })
  void reductionsAndCreation(String expression, String dtype) {
    assertEquals(dtype, Texts.type(expression, INPUTS).dtype().shortName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "b - b ; E0201",
        "-b ; E0201",
        "f ^ f ; E0201",
        "f & 1 ; E0201",
        "f << 1 ; E0201",
        "i ** -1 ; E0212",
        "l ** -7 ; E0212",
        "i + 3000000000 ; E0206",
        "l + 99999999999999999999 ; E0206",
        "l * 2**63 ; E0206",
        "i & 4294967296 ; E0206",
        "u + 256 ; E0206",
        "i8(f) + 128 ; E0206",
        "u & -1 ; E0206",
        "u32(f) ; E0301",
        "bfloat16(f) ; E0301",
        "mean(i, dtype=i32) ; E0201",
        "gcd(f, f) ; E0201",
        "f + 'text' ; E0202",
        "f + None ; E0202",
        "f16(f) ; E0301",
        "f < 2j ; E0201",
        "maximum(f * 1j, f) ; E0201",
        "max(f * 1j) ; E0201",
        "argmin(f * 1j) ; E0201",
        "cumulative_max(f * 1j) ; E0201",
        "f32(f * 1j) ; E0201",
        "sum(f * 1j, dtype=f64) ; E0201",
        "(f * 1j) // 2 ; E0201",
        "(f * 1j) % 2 ; E0201",
        "~(f * 1j) ; E0201",
        "f & 1j ; E0201",
        "f[1j] ; E0201",
        "complex(f, 1j) ; E0201",
        "i << 99999999999999999999 ; E0206",
      })
  void refused(String expression, String code) {
    assertEquals(List.of(code), Texts.codes(expression, INPUTS));
  }

  @Test
  void weakIntegersMustFitWhatTheyMeet() {
    var guards = Texts.graph("i * k", "i:i32[n] k:weak-i64").guards();
    assertEquals(List.of("E0206", "E0206"), guards.stream().map(g -> g.code()).toList());
  }

  @Test
  void anInputMayBearTheNameOfAConstant() {
    assertEquals("f32", Texts.type("e * 2", "e:f32[n]").dtype().shortName());
    assertEquals("f64", Texts.type("e * 2", "").dtype().shortName());
  }

  @Test
  void anInputMayBearTheNameOfADType() {
    assertEquals("f64", Texts.type("f32 / i64", "f32:f32[n] i64:i64[n]").dtype().shortName());
    assertEquals("f64", Texts.type("int * 2 + 1", "int:f64[n]").dtype().shortName());
  }
}
