# SPDX-License-Identifier: Apache-2.0
"""Writes printing.jsonl: arrays and the text that NumPy (1.24, weak promotion) prints for them.

Run with NPY_PROMOTION_STATE=weak in this folder. One JSON object per line: a tensor in the data
encoding of the project, or "arange": n with a divisor instead of data, and "text".
"""
import json
import math

import numpy as np

NAMES = {"float64": "f64", "float32": "f32", "int64": "i64", "int32": "i32", "bool": "bool", "uint8": "u8"}
SPECIAL = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity", "-0.0": "-0.0"}


def datum(x):
    if isinstance(x, float):
        return SPECIAL.get(repr(x), x)
    if isinstance(x, int) and not isinstance(x, bool) and abs(x) > 2**53:
        return str(x)
    return x


def case(a):
    a = np.asarray(a)
    return {
        "dtype": NAMES[a.dtype.name],
        "shape": list(a.shape),
        "data": [datum(x) for x in a.ravel().astype(np.float64 if a.dtype.kind == "f" else a.dtype).tolist()],
        "text": str(a),
    }


def arange(dtype, divisor, *shape):
    n = math.prod(shape)
    a = (np.arange(n, dtype=dtype) / dtype(divisor) if divisor != 1 else np.arange(n, dtype=dtype)).reshape(shape)
    return {"dtype": NAMES[a.dtype.name], "shape": list(shape), "arange": n, "divisor": divisor, "text": str(a)}


nan, inf = math.nan, math.inf
f32, i32, u8 = np.float32, np.int32, np.uint8
rng = np.random.default_rng(7)
cases = [
    [1.0, 2.0, 3.0],
    [1.5, -2.25, 3.0],
    [0.1, 0.2, 0.30000000000000004],
    [1 / 3, 2 / 3, 1.0],
    [1e-5, 1.0],
    [1e-4, 0.1],
    [1.0, 1000.0],
    [1.0, 1001.0],
    [0.0, 1001.0],
    [99999999.0],
    [1e8],
    [123456789.125],
    [99999999.99999999],
    [1e100, 1e-100],
    [5e-324, 1.7976931348623157e308],
    [-5e-324, 0.0],
    [nan, 1.0],
    [inf, 1.0, -1.0],
    [-inf, 1.0],
    [nan],
    [inf],
    [-inf],
    [nan, -inf, 1e10, 1.23456],
    [-0.0, 0.0],
    [-0.0],
    [0.0],
    [1e-9, -0.0, 1e300],
    [0.123456785, 0.5],
    [0.000123456789, 0.1],
    [2.5, 0.999999999],
    [9.9999999999e-6, 1.0],
    [[1.0, -2.5], [1e3, 0.0]],
    [[[1.0], [2.0]], [[3.0], [4.125]]],
    np.arange(24.0).reshape(2, 3, 4) / 7,
    np.arange(24).reshape(2, 2, 3, 2),
    rng.normal(size=(4, 30)),
    rng.normal(size=40) * 1e-7,
    np.arange(200),
    np.arange(-30, 30).reshape(3, 20) * 1000003,
    [2**63 - 1, -(2**63)],
    np.array([1, -2, 300], i32),
    np.array([0, 7, 255], u8),
    np.array(5),
    np.array(-7, i32),
    np.array(200, u8),
    np.array(True),
    np.array(False),
    [True, False],
    [[True, True], [False, True]],
    np.zeros((3, 40), bool),
    np.array([0.1, 0.2, 1 / 3], f32),
    np.array([16777216.0, 1.0], f32),
    np.array([0.1, 1.2345679e-5], f32),
    np.array([1.0000001e-5, 0.1, 0.7, 3.0], f32),
    np.array([1e-45, 3.4028235e38], f32),
    np.array([1e-4, 0.05], f32),
    np.array([9.9999990e-5, 0.05], f32),
    np.array([nan, -inf, 2.5], f32),
    np.array([2000000.5, 8e6], f32),
    np.array([96098304.0, 12345678.0], f32),
    rng.normal(size=(3, 9)).astype(f32),
    np.array(0.1, f32),
    np.array(1e-4, f32),
    np.array(1e-4),
    np.array(9.999e-5),
    np.array(1e16),
    np.array(9999999999999998.0),
    np.array(1e16, f32),
    np.array(123456.789, f32),
    np.array(5e-324),
    np.array(2e-323),
    np.array(-0.0),
    np.array(nan),
    np.array(-inf),
    np.array(1.7976931348623157e308),
    np.array(2.0**60),
    np.array(1e22),
    np.array(9007199254740993.0),
    np.ones((1, 1, 1, 1)),
    np.full((1, 20), 1e-3),
    np.full((2, 13), 12.5),
    np.full(15, 1234),
    np.full(18, 1234),
    np.full((2, 9), 1234567),
]
lines = [case(a) for a in cases] + [
    arange(np.float64, 1, 1000),
    arange(np.float64, 1, 1001),
    arange(np.float64, 3, 1001),
    arange(np.int64, 1, 1001),
    arange(np.int32, 1, 7, 200),
    arange(np.int64, 1, 40, 40),
    arange(np.float64, 7, 30, 40, 2),
    arange(np.float64, 1, 6, 6, 6, 6),
    arange(np.int64, 1, 200, 6),
    arange(np.int64, 1, 1, 2000),
    arange(np.int64, 1, 2000, 1),
    arange(np.float32, 1, 10, 200),
    arange(np.float64, 1, 8, 8, 8, 8),
]
with open("printing.jsonl", "w") as out:
    for line in lines:
        out.write(json.dumps(line) + "\n")
