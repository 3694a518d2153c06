# SPDX-License-Identifier: Apache-2.0
"""Arrays as JSON, and small arrays of every kind to feed to functions."""
import numpy as np

DTYPES = {
    np.dtype(bool): "bool", np.dtype(np.uint8): "u8", np.dtype(np.int32): "i32",
    np.dtype(np.int64): "i64", np.dtype(np.int8): "i8", np.dtype(np.int16): "i16", np.dtype(np.uint16): "u16", np.dtype(np.float32): "f32", np.dtype(np.float64): "f64",
    np.dtype(np.complex64): "c64", np.dtype(np.complex128): "c128",
}


def number(x):
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x) if abs(int(x)) <= 2**53 else str(int(x))
    if isinstance(x, (complex, np.complexfloating)):
        return [number(float(x.real)), number(float(x.imag))]
    value = float(x)
    if np.isnan(value):
        return "NaN"
    if np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 and np.signbit(value):
        return "-0.0"
    return value


def to_json(array):
    array = np.asarray(array)
    return {"dtype": DTYPES[array.dtype], "shape": list(array.shape),
            "data": [number(x) for x in array.ravel().tolist()]}


rng = np.random.RandomState(20240917)
EDGE = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1.5, np.nan, np.inf, -np.inf, 1e-300, 5e-324, 1e300, -3.75]


def f64(*shape):
    return np.round(rng.standard_normal(shape) * 3, 3)


def f32(*shape):
    return np.round(rng.standard_normal(shape) * 3, 2).astype(np.float32)


def i64(*shape):
    return rng.randint(-9, 10, size=shape)


def i32(*shape):
    return rng.randint(-9, 10, size=shape).astype(np.int32)


def u8(*shape):
    return rng.randint(0, 256, size=shape).astype(np.uint8)


def flags(*shape):
    return rng.randint(0, 2, size=shape).astype(bool)


def with_nans(array):
    array = array.copy()
    flat = array.ravel()
    flat[::3] = np.nan
    return flat.reshape(array.shape)


def edge(dtype=np.float64):
    with np.errstate(all="ignore"):
        return np.array(EDGE, dtype)


def kinds():
    """One array of each kind: dtypes, ranks, sizes 0 and 1, edge values."""
    return [f64(7), f32(5), i64(6), i32(4), flags(5), f64(3, 4), f32(2, 3, 2), edge(),
            edge(np.float32), f64(0), f64(1), f64(), with_nans(f64(4, 3)), i64(2, 3)]


def c128(*shape):
    return f64(*shape) + 1j * f64(*shape)


def c64(*shape):
    return (f32(*shape) + 1j * f32(*shape)).astype(np.complex64)
