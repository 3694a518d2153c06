#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Cases with NumPy's answers for dtypes that the shared conformance data lack.

usage: tools/conformance/dtypes.py > compiler/src/test/resources/conformance/dtype_cases.jsonl
       tools/conformance/dtypes.py printing > runtime/src/test/resources/dev/weft/tensor/complex.jsonl

Run with Debian's python3-numpy. The lines have the form of the shared expression cases.
"""
import json
import math
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")
np.seterr(all="ignore")
if hasattr(np, "_set_promotion_state"):
    np._set_promotion_state("weak")

NAMES = {"bool": "bool", "uint8": "u8", "uint16": "u16", "int8": "i8", "int16": "i16",
         "int32": "i32", "int64": "i64", "float32": "f32", "float64": "f64",
         "complex64": "c64", "complex128": "c128"}
EPSILON = {"f32": 2e-6, "c64": 2e-6, "f64": 1e-13, "c128": 1e-13}


def number(x):
    x = float(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return "-0.0" if x == 0 and math.copysign(1, x) < 0 else x


def datum(x, kind):
    if kind == "c":
        return [number(x.real), number(x.imag)]
    if kind == "f":
        return number(x)
    if kind == "b":
        return bool(x)
    return int(x) if abs(int(x)) <= 2**53 else str(int(x))


def array(a):
    a = np.asarray(a)
    return {"dtype": NAMES[a.dtype.name], "shape": list(a.shape),
            "data": [datum(x, a.dtype.kind) for x in a.ravel()]}


def case(name, expr, inputs, expected, rtol=None, atol=None, tags=()):
    expected = np.asarray(expected)
    tolerance = EPSILON.get(NAMES[expected.dtype.name], 0)
    line = {"id": name, "source": "NumPy " + np.__version__, "expr": expr,
            "inputs": {k: array(v) for k, v in inputs.items()}, "expected": array(expected),
            "rtol": tolerance if rtol is None else rtol,
            "atol": tolerance if atol is None else atol, "tags": list(tags)}
    print(json.dumps(line))


def evaluated(name, expr, inputs, tags=(), **options):
    scope = {k: getattr(np, k) for k in dir(np) if not k.startswith("_")}
    scope.update(DTYPES)
    scope.update(inputs)
    case(name, expr, inputs, eval(expr, {"__builtins__": {}}, scope), tags=tags, **options)


DTYPES = {"i8": np.int8, "i16": np.int16, "u8": np.uint8, "u16": np.uint16, "i32": np.int32,
          "i64": np.int64, "f32": np.float32, "f64": np.float64, "c64": np.complex64,
          "c128": np.complex128, "bool": np.bool_, "int8": np.int8, "int16": np.int16,
          "uint16": np.uint16, "uint8": np.uint8, "complex64": np.complex64,
          "complex128": np.complex128, "float32": np.float32}


def grid(values, dtype):
    re, im = np.meshgrid(values, values)
    z = np.empty(re.shape, dtype)
    z.real = re
    z.imag = im
    return z.ravel()


TAME = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1e-3, 3.0, -20.0, 30.0]
WILD = [0.0, -0.0, 1.0, -1.5, math.inf, -math.inf, math.nan]
FAR = [1e-320, 1e-200, 1e-9, 0.9999999, 1.0000001, 700.0, -715.0, 1e9, -1e200, 1.5e308]

UNARY = ["exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "sin", "cos", "tan",
         "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "arcsinh", "arccosh", "arctanh",
         "square", "reciprocal", "conj", "real", "imag", "angle", "abs", "isnan", "isinf",
         "isfinite", "negative", "rint"]


def unspecified(name, z):
    """Where C leaves signs open, or NumPy is less than its own rules (and the array API's) ask."""
    inf = np.isinf(z.real) | np.isinf(z.imag)
    if name == "expm1":
        return ~np.isfinite(z.real) & ((z.imag == 0) | ~np.isfinite(z.imag))
    if name == "sinh":
        return np.isinf(z.real) & ~np.isfinite(z.imag)
    if name == "sin":
        return np.isinf(z.imag) & ~np.isfinite(z.real)
    if name == "arcsin":
        return np.isinf(z.real) & np.isnan(z.imag)
    if name == "reciprocal":
        return z == 0
    if name == "log1p":
        return abs(z) > 1e308
    return inf & False


def complex_functions():
    for name in UNARY:
        for dtype, short in ((np.complex128, "c128"), (np.complex64, "c64")):
            for kind, values in (("tame", TAME), ("wild", WILD), ("far", FAR)):
                if kind == "far" and short == "c64":
                    continue
                z = grid(values, dtype)
                z = z[~unspecified(name, z)]
                with np.errstate(all="ignore"):
                    expected = getattr(np, name)(z)
                tags = [kind, "fn:" + name, "dt:" + short]
                case(f"{name}-{short}-{kind}", f"{name}(z)", {"z": z}, expected, tags=tags)


def pairs(values, dtype):
    z = grid(values, dtype)
    a, b = np.meshgrid(z, z)
    return a.ravel(), b.ravel()


def complex_arithmetic():
    for expr in ("a + b", "a - b", "a * b", "a / b", "a == b", "a != b", "a ** b"):
        for dtype, short in ((np.complex128, "c128"), (np.complex64, "c64")):
            a, b = pairs([0.0, 1.0, -2.5, 0.25], dtype)
            if expr == "a ** b":
                a, b = a[(a != 0) | (b.real > 0) & (b.imag == 0)], \
                    b[(a != 0) | (b.real > 0) & (b.imag == 0)]
            evaluated(f"{expr}-{short}", expr, {"a": a, "b": b}, tags=["op", "dt:" + short])
    a, b = pairs([0.0, -0.0, 1.0, math.inf, math.nan], np.complex128)
    for expr in ("a + b", "a - b", "a * b", "a / b", "a == b"):
        evaluated(f"{expr}-wild", expr, {"a": a, "b": b}, tags=["op", "wild"])
    z = grid(TAME, np.complex128)
    z = z[z != 0]
    for n in (0, 1, 2, 3, 4, -1, -2, -7, 25, 99, -99):
        evaluated(f"power-{n}", f"z ** ({n})", {"z": z}, tags=["fn:power"], rtol=1e-12)
    for n in ("0.5", "1.5", "2j", "(1-0.5j)"):
        evaluated(f"power-{n}", f"z ** {n}", {"z": z}, tags=["fn:power"], rtol=1e-12)


def random(rng, dtype, shape):
    if np.dtype(dtype).kind == "c":
        z = rng.normal(size=shape) + 1j * rng.normal(size=shape)
        return z.astype(dtype)
    if np.dtype(dtype).kind in "iu":
        info = np.iinfo(dtype)
        return rng.integers(info.min, info.max, size=shape, endpoint=True, dtype=dtype)
    if np.dtype(dtype).kind == "b":
        return rng.integers(0, 2, size=shape).astype(bool)
    return (rng.normal(size=shape) * 3).astype(dtype)


def complex_structure():
    rng = np.random.default_rng(7)
    for dtype, short in ((np.complex128, "c128"), (np.complex64, "c64")):
        a = random(rng, dtype, (3, 4))
        b = random(rng, dtype, (4, 2))
        v = random(rng, dtype, 4)
        w = random(rng, dtype, 1500)
        x = random(rng, np.float32, (3, 4))
        for expr in ("sum(a)", "sum(a, axis=0)", "sum(a, axis=1, keepdims=True)", "prod(a)",
                     "prod(a, axis=1)", "mean(a)", "mean(a, axis=0)", "var(a)", "std(a, axis=1)",
                     "var(a, axis=0, ddof=1)", "cumsum(a, axis=1)", "cumprod(a, axis=0)",
                     "any(a)", "all(a, axis=0)", "count_nonzero(a, axis=1)", "a @ b", "a @ v",
                     "dot(a, b)", "inner(a, a)", "outer(v, v)", "vdot(v, v)", "vdot(a, a)",
                     "einsum('ij,ij->i', a, a)", "einsum('ij,jk->ki', a, b)", "einsum('ij->', a)",
                     "tensordot(a, b, 1)", "trace(a)", "a.T", "a[::-1, 1::2]", "a[1]",
                     "a.real", "a.imag", "a.conj()", "where(x > 0, a, x)",
                     "reshape(a, (2, 6))", "a[:, None] * a", "concatenate([a, a], axis=1)",
                     "flip(a, axis=0)", "roll(a, 1, axis=1)", "tril(a)", "a + x", "a * 2",
                     "a - 1.5", "a / 2", "2j * x", "x + 1j", "a.astype(c64)", "a.astype(c128)",
                     "a.astype(bool)", "zeros_like(a)", "ones_like(a)", "eye(3, dtype=c64)",
                     "round(a, 2)", "nan_to_num(a)", "linalg.norm(a)", "diff(a, axis=1)",
                     "isclose(a, a * 1.0000001)", "stack([a, a])", "take(a, [1, 0], axis=0)"):
            ours = expr.replace("linalg.norm", "norm")
            inputs = {n: t for n, t in (("a", a), ("b", b), ("v", v), ("x", x)) if uses(ours, n)}
            scope = {k: getattr(np, k) for k in dir(np) if not k.startswith("_")}
            scope.update(DTYPES)
            scope.update(inputs)
            expected = eval(expr, {"__builtins__": {}}, scope)
            case(f"{ours}-{short}", ours, inputs, expected, tags=["structure", "dt:" + short])
        for expr in ("sum(w)", "mean(w)", "vdot(w, w)", "prod(w / abs(w))"):
            evaluated(f"{expr}-{short}-long", expr, {"w": w}, tags=["structure", "dt:" + short],
                      rtol=1e-4 if short == "c64" else 1e-11)


def uses(expr, name):
    import re
    return re.search(r"(?<![\w.])" + name + r"(?!\w)", expr) is not None


SMALL = ["i8", "i16", "u8", "u16"]


def edges(dtype):
    info = np.iinfo(dtype)
    low = [info.min, info.min + 1, -3, -1] if info.min < 0 else [info.max // 2, 200]
    return np.array(low + [0, 1, 2, 7, 8, 100, info.max - 1, info.max]).astype(dtype)


def small_integers():
    rng = np.random.default_rng(5)
    for name in SMALL:
        dtype = DTYPES[name]
        a, b = (x.ravel() for x in np.meshgrid(edges(dtype), edges(dtype)))
        for expr in ("a + b", "a - b", "a * b", "a // b", "a % b", "a / b", "a & b", "a | b",
                     "a ^ b", "a << (b & 7)", "a >> (b & 7)", "a < b", "a <= b", "a == b",
                     "a != b", "a > b", "a >= b", "minimum(a, b)", "maximum(a, b)",
                     "fmod(a, b)", "where(a > b, a, b)", "a ** (b & 3)", "gcd(a | 1, b | 1)"):
            evaluated(f"{expr}-{name}", expr, {"a": a, "b": b}, tags=["small", "dt:" + name])
        e = edges(dtype)
        for expr in ("-a", "~a", "abs(a)", "sign(a)", "square(a)", "a ** 2", "a ** 3", "a * 2",
                     "a + 1", "a - 1", "1 - a", "a // 3", "a % 5", "a * 1.5", "a << 1", "a >> 1",
                     "not_equal(a, 0)", "logical_not(a)", "clip(a, 1, 5)",
                     "a.astype(i8)", "a.astype(u8)", "a.astype(i16)", "a.astype(u16)",
                     "a.astype(i32)", "a.astype(i64)", "a.astype(f32)", "a.astype(f64)",
                     "a.astype(bool)", "a.astype(c64)", "isnan(a)"):
            evaluated(f"{expr}-{name}", expr, {"a": e}, tags=["small", "dt:" + name])
        m = random(rng, dtype, (3, 4))
        n = random(rng, dtype, (4, 2))
        for expr in ("sum(m)", "sum(m, axis=0)", "prod(m & 3)", "min(m)", "max(m, axis=1)",
                     "mean(m)", "mean(m, axis=0)", "std(m)", "argmin(m)", "argmax(m, axis=0)",
                     "any(m)", "all(m)", "cumsum(m, axis=1)", "cumprod(m, axis=0)", "ptp(m)",
                     "count_nonzero(m)", "diff(m, axis=1)", "m @ n", "dot(m, n)",
                     "einsum('ij,jk->ik', m, n)", "trace(m)", "sum(m, dtype=i16)",
                     "sum(m, dtype=u8)", "prod(m, dtype=i8)", "cumsum(m, axis=0, dtype=i16)",
                     "sum(m, dtype=f32)", "mean(m, dtype=f64)", "m[::-1, 1:]", "m.T",
                     "concatenate([m, m])", "tril(m)", "stack([m, m])", "reshape(m, (2, 6))"):
            inputs = {k: t for k, t in (("m", m), ("n", n)) if uses(expr, k)}
            scope = {k: getattr(np, k) for k in dir(np) if not k.startswith("_")}
            scope.update(DTYPES)
            scope.update(inputs)
            expected = np.asarray(eval(expr, {"__builtins__": {}}, scope))
            if expected.dtype == np.uint64:  # there is no u64 here: sums of unsigned are i64
                expected = expected.astype(np.int64)
            case(f"{expr}-{name}", expr, inputs, expected, tags=["small", "dt:" + name])
    for name in ("i16", "u16"):
        x = np.abs(edges(DTYPES[name]).astype(np.int64)).clip(0, 100).astype(DTYPES[name])
        for function in ("sqrt", "exp", "sin", "log1p", "arctan", "hypot"):
            expr = "hypot(x, x)" if function == "hypot" else f"{function}(x)"
            evaluated(f"{expr}-{name}", expr, {"x": x}, tags=["small", "dt:" + name])
    for literal, dtype in (("7u8", np.uint8), ("-5i8", np.int8), ("300i16", np.int16),
                           ("65535u16", np.uint16)):
        x = np.array([1, 2], dtype)
        value = dtype(int(literal.replace("u", "i").split("i")[0]))
        case(f"literal-{literal}", f"x + {literal}", {"x": x}, x + value, tags=["small"])


def promotion():
    rng = np.random.default_rng(3)
    dtypes = ["bool", "i8", "i16", "u8", "u16", "i32", "i64", "f32", "f64", "c64", "c128"]
    for first in dtypes[:9]:
        a = random(rng, DTYPES[first], 3)
        for second in dtypes[:9]:
            b = random(rng, DTYPES[second], 3)
            if first in SMALL or second in SMALL:
                evaluated(f"meet-{first}-{second}", "a + b", {"a": a, "b": b}, tags=["promotion"])
    for first in dtypes:
        a = random(rng, DTYPES[first], 3)
        for second in ("c64", "c128"):
            b = random(rng, DTYPES[second], 3)
            evaluated(f"promote-{first}-{second}", "a + b", {"a": a, "b": b}, tags=["promotion"])
            evaluated(f"promote-{second}-{first}", "b * a", {"a": a, "b": b}, tags=["promotion"])
        for literal in ("2j", "1.5", "2", "True"):
            if first not in ("bool",) or literal != "True":
                evaluated(f"weak-{first}-{literal}", f"a * {literal}", {"a": a}, tags=["weak"])


def printing():
    """How NumPy prints complex numbers."""
    rng = np.random.default_rng(11)
    shown = [np.array(z) for z in (
        1 + 2j, 2j, complex(-0.0, 2), complex(0, -0.0), complex(math.nan, 1), complex(0, math.nan),
        1e20 + 1e-7j, complex(1, -math.inf), 0j, -1.5 + 0.25j)]
    shown += [np.array(list, complex) for list in (
        [1 + 2j, 0.5 - 1e-3j], [1, 1j], [1e10 + 1j, 2e-5], [[1j, 2], [3, 4.25]], [-0.0 - 0.0j],
        [complex(math.nan, 1), complex(1, math.inf), complex(-math.inf, -2)],
        [0.1 + 0.2j, 1 / 3 - 2 / 3j], [123456.789 + 1e-5j, 1], [[[1 + 1j]]])]
    shown += [random(rng, np.complex128, shape) for shape in ((7,), (3, 3), (40,), (2, 2, 2))]
    shown += [random(rng, np.complex128, (1200,)), random(rng, np.complex128, (40, 40)) * 1e5]
    shown += [a.astype(np.complex64) for a in shown[:24]]
    for a in shown:
        text = str(a if a.ndim else a[()])
        print(json.dumps({**array(a), "text": text}))


if __name__ == "__main__":
    if sys.argv[1:] == ["printing"]:
        printing()
        sys.exit(0)
    complex_functions()
    complex_arithmetic()
    complex_structure()
    small_integers()
    promotion()
    sys.exit(0)
