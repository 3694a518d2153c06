# SPDX-License-Identifier: Apache-2.0
"""The functions of the language as Debian's NumPy and SciPy have them, and calls of each."""
import numpy as np
import scipy.special as special

from arrays import (rng, c128, c64, edge, f32, f64, flags, i32, i64, kinds, u8, with_nans)


TRANSFORMS = [way + kind for kind in ("fft", "fft2", "fftn") for way in ("", "i", "r", "ir")]


def _table_of_names():
    names = {n: getattr(np, n) for n in dir(np) if not n.startswith("_")}
    for new, old in {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "atan2": "arctan2",
                     "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "pow": "power",
                     "concat": "concatenate", "permute_dims": "transpose",
                     "bitwise_invert": "invert", "bitwise_left_shift": "left_shift",
                     "bitwise_right_shift": "right_shift"}.items():
        names[new] = getattr(np, old)
    names.update(
        erf=special.erf, erfc=special.erfc, gamma=special.gamma, lgamma=special.gammaln,
        sigmoid=lambda x: floats(special.expit(floats(x)), x),
        relu=lambda x: np.maximum(x, 0),
        softplus=lambda x: np.logaddexp(floats(x), np.zeros_like(floats(x))),
        gelu=lambda x: 0.5 * x * (1 + special.erf(x / np.sqrt(2.0).astype(floats(x).dtype))),
        softmax=special.softmax, log_softmax=special.log_softmax, logsumexp=special.logsumexp,
        norm=np.linalg.norm, fdim=lambda x, y: np.maximum(x - y, 0),
        f32=np.float32, i32=lambda x: np.asarray(x).astype(np.int32), f64=np.float64,
        cumulative_max=np.maximum.accumulate, cumulative_min=np.minimum.accumulate,
        cumulative_sum=cumulative(np.cumsum, 0), cumulative_prod=cumulative(np.cumprod, 1),
        svdvals=lambda x: np.linalg.svd(x, compute_uv=False), eigvalsh=np.linalg.eigvalsh,
        **{n: getattr(np.linalg, n) for n in "solve inv det slogdet cholesky qr eigh svd pinv matrix_rank".split()},
        **{n: getattr(np.fft, n) for n in "fftfreq rfftfreq fftshift ifftshift".split()},
        **{n: transform(getattr(np.fft, n)) for n in TRANSFORMS + ["hfft", "ihfft"]},
        matrix_transpose=lambda x: np.swapaxes(x, -1, -2), vecdot=vecdot,
        unstack=lambda x, axis=0: tuple(np.moveaxis(x, axis, 0)), len=len,
        astype=lambda x, dtype: np.asarray(x).astype(dtype), segment_sum=segment_sum,
        trapezoid=np.trapz, unique_values=lambda x: np.unique(x, equal_nan=False),
        unique_counts=lambda x: np.unique(x, return_counts=True, equal_nan=False),
        unique_inverse=lambda x: shaped(x, np.unique(x, return_inverse=True, equal_nan=False)),
        unique_all=lambda x: shaped(x, np.unique(x, True, True, True, equal_nan=False), 2),
        vector_norm=vector_norm, matrix_norm=matrix_norm,
        matrix_power=np.linalg.matrix_power, cond=lambda x, p=None: np.linalg.cond(x, p).real)
    return names


def transform(function):
    """NumPy 2 keeps f32 and c64."""
    def run(x, *args, **keywords):
        y = function(x, *args, **keywords)
        single = np.asarray(x).dtype in (np.float32, np.complex64)
        return y.astype(np.complex64 if y.dtype.kind == "c" else np.float32) if single else y
    return run


def shaped(x, results, at=1):
    """NumPy 2 gives places in the shape of x."""
    return tuple(r.reshape(x.shape) if i == at else r for i, r in enumerate(results))


def floats(x, like=None):
    x = np.asarray(x)
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def vector_norm(x, axis=None, keepdims=False, ord=2):
    if axis is None or isinstance(axis, tuple):
        axes = tuple(range(x.ndim)) if axis is None else axis
        x, axis = np.moveaxis(x, axes, range(len(axes))), 0
        x = x.reshape((-1,) + x.shape[len(axes):])
    return np.linalg.norm(x, ord, axis, keepdims)


def matrix_norm(x, keepdims=False, ord="fro"):
    return np.linalg.norm(x, ord, (-2, -1), keepdims)


def cumulative(function, start):
    def run(x, axis=None, include_initial=False):
        y = function(x, axis=0 if axis is None else axis)
        if include_initial:
            axis = 0 if axis is None else axis
            shape = list(y.shape)
            shape[axis] = 1
            y = np.concatenate([np.full(shape, start, y.dtype), y], axis=axis)
        return y
    return run


def vecdot(a, b, axis=-1):
    a, b = np.broadcast_arrays(a, b)
    return np.sum(a * b, axis=axis, dtype=np.result_type(a, b))


def segment_sum(x, ids, n):
    y = np.zeros((n,) + x.shape[1:], np.int64 if x.dtype == bool else x.dtype)
    np.add.at(y, ids, x)
    return y


def one(arrays):
    return [{"x": a} for a in arrays]


def pairs():
    return [{"x": f64(5), "y": f64(5)}, {"x": f32(4), "y": f32(4)}, {"x": i64(6), "y": i64(6)},
            {"x": i32(3, 4), "y": i32(4)}, {"x": flags(4), "y": flags(4)},
            {"x": f64(3, 1), "y": f64(1, 4)}, {"x": edge(), "y": edge()[::-1].copy()},
            {"x": edge(np.float32), "y": edge(np.float32)[::-1].copy()},
            {"x": i32(4), "y": f32(4)}, {"x": f64(0), "y": f64(1)}, {"x": f64(), "y": f64(2, 2)},
            {"x": i64(5), "y": f64(5)}, {"x": np.float64(np.inf), "y": edge()}]


def ints():
    big = np.array([0, 1, -1, 2**31 - 1, -2**31, 12, -18, 7], np.int32)
    huge = np.array([0, 1, -1, 2**63 - 1, -2**63, 48, -36, 2**40], np.int64)
    return [{"x": i64(6), "y": i64(6)}, {"x": i32(6), "y": i32(6)}, {"x": big, "y": big[::-1].copy()},
            {"x": huge, "y": huge[::-1].copy()}, {"x": i32(3, 1), "y": i64(4)},
            {"x": flags(5), "y": flags(5)}, {"x": i64(0), "y": i64(0)}, {"x": i32(), "y": i32(2, 2)}]


UNARY = """negative positive square reciprocal degrees radians rad2deg deg2rad exp2 cbrt rint trunc
ceil log isnan isinf isfinite signbit isposinf isneginf logical_not sinc angle real imag conj
conjugate copy nan_to_num""".split()
SPECIAL = "erf erfc gamma lgamma sigmoid softplus gelu relu".split()
BINARY = """add subtract multiply divide true_divide floor_divide remainder mod fmod power
float_power fmin fmax minimum maximum equal not_equal less less_equal greater greater_equal
logical_and logical_or logical_xor heaviside nextafter copysign logaddexp logaddexp2 hypot atan2
fdim isclose array_equal""".split()
BITS = "bitwise_and bitwise_or bitwise_xor gcd lcm left_shift right_shift".split()
EXACT = set("""negative positive rint trunc ceil isnan isinf isfinite signbit isposinf isneginf
logical_not real imag copy fmin fmax minimum maximum nextafter copysign relu""".split())


def suited(name, arrays):
    """Leaves out where this NumPy and SciPy differ from NumPy 2 and C's functions."""
    if name in ("ceil", "trunc"):  # NumPy 2 keeps integers
        arrays = [a for a in arrays if a.dtype.kind == "f"] + [f64(5), f64(2, 2), f32(3, 2), f64(1, 1)]
    elif name in ("gamma", "lgamma"):  # at negative integers, and -inf
        arrays = [abs(a[np.isfinite(a)]) + 0.25 for a in arrays if a.dtype.kind == "f"]
        arrays += [np.array([0.0, np.inf, np.nan, 1.0, 2.0]), f64(7) - 0.1234, f64(9) + 0.0311]
    elif name == "sinc":  # f32 became f64
        arrays = [a for a in arrays if a.dtype != np.float32] + [f64(2, 2), f64(3)]
    elif name in SPECIAL or name == "reciprocal":
        arrays = [a for a in arrays if a.dtype != bool] + [f64(5)]
    return arrays


def bool_free(name, pairs):
    kept = [p for p in pairs if name not in ("fmin", "fmax") or p["x"].dtype != bool]
    return kept + [{"x": abs(f64(4)), "y": f64(4)}, {"x": abs(f32(2, 2)), "y": f32(2)}, {"x": abs(i64(3)), "y": f32(1)}]


def axes(name, more=""):
    return ["%s(x%s)" % (name, more), "%s(x, axis=0%s)" % (name, more),
            "%s(x, axis=-1, keepdims=True%s)" % (name, more)]


def table():
    """Rows of (name, texts, inputs, whether the answer is exact)."""
    for name in UNARY:
        yield name, ["%s(x)" % name], one(suited(name, kinds())), name in EXACT
    for name in SPECIAL:
        yield name, ["%s(x)" % name], one(suited(name, kinds())), name in EXACT
    for name in BINARY:
        yield name, ["%s(x, y)" % name], bool_free(name, pairs()), name in EXACT
    for name in BITS:
        yield name, ["%s(x, y)" % name, "%s(y, x)" % name], ints(), True
    yield "invert", ["invert(x)", "bitwise_invert(x)"], one([i64(4), i32(3), flags(3), i64(0), i32(), i64(2, 2)]), True
    yield from reductions()
    yield from shapes()
    yield from creation()
    yield from products()
    yield from statistics()
    yield from orders()
    yield from spectra()
    yield from sets()
    yield from assignments()
    yield from later()
    yield from edges_of_sorts()
    yield from edges_of_shapes()
    yield from edges_of_functions()


def reductions():
    some = [f64(7), f32(3, 4), i64(2, 5), f64(2, 3, 2), with_nans(f64(4, 3)), edge()[:7], i32(4, 2)]
    for name in ["logsumexp", "softmax", "log_softmax"]:
        texts = axes(name)[:2] + ["%s(x, axis=-1)" % name]
        if name == "softmax" or name == "log_softmax":
            texts = texts[1:]
        yield name, texts, one([f64(7), f32(3, 4), f64(2, 3, 2), 300 * f64(5), np.array([-np.inf, 1.0, 2.0]), f64(1)]), False
    yield "logsumexp-edge", ["logsumexp(x)", "logsumexp(x, axis=0)"], one(
        [np.array([-np.inf, -np.inf]), np.array([np.inf, 1.0]), np.array([np.nan, 1.0]),
         np.array([1e308, 1e308]), np.array([-1e308, 1.0]), with_nans(f64(3, 3)), f64(1)]), False
    for name in ["nansum", "nanprod", "nanmean", "nanvar", "nanstd", "nanmin", "nanmax",
                 "nanargmin", "nanargmax"]:
        texts = axes(name)
        if name in ("nanvar", "nanstd"):
            texts += ["%s(x, ddof=1)" % name, "%s(x, axis=0, ddof=2)" % name]
        yield name, texts, one(some + [np.full((2, 2), np.nan), with_nans(f32(5))]), False
    for name in ["nancumsum", "nancumprod"]:
        yield name, ["%s(x)" % name, "%s(x, axis=0)" % name], one(some), False
    for name in ["count_nonzero", "ptp"]:
        yield name, axes(name), one(some + [flags(5)]), True
    yield "average", ["average(x)", "average(x, axis=0)", "average(x, weights=w)",
                      "average(x, axis=1, weights=w)", "average(x, axis=1, weights=v)"], [
        {"x": f64(4), "w": f64(4)}, {"x": i64(3, 4), "w": f64(3, 4), "v": f64(4)},
        {"x": f32(3, 4), "w": f32(3, 4), "v": f32(4)}, {"x": f64(2, 3), "v": i64(3) + 20}], False
    yield "norm", ["norm(x)", "norm(x, 1)", "norm(x, inf)", "norm(x, -inf)", "norm(x, 0)",
                   "norm(x, 3)", "norm(x, ord=2, axis=0)", "norm(x, ord=1, axis=-1, keepdims=True)",
                   "norm(x, 'fro')", "norm(x, -1)", "norm(x, axis=0)", "norm(x, 0.5, axis=0)",
                   "norm(x, ord=1, axis=(0, 1))", "norm(x, inf, axis=(-2, -1), keepdims=True)"], one(
        [f64(5), f32(3, 4), i64(3, 2), f64(2, 3, 2), np.array([np.nan, 1.0]), np.array([3.0, np.inf])]), False
    yield "allclose", ["allclose(x, y)", "allclose(x, y, rtol=0.5)", "allclose(x, x)",
                       "allclose(x, x, equal_nan=True)"], pairs()[:8], True
    yield "isclose-args", ["isclose(x, y, rtol=0.5, atol=0.25)", "isclose(x, x, equal_nan=True)"], pairs(), True
    for name in ["cumsum", "cumprod", "cumulative_sum", "cumulative_prod"]:
        texts = ["%s(x, axis=0)" % name, "%s(x, axis=-1)" % name]
        if name.startswith("cumulative"):
            texts += ["%s(x, axis=0, include_initial=True)" % name, "%s(x, axis=-1, include_initial=True)" % name]
        else:
            texts += ["%s(x)" % name]
        yield name, texts, one([f64(5), i32(2, 3), f32(3, 2), flags(4), edge()[:6], f64(0), i64(2, 2, 2)]), False
    for name in ["cumulative_max", "cumulative_min"]:
        yield name, ["%s(x, axis=0)" % name, "%s(x, axis=-1)" % name], one(
            [f64(5), i32(2, 3), f32(3, 2), edge(), f64(0), i64(2, 2, 2), with_nans(f64(3, 3))]), True
    yield "diff", ["diff(x)", "diff(x, n=2)", "diff(x, axis=0)", "diff(x, n=0)", "diff(x, prepend=0)",
                   "diff(x, append=x[-1:])", "diff(x, axis=0, prepend=x[:1], append=x[:2])"], one(
        [f64(6), i64(3, 4), flags(5), f32(4), f64(1), edge()[:5]]), False


def shapes():
    cube = f64(2, 3, 4)
    grid = i64(3, 4)
    row = f32(5)
    yield "transpose", ["transpose(x)", "transpose(x, (1, 0))", "x.T", "x.mT", "matrix_transpose(x)", "permute_dims(x, (2, 0, 1))",
                        "x.transpose(1, 0)"], one([cube, grid, row, f64(0, 3), f64(1, 2)]), True
    yield "swapaxes", ["swapaxes(x, 0, 1)", "swapaxes(x, -1, 0)", "x.swapaxes(0, 1)"], one([cube, grid, f64(0, 2), flags(2, 2), f64(1, 3)]), True
    yield "moveaxis", ["moveaxis(x, 0, -1)", "moveaxis(x, -1, 0)", "moveaxis(x, [0, 1], [1, 0])"], one([cube, grid, f64(0, 2), flags(2, 2), i32(1, 3)]), True
    yield "reshape", ["reshape(x, (4, 3))", "reshape(x, (-1,))", "x.reshape(2, -1)", "ravel(x)", "x.ravel()", "x.flatten()"], one([grid, f64(12), i32(2, 6), flags(4, 3)]), True
    yield "squeeze", ["squeeze(x, axis=0)", "squeeze(x, axis=-1)", "squeeze(x, axis=(0, -1))", "x.squeeze(axis=0)"], one([f64(1, 3, 1), i64(1, 1), f32(1, 0, 1), flags(1, 2, 1)]), True
    yield "expand_dims", ["expand_dims(x, 0)", "expand_dims(x, -1)", "expand_dims(x, (0, 2))"], one([row, grid, f64(0), f64(), flags(2, 2)]), True
    yield "flip", ["flip(x)", "flip(x, axis=0)", "flip(x, axis=(0, -1))", "fliplr(x)", "flipud(x)"], one([cube, grid, row, f64(0, 2), flags(2, 2)]), True
    yield "roll", ["roll(x, 1)", "roll(x, -2)", "roll(x, 7)", "roll(x, 1, axis=0)", "roll(x, -1, axis=-1)",
                   "roll(x, (1, -1), axis=(0, 1))", "roll(x, 2, axis=(0, 1))"], one([cube, grid, row, f64(0), f64(1)]), True
    yield "tile", ["tile(x, 2)", "tile(x, (2, 3))", "tile(x, (2, 1, 2))", "tile(x, 0)"], one([grid, row, f64(), f64(0), flags(1, 2)]), True
    yield "repeat", ["repeat(x, 2)", "repeat(x, 3, axis=0)", "repeat(x, 2, axis=-1)", "repeat(x, 0)", "x.repeat(2)"], one([grid, row, f64(1), f64(0), flags(2, 2)]), True
    yield "broadcast_to", ["broadcast_to(x, (2, 3))", "broadcast_to(x, (4, 2, 3))"], one([f64(3), i64(2, 1), f64(), f32(1, 1), flags(2, 3), i32(1, 3)]), True
    yield "concat", ["concat([x, y])", "concatenate((x, y), axis=0)", "concat([x, x], axis=-1)", "concat([x, y], axis=None)", "append(x, y)",
                     "append(x, y, axis=0)"], [
        {"x": f64(3), "y": f64(2)}, {"x": i64(2, 3), "y": i64(1, 3)}, {"x": i32(2), "y": f32(3)}, {"x": f64(0), "y": i64(2)}, {"x": flags(2), "y": i64(1)}], True
    yield "stack", ["stack([x, y])", "stack([x, y], axis=-1)", "stack([x, y], axis=1)", "hstack([x, y])", "vstack([x, y])", "column_stack([x, y])", "dstack([x, y])"], [
        {"x": f64(3), "y": f64(3)}, {"x": i64(2, 3), "y": f64(2, 3)}, {"x": f32(2), "y": i32(2)}, {"x": flags(2, 2), "y": flags(2, 2)}, {"x": f64(0), "y": f64(0)}], True
    yield "atleast", ["atleast_1d(x)", "atleast_2d(x)", "atleast_3d(x)"], one([f64(), row, grid, cube, f64(0)]), True
    yield "split", ["split(x, 2)[0]", "split(x, 2)[1]", "split(x, [1, 3])[2]", "split(x, [1, 3])[1]", "split(x, [2], axis=-1)[0]",
                    "array_split(x, 3)[0]", "array_split(x, 3)[1]", "array_split(x, 3)[2]", "split(x, [-1, 9])[0]", "split(x, [3, 1])[1]"], one([f64(4), i64(6, 2), f32(8), flags(4, 4)]), True
    yield "unstack", ["unstack([x, 2 * x])[1]", "unstack(stack([x, x], axis=-1), axis=-1)[0]"], one(kinds()[:9]), True
    yield "broadcast_arrays", ["broadcast_arrays(x, y)[0]", "broadcast_arrays(x, y)[1]"], [p for p in pairs()[:8]], True
    yield "pad", ["pad(x, 2)", "pad(x, (1, 3))", "pad(x, ((1, 0),))", "pad(x, 1, constant_values=7)", "pad(x, (2, 1), mode='edge')",
                  "pad(x, (1, 2), mode='reflect')", "pad(x, (2, 1), mode='symmetric')", "pad(x, (3, 1), mode='wrap')", "pad(x, 0)",
                  "pad(x, ((1, 2), (0, 1)), 'constant')", "pad(x, ((2, 0), (1, 1)), 'edge')", "pad(x, ((1, 1), (2, 3)), 'reflect')"], one(
        [f64(4), i64(3, 4), f32(5), flags(3), i32(4, 4)]), True
    yield "tril", ["tril(x)", "tril(x, 1)", "tril(x, k=-1)", "triu(x)", "triu(x, -2)", "triu(x, k=2)"], one([f64(3, 3), i64(2, 4), f32(4, 2), flags(3, 3), f64(2, 2, 3), f64(0, 2)]), True
    yield "diagonal", ["diagonal(x)", "diagonal(x, 1)", "diagonal(x, offset=-1)", "diagonal(x, 0, 1, 0)", "x.diagonal()", "diag(x)", "diag(x, 1)", "diag(x, k=-2)"], one(
        [f64(3, 3), i64(2, 4), f64(2, 3, 4), row, flags(3, 2)]), True
    yield "trace", ["trace(x)", "trace(x, 1)", "trace(x, offset=-1)", "x.trace()", "trace(x, axis1=1, axis2=0)"], one([f64(3, 3), i32(2, 4), f64(2, 3, 4), flags(3, 3)]), False
    yield "take", ["take(x, [0, 2])", "take(x, 1)", "take(x, [[0, 1], [-1, 0]], axis=0)", "take(x, [1, 0], axis=-1)", "x.take([0])"], one([f64(4), i64(3, 3), f32(3, 2), flags(3)]), True
    yield "meshgrid", ["meshgrid(x, y)[0]", "meshgrid(x, y)[1]", "meshgrid(x, y, indexing='ij')[0]", "meshgrid(x, y, indexing='ij')[1]", "meshgrid(x, y, x)[2]"], [
        {"x": f64(3), "y": f64(2)}, {"x": i64(2), "y": f32(3)}, {"x": f64(0), "y": f64(2)}, {"x": f64(1), "y": i32(1)}], True
    yield "len", ["len(x) * 1", "len([1, 2, 3]) + x"], one([f64(3), i64(2, 3), f32(1), f64(0), flags(2), i32(4), f64(5, 1)]), False


def creation():
    some = one([f64(3), i32(2, 2), f32(0), flags(1), i64(2, 3)])
    yield "zeros", ["zeros([2, 3]) + x[0]", "zeros(3, dtype='int32') * 2 + 0 * sum(x)", "ones([2]) * sum(x)", "full([2, 2], 7) + 0 * sum(x)", "full(3, 1.5) + 0 * sum(x)", "full([1, 2], True)"], one([f64(3), i64(2), f32(2)]), False
    yield "zeros_like", ["zeros_like(x)", "ones_like(x)", "full_like(x, 3)", "empty_like(x) * 0 == 0", "zeros_like(x, dtype='float32')", "ones_like(x, dtype='int64')", "full_like(x, 2, dtype='float64')"], some, True
    yield "eye", ["eye(3)", "eye(2, 3)", "eye(3, k=1)", "eye(3, 4, -1)", "eye(2, dtype='int64')", "identity(3)", "eye(0)", "eye(1)", "eye(3, k=5)", "eye(2, 2, dtype='bool')", "eye(4, 2, 1)", "eye(len(x))"], one([f64(2)]), True
    yield "arange", ["arange(5)", "arange(2, 9)", "arange(2, 9, 3)", "arange(9, 2, -3)", "arange(0)", "arange(3, 3)", "arange(5.0)", "arange(0.5, 3.0, 0.5)", "arange(5, dtype='float32')", "arange(len(x))", "arange(1, 2 * len(x), 2)", "arange(-3, 3)"], one([f64(4)]), False
    yield "linspace", ["linspace(0, 1, 5)", "linspace(0, 1, 1)", "linspace(0, 1, 0)", "linspace(2, -3, 7)", "linspace(0, 1, 4, endpoint=False)", "linspace(1.5, 1.5, 3)", "linspace(0, 10, num=len(x))", "linspace(-1, 1)", "linspace(0, 3, 4, dtype='int64')", "linspace(x[0], x[1], 3)", "linspace(0, 1, 2)", "linspace(1e300, -1e300, 3)"], one([f64(4)]), False
    yield "logspace", ["logspace(0, 2, 5)", "logspace(0, 1, 1)", "logspace(3, 0, 4)", "logspace(0, 3, 4, base=2.0)", "logspace(0, 1, 4, endpoint=False)", "logspace(x[0], 2, 3)",
                       "geomspace(1, 1000, 4)", "geomspace(1, 256, num=9)", "geomspace(1000, 1, 4)", "geomspace(-1, -8, 4)", "geomspace(1, 2, 1)", "geomspace(1, 16, 4, endpoint=False)"], one([f64(4)]), False


def products():
    two = [{"a": f64(3), "b": f64(3)}, {"a": i64(4), "b": i64(4)}, {"a": f32(2, 3), "b": f32(3, 2)}, {"a": i32(2, 2), "b": f64(2, 2)},
           {"a": f64(2, 3, 4), "b": f64(2, 4, 2)}, {"a": f64(0), "b": f64(0)}, {"a": f64(2, 3), "b": f64(3)}, {"a": f64(3), "b": f64(3, 2)}, {"a": f64(), "b": f64(3)},
           {"a": flags(3), "b": i64(3)}, {"a": f64(1), "b": f64(1)}]
    for name in ["dot", "inner", "outer", "vdot", "vecdot", "kron", "matmul"]:
        yield name, ["%s(a, b)" % name, "%s(b, a)" % name], two, False
    yield "kron-ranks", ["kron(a, b)", "kron(b, a)"], [{"a": f64(2), "b": f64(2, 2)}, {"a": i64(1, 2, 2), "b": i64(2, 1)}, {"a": f32(2, 2), "b": f32(1, 3)},
                         {"a": f64(0, 2), "b": f64(2)}, {"a": flags(2), "b": flags(3)}, {"a": f64(2, 1, 2), "b": f64(2, 2, 1)}], False
    yield "tensordot", ["tensordot(a, b)", "tensordot(a, b, 1)", "tensordot(a, b, axes=0)", "tensordot(a, b, ([0], [0]))", "tensordot(a, b, axes=([1, 0], [0, 1]))"], [
        {"a": f64(2, 3), "b": f64(3, 2)}, {"a": f64(3, 3), "b": f64(3, 3)}, {"a": i64(2, 2), "b": i64(2, 2)}, {"a": f64(2, 3, 2), "b": f64(2, 3)}], False
    yield "cross", ["cross(a, b)", "cross(b, a)", "cross(a, b, axis=0)"], [
        {"a": f64(3), "b": f64(3)}, {"a": i64(3, 3), "b": i64(3)}, {"a": f32(3, 3), "b": f32(3, 3)}, {"a": i32(3, 3), "b": f64(3, 3)}, {"a": f64(4, 3), "b": f64(4, 3)}, {"a": f64(3), "b": f64(5, 3)}, {"a": f64(0, 3), "b": f64(3)}], False
    vectors = [{"a": f64(5), "b": f64(3)}, {"a": f64(2), "b": f64(6)}, {"a": i64(4), "b": i64(4)}, {"a": f32(7), "b": f32(2)}, {"a": i32(3), "b": f64(1)},
               {"a": f64(6), "b": f64(4)}, {"a": f64(4), "b": f64(5)}, {"a": f64(1), "b": f64(4)}, {"a": edge()[:5], "b": f64(2)}, {"a": f64(40), "b": f64(37)}]
    yield "convolve", ["convolve(a, b)", "convolve(a, b, 'same')", "convolve(a, b, mode='valid')", "convolve(a, [1, 2, 3])", "convolve([0.5, 1.0], b, 'same')"], vectors, False
    yield "correlate", ["correlate(a, b)", "correlate(a, b, 'same')", "correlate(a, b, mode='full')", "correlate(a, [1, 2, 3, 4], 'same')", "correlate([1, 2], b, 'same')"], vectors, False
    yield "polyval", ["polyval(p, x)", "polyval([1, -2, 3], x)", "polyval([2.5], x)"], [
        {"p": f64(3), "x": f64(4)}, {"p": i64(4), "x": i64(2, 2)}, {"p": f32(2), "x": f32(3)}, {"p": f64(0), "x": f64(2)}, {"p": i32(3), "x": edge()}, {"p": f64(5), "x": f64()}], False
    yield "trapezoid", ["trapezoid(y)", "trapezoid(y, dx=0.5)", "trapezoid(y, axis=0)", "trapezoid(y, x)", "trapezoid(y, x, axis=-1)"], [
        {"y": f64(5), "x": f64(5)}, {"y": i64(3, 4), "x": f64(4)}, {"y": f32(4), "x": f32(4)}, {"y": f64(1), "x": f64(1)}, {"y": f64(2, 3), "x": f64(2, 3)}], False
    yield "divmod", ["divmod(x, y)[0]", "divmod(x, y)[1]"], pairs()[:8], False
    yield "modf", ["modf(x)[0]", "modf(x)[1]"], one([f64(5), f32(4), edge(), edge(np.float32), f64(0), f64(2, 2)]), True
    yield "ldexp", ["ldexp(x, n)", "ldexp(x, 3)", "ldexp(x, -2)"], [{"x": f64(4), "n": i64(4)}, {"x": edge(), "n": i64(14)}, {"x": f32(3), "n": i32(3)},
                    {"x": f64(3), "n": np.array([1023, -1074, 2000])}, {"x": f64(0), "n": i64(0)}], True


def orders():
    lanes = one([f64(7), f32(3, 4), i64(2, 5), i32(6), flags(5), edge(), edge(np.float32), f64(2, 3, 2), f64(0), f64(1),
                 with_nans(f64(4, 3)), np.array([0.0, -0.0, 1.0, -0.0, 0.0]), i64(40) // 4, np.array([2**62, -2**63, 2**63 - 1, 0])])
    yield "sort", ["sort(x)", "sort(x, axis=0)", "sort(x, axis=None)", "sort(x)[..., ::-1]"], lanes, True
    yield "argsort", ["argsort(x, kind='stable')", "argsort(x, axis=0, kind='stable')", "argsort(x, axis=None, kind='stable')", "x.argsort(kind='stable')"], lanes, True
    sorted_ = [{"a": np.sort(a), "v": v} for a, v in [
        (f64(6), f64(4)), (i64(8) // 3, i64(3, 2)), (f32(5), f32(2)), (i32(6), f64(3)), (with_nans(f64(6)), edge()), (f64(0), f64(2)),
        (np.array([-0.0, 0.0, 1.0, 1.0, np.inf]), edge()), (f64(3), f64()), (flags(4), flags(3))]]
    yield "searchsorted", ["searchsorted(a, v)", "searchsorted(a, v, side='right')", "a.searchsorted(v)"], sorted_, True
    yield "digitize", ["digitize(v, a)", "digitize(v, a, right=True)"], sorted_[:8], True
    values = one([f64(7), f64(8), f32(3, 4), i64(2, 5), edge()[:7], f64(2, 3, 4), f64(1), with_nans(f64(4, 3)), np.array([1.0, np.inf]), np.array([np.inf] * 3)])
    yield "median", ["median(x)", "median(x, axis=0)", "median(x, axis=-1, keepdims=True)", "median(x, axis=(0, -1))"], values, False
    yield "percentile", ["percentile(x, 30)", "percentile(x, [0, 25, 100], axis=0)", "percentile(x, 77.5, axis=-1, keepdims=True)", "percentile(x, 40, method='lower')",
                         "percentile(x, 40, method='higher')", "percentile(x, 45, method='nearest')", "percentile(x, [45, 50], axis=-1, method='midpoint')",
                         "quantile(x, 0.3)", "quantile(x, [0.1, 0.9], axis=0)", "quantile(x, [[0.5]])"], [v for v in values if v["x"].dtype != np.float32], False
    yield "nanmedian", ["nanmedian(x)", "nanmedian(x, axis=0)", "nanmedian(x, axis=-1, keepdims=True)"], values, False
    yield "nanpercentile", ["nanpercentile(x, 30)", "nanpercentile(x, 60, axis=0)", "nanquantile(x, 0.25, axis=-1, keepdims=True)"], [v for v in values if v["x"].dtype != np.float32], False
    yield "histogram", ["histogram(x)[0]", "histogram(x, 4)[0]", "histogram(x, 4)[1]", "histogram(x, 3, range=(-2, 2))[0]", "histogram(x, [-3, 0, 1, 4])[0]",
                        "histogram(x, bins=5, density=True)[0]", "histogram(x, 3, weights=x)[0]", "histogram(x, 1)[1]"], one(
        [f64(20), i64(12), np.array([1.0, 1.0, 1.0]), f64(3, 4), np.array([0.0, 0.5, 1.0, 1.5, 2.0])]), False
    yield "segment_sum", ["segment_sum(x, i, 4)", "segment_sum(x * 2, i, 5)"], [
        {"x": f64(6), "i": np.array([0, 1, 0, 3, 3, 1])}, {"x": i64(3, 2), "i": np.array([2, 2, 0])}, {"x": f32(4), "i": np.array([1, 1, 1, 1])}, {"x": flags(3), "i": np.array([0, 0, 3])},
        {"x": f64(0), "i": np.array([], np.int64)}, {"x": f64(2, 2, 2), "i": np.array([1, 0], np.int32)}], False
    yield "interp", ["interp(x, p, f)", "interp(x, p, f, left=-1, right=5.5)", "interp(x, p, 2 * f)"], [
        {"x": f64(8), "p": np.sort(f64(5)), "f": f64(5)}, {"x": edge(), "p": np.array([-1.0, 0.0, 2.0]), "f": np.array([1.0, -1.0, 3.0])}, {"x": i64(4), "p": np.array([-5, 0, 5]), "f": i64(3)},
        {"x": f64(3, 2), "p": np.array([0.0]), "f": np.array([4.0])}, {"x": np.array([0.0, 1.0, 0.5]), "p": np.array([0.0, 1.0]), "f": np.array([np.inf, np.inf])}, {"x": f64(), "p": np.array([-9.0, 9.0]), "f": f64(2)}], False


def sets():
    some = one([i64(8), f64(5), np.array([3.0, np.nan, -0.0, 3.0, np.nan, np.inf, 0.0]), flags(6), i32(2, 5), f64(0), f64(1), f32(3, 2), np.ones((2, 2)), i64(30) // 4])
    yield "unique", ["unique(x)", "unique_values(x)", "unique(x, return_counts=True)[1]", "unique(x, return_index=True)[1]", "unique(x, True, False, True)[2]", "sum(unique(x) * 2)"], some, True
    yield "unique_all", ["unique_all(x)[1]", "unique_all(x)[2]", "unique_inverse(x)[1]", "unique_counts(x)[0]", "unique_counts(x)[1]"], some, True


def assignments():
    line = {"x": f64(5), "i": np.array([3, 0, 3, -1]), "v": f64(4), "m": np.array([True, False, True, True, False])}
    grid = {"x": i64(4, 3), "i": np.array([2, -4, 2]), "j": np.array([[0], [2]]), "v": i64(3), "m": np.array([True, False, True, False])}
    cube = {"x": c128(2, 3, 4), "i": np.array([1, 0, 1]), "j": np.array([2, 2, 0]), "v": c128(3), "m": np.array([[True, False, True], [False, True, False]])}
    yield "scatter", ["x[i] = v; x", "x[i] = 2; x", "x[i] += v; x", "x[i[:0]] = 1; x", "x[i[:1]] *= 3; x", "x[i] = x[i[::-1]]; x", "x[i[1]] = 7; x"], [line, {**line, "x": f32(5), "v": f32(4)}], True
    yield "scatter-grids", ["x[i] = v; x", "x[i] = v[:, None]; x", "x[i, 1] = v; x", "x[:, j] = 4; x", "x[j, i // 2] = v; x", "x[1:, i // 2] = 0; x", "x[..., j[0]] = v[:1]; x", "x[m, 1:] = 9; x",
                      "x[m, 0] = v[:2]; x", "x[m, j[:, 0]] = 5; x", "x[::2, j] -= 1; x", "x[i, None] = 1; x", "x[i[:2]] = x[i[1:]]; x"], [grid, {**grid, "x": i32(4, 3), "v": i32(3)}], True
    yield "scatter-cubes", ["x[i] = v[:, None, None]; x", "x[i, j] = v[:, None]; x", "x[:, i, j] = v; x", "x[i, :, j] = v[:, None]; x", "x[m, 1] = v; x", "x[m, 1:] = 1j; x", "x[i] = x[0] * 2; x", "x[i, 1, j] = v; x", "x[m] = v[:, None]; x", "x[1, i[0], j] = v; x", "x[i, 1:, j] = 0; x", "x[:, i] = v[0]; x"], [cube], True


def later():
    """Rows that came after others, whose numbers they leave alone."""
    yield "squeeze-slices", ["squeeze(x[:1])", "squeeze(x[:, -1:])", "squeeze(x[-1:])", "squeeze(x[..., None])"], one([f64(2, 3, 4), i64(3, 4), f64(2, 2)]), True
    yield "bincount", ["bincount(x)", "bincount(x, minlength=5)", "bincount(x, w)", "bincount(x, weights=w, minlength=2)", "sum(bincount(x)) + bincount(x)", "bincount(x)[::-1] * 2"], [
        {"x": np.array([0, 3, 1, 3, 3]), "w": f64(5)}, {"x": np.array([2], np.int32), "w": i64(1)}, {"x": np.array([7, 0, 7], np.uint8), "w": f32(3)}], False
    yield "bincount-empty", ["bincount(x)", "bincount(x, minlength=3)"], one([np.array([], np.int64)]), False
    yield "cov-complex", ["cov(z)", "cov(z, rowvar=False)", "cov(z, x)", "cov(z, bias=True)"], [{"z": c128(5), "x": f64(5)}, {"z": c128(2, 4), "x": f64(1, 4)}, {"z": c128(3, 3), "x": c128(2, 3)}], False


def small(name, *shape):
    """Small integers, whose sums and differences may not fit."""
    info = np.iinfo(name)
    return rng.randint(info.min, info.max + 1, size=shape).astype(name)


def edges_of_sorts():
    z = c128(3, 4)
    z[0, 1], z[1, 2], z[2, 0], z[0, 3] = np.nan, 1j * np.nan, complex(np.nan, np.nan), z[0, 0]
    grid = z.real + 1j * np.round(z.imag)
    yield "sort-complex", ["sort(z)", "sort(z, axis=0)", "sort(z, axis=None)", "argsort(z, kind='stable')", "argsort(z, axis=0, kind='stable')", "z.argsort(axis=None, kind='stable')", "unique(z)",
                           "unique(z, return_counts=True)[1]", "unique(z, return_index=True)[1]"], [{"z": a} for a in (c128(6), c64(2, 3), z, grid, np.array([1j, -1j, 0.0, -0.0, 1]), c128(0), c128(1))], True
    yield "median-nothing", ["median(x)", "median(x, axis=0)", "median(x, axis=-1)", "nanmedian(x)", "nanmedian(x, axis=0)", "median(x, axis=0, keepdims=True)"], one([f64(0), f64(0, 3), f64(2, 0), i64(0), f32(0, 2)]), True
    methods = "inverted_cdf averaged_inverted_cdf interpolated_inverted_cdf hazen weibull median_unbiased normal_unbiased linear lower higher nearest midpoint".split()
    yield "quantile-methods", ["quantile(x, q, method='%s')" % m for m in methods] + ["nanquantile(y, q, method='%s')" % m for m in methods] + ["quantile(x, 0.5, method='%s', axis=0)" % m for m in methods], [
        {"x": f64(9), "y": with_nans(f64(8)), "q": np.array([0.0, 0.1, 0.5, 0.75, 1.0])}, {"x": i64(4, 3), "y": with_nans(f64(3, 3)), "q": np.array(0.3)}], False
    yield "nanquantile", ["nanquantile(x, [0.1, 0.7])", "nanquantile(x, [0.1, 0.7], axis=0)", "nanquantile(x, [0.5], axis=-1, keepdims=True)", "nanpercentile(x, [0, 50, 100], axis=0)", "nanmedian(x, axis=(0, 1))"], one(
        [with_nans(f64(4, 3)), with_nans(f64(2, 5)), np.full((2, 2), np.nan), f64(3, 2)]), False
    yield "digitize-down", ["digitize(x, b)", "digitize(x, b, right=True)", "digitize(x, b[::-1])"], [{"x": f64(6), "b": np.array([4.0, 1.0, 1.0, -2.0])}, {"x": i64(5), "b": np.array([3, 0])}], True
    yield "searchsorted-sorter", ["searchsorted(a, v, sorter=argsort(a))", "searchsorted(a, v, side='right', sorter=argsort(a))"], [{"a": f64(6), "v": f64(4)}, {"a": i64(5), "v": i64(2, 2)}, {"a": f32(3), "v": f32(3)}], True
    yield "interp-period", ["interp(x, p, f, period=360)", "interp(x, p, f, period=-7)"], [{"x": f64(6) * 40, "p": np.array([190.0, -190.0, 350.0, -350.0]), "f": f64(4)}], False
    yield "isin", ["isin(x, y)", "isin(x, y, invert=True)", "isin(x, [1, 2])"], [{"x": i64(3, 4), "y": i64(5)}, {"x": f64(4), "y": f64(0)}, {"x": i32(5), "y": i64(1)}, {"x": edge(), "y": np.array([0.0, np.inf])}], True


def edges_of_shapes():
    yield "squeeze", ["squeeze(x)", "x.squeeze()", "squeeze(x + 1)", "squeeze(x, axis=None)"], one([f64(1, 3), f64(3, 1), f64(1, 1), i64(2, 1, 3), f64(1, 1, 1), f32(2, 3), f64()]), True
    yield "repeat-each", ["repeat(x, n)", "x.repeat(n)", "repeat(x, [2, 0, 1])", "repeat(x, [3])"], [{"x": f64(3), "n": np.array([1, 0, 4])}, {"x": flags(3), "n": i64(3) % 3}, {"x": i32(3), "n": np.array([2])}], True
    yield "repeat-rows", ["repeat(x, n, axis=0)", "repeat(x, [1, 2, 0], axis=-1)", "repeat(x, n[:1], axis=1)"], [{"x": f64(2, 3), "n": np.array([0, 3])}, {"x": i64(2, 3), "n": np.array([1, 1])}], True
    yield "parts-of-one", ["stack(x)", "stack(x, axis=-1)", "concatenate(x)", "concatenate(x, axis=-1)", "concat(x, axis=None)"], one([f64(2, 3), i64(2, 3, 2), f64(0, 2), flags(3, 1)]), True
    yield "pad-sides", ["pad(x, (1, 2), 'constant', constant_values=(7, -1))", "pad(x, 1, constant_values=[(2, 3)])", "pad(x, (2, 0), constant_values=(4,))"], one([f64(3), i64(2, 3), f32(1)]), True
    yield "pad-each-side", ["pad(x, ((1, 2), (0, 1)), constant_values=((1, 2), (3, 4)))"], one([f64(2, 2), i64(0, 1)]), True
    yield "nothing-as-index", ["x[[]]", "take(x, [])", "take(x, [], axis=0)"], one([f64(3), i64(2, 3), f64(0), f32(1, 2)]), True
    yield "one-bool", ["x[True]", "x[False]", "x[x.size > 2]", "x[0, True]", "x[..., True]", "x[True, False]"], one([f64(3), i64(2, 3), f64(1)]), True
    yield "linspace-of-tensors", ["linspace(x, y, 3)", "linspace(x, 2, 4)", "linspace(x, y, 1)", "linspace(0, y, 3, endpoint=False)"], [{"x": f64(3), "y": f64(3)}, {"x": f64(2, 1), "y": i64(3)}, {"x": f64(), "y": f64(2)}], False
    yield "einsum-lists", ["einsum(a, [0, 1], b, [1, 2], [0, 2])", "einsum(a, [0, 1], b, [1, 2])", "einsum(a, [1, 0])", "einsum(a, [0, 1], [])"], [{"a": f64(2, 3), "b": f64(3, 2)}, {"a": i64(3, 3), "b": i64(3, 1)}, {"a": c128(2, 2), "b": f64(2, 2)}], False
    yield "rot90", ["rot90(x)", "rot90(x, 2)", "rot90(x, -1)", "rot90(x, 3, axes=(1, 0))"], one([f64(2, 3), i64(2, 2, 3), f64(1, 2)]), True
    yield "split-more", ["hsplit(x, 2)[1]", "vsplit(x, [1])[0]", "hsplit(x, [1, 2])[1]"], one([f64(2, 4), i64(4, 2)]), True
    yield "tri", ["tri(3)", "tri(2, 4)", "tri(3, k=-1)", "tri(len(x), 2, 1)", "tril(x)", "triu(x, 1)", "diagflat(x)", "diagflat(x, -1)", "vander(x)", "vander(x, 2)", "vander(x, increasing=True)"], one([f64(3), i64(2)]), False


def edges_of_functions():
    yield "logaddexp-integers", ["logaddexp(x, y)", "logaddexp2(x, y)", "hypot(x, y)", "heaviside(x, 0.5)", "copysign(x, y)"], [
        {"x": small(a, 5), "y": small(b, 5)} for a, b in (("int16", "int16"), ("uint16", "int16"), ("int16", "uint8"), ("int8", "uint16"), ("int32", "uint8"))], False
    yield "floats-of-integers", ["degrees(x)", "radians(x)", "modf(x)[0]", "modf(x)[1]", "fabs(x)", "rint(x)", "sqrt(fabs(x))"], one([small("int16", 5), small("uint16", 3), i32(4), i64(2, 2)]), False
    yield "ldexp-far", ["ldexp(x, n)", "ldexp(-x, n)"], [{"x": np.array([0.0, 5e-324, 1.5, 1.7e308, np.inf, 1.1]), "n": np.array(n)} for n in (-1075, -1023, 1000, 2098, 2**31 - 1, -2**31)] + [
        {"x": np.array([1e-45, 1.5, 3e38], np.float32), "n": np.array(n)} for n in (-149, -126, 277, 128)], True
    yield "of-bools", ["x // y", "x % y", "x ** y", "x << y", "x >> y", "fmin(x, y)", "fmax(x, y)", "square(x)", "reciprocal(y | True)"], [{"x": flags(5), "y": flags(5)}, {"x": flags(2, 1), "y": flags(3)}], True
    yield "dtype-bool", ["sum(x, dtype='bool')", "prod(x, dtype=bool, axis=0)", "cumsum(x, dtype='bool', axis=0)", "cumprod(x, dtype='bool', axis=-1)"], one([f64(2, 3), i64(3, 2), flags(2, 2), np.zeros((2, 2))]), True
    yield "cumulative_max-bools", ["cumulative_max(x)", "cumulative_min(x)"], one([flags(6), flags(0)]), True
    yield "lcm-wraps", ["lcm(x, y)", "gcd(x, y)"], [{"x": small("uint16", 6), "y": small("uint16", 6)}, {"x": small("int32", 6), "y": small("int32", 6)}, {"x": np.array([2**63 - 1, 2**62]), "y": np.array([2**63 - 2, 3])}], True
    yield "nanmean-dtypes", ["nanmean(x, dtype='float64')", "nanmean(x, axis=0, dtype='complex128')"], one([with_nans(f32(3, 4)), with_nans(f64(3, 4))]), False
    yield "softmax-integers", ["softmax(x, axis=-1)", "logsumexp(x)", "log_softmax(x, axis=-1)", "logsumexp(x, axis=0)"], one([small("int16", 5) // 300, i64(4), i32(2, 3)]), False
    yield "log_softmax-edge", ["log_softmax(x, axis=-1)"], one([np.array([np.inf, 1.0, np.inf]), np.array([-np.inf, 0.0]), np.array([-np.inf, -np.inf])]), False
    yield "float_power-complex", ["float_power(z, x)", "float_power(x, z)", "float_power(z, 2)"], [{"z": c128(4), "x": abs(f64(4)) + 1}, {"z": c64(2), "x": i64(2) ** 2 + 1}], False
    yield "unique-nan", ["unique_values(x)", "unique_counts(x)[1]", "unique_counts(x)[0]", "unique_inverse(x)[1]", "unique_all(x)[1]", "unique_all(x)[2]", "unique_all(x)[3]", "unique(x, equal_nan=False)"], one(
        [np.array([np.nan, 1.0, np.nan, 2.0, 1.0]), with_nans(f64(2, 3)), np.array([np.nan]), f64(0)]), True
    yield "histogram-f32", ["histogram(x, 3)[1]", "histogram(x, 3)[0]", "histogram(x, 4, range=(0, 2))[1]"], one([f32(6), f32(3, 2), i64(5)]), False
    yield "corrcoef-complex", ["corrcoef(z)", "corrcoef(z, rowvar=False)"], [{"z": c128(2, 5)}, {"z": c128(3, 3)}], False


def complex_decompositions():
    state = rng.get_state()
    squares = [c128(3, 3), c128(1, 1), c128(2, 4, 4), c64(3, 3), c128(6, 6), np.eye(3) * 1j, np.zeros((2, 2)) + 0j, np.ones((3, 3)) + 0j, c128(0, 0), 1e200 * c128(2, 2)]

    def adjoint(a):
        return np.conj(np.swapaxes(a, -1, -2))
    hermitian = one([a + adjoint(a) for a in squares])
    yield "eigh-complex", ["eigvalsh(x)", "eigh(x)[0]", "eigh(triu(x), UPLO='U')[0]", "eigvalsh(tril(x), 'L')"], hermitian, False
    yield "eigh-complex-vectors", ["(eigh(x)[1] * eigh(x)[0][..., None, :]) @ conj(eigh(x)[1].mT)", "conj(eigh(x)[1].mT) @ eigh(x)[1]"], hermitian[:9], False
    yield "cholesky-complex", ["cholesky(x)", "cholesky(tril(x))", "cholesky(x) @ conj(cholesky(x).mT)"], one([a @ adjoint(a) + np.eye(a.shape[-1]) for a in squares[:8]]), False
    shapes = squares[:9] + [c128(4, 2), c128(2, 4), c128(2, 3, 2), c128(5, 1) @ c128(1, 3), c64(2, 3)]
    yield "svd-complex", ["svd(x)[1]", "svdvals(x)", "svd(x, compute_uv=False)"], one(shapes), False
    yield "svd-complex-vectors", ["(svd(x, full_matrices=False)[0] * svd(x, full_matrices=False)[1][..., None, :]) @ svd(x, full_matrices=False)[2]",
                                  "svd(x)[0] @ conj(svd(x)[0].mT)", "svd(x)[2] @ conj(svd(x)[2].mT)"], one([a for a in shapes if a.size]), False
    yield "qr-complex", ["qr(x)[0] @ qr(x)[1]", "conj(qr(x, mode='complete')[0].mT) @ qr(x, mode='complete')[0]", "tril(qr(x)[1], -1)", "abs(qr(x, mode='r'))"], one([a for a in shapes if a.size and np.linalg.matrix_rank(a).min() == min(a.shape[-2:])]), False
    yield "pinv-complex", ["pinv(x)", "matrix_rank(x)", "norm(x, 2)", "norm(x, 'nuc')", "cond(x)"], one([a for a in shapes if a.size and a.ndim == 2 and a.dtype == np.complex128 and abs(np.linalg.svd(a)[1]).min() > 1e-6]), False
    some = [f64(3, 3), i64(2, 2), f32(2, 2), c128(2, 2), f64(2, 3, 3), f64(1, 1)]
    yield "matrix_power", ["matrix_power(x, 0)", "matrix_power(x, 1)", "matrix_power(x, 2)", "matrix_power(x, 5)", "matrix_power(x, -2)"], one([a + 20 * np.eye(a.shape[-1]).astype(a.dtype) for a in some[:2]] + some[2:]), False
    yield "norms", ["vector_norm(x)", "vector_norm(x, axis=-1)", "vector_norm(x, ord=1)", "vector_norm(x, axis=0, keepdims=True, ord=inf)", "vector_norm(x, axis=(0, 1), ord=3)", "matrix_norm(x)", "matrix_norm(x, ord=2)",
                    "matrix_norm(x, ord='nuc')", "matrix_norm(x, keepdims=True, ord=1)", "cond(x)", "cond(x, -2)", "cond(x, 'fro')", "cond(x, 1)"], one([f64(3, 3), f64(2, 3), f64(2, 2, 2), i64(2, 2) + 9 * np.eye(2, dtype=int), c128(3, 3)]), False
    rng.set_state(state)


def complex_systems():
    state = rng.get_state()
    squares = [c128(3, 3), c128(1, 1), c128(2, 4, 4), c64(3, 3), np.array([[0, 2j], [3, 1]]), np.array([[1, 2j], [2j, -4]]) * 1e-3 + np.eye(2), c128(0, 0)]
    yield "inv-complex", ["inv(x)", "x @ inv(x)"], one(squares), False
    yield "det-complex", ["det(x)", "slogdet(x)[0]", "slogdet(x)[1]", "det(conj(x))"], one(squares + [np.zeros((2, 2)) + 0j]), False
    yield "solve-complex", ["solve(a, b)", "a @ solve(a, b)"], [
        {"a": a, "b": b} for a, b in [(c128(3, 3), c128(3)), (c128(3, 3), f64(3, 2)), (f64(2, 2), c128(2)), (c128(2, 3, 3), c128(2, 3, 1)), (c64(2, 2), c64(2)), (c128(2, 1, 2, 2), c128(3, 2, 4)), (c128(0, 0), c128(0))]], False
    rng.set_state(state)


def linear():
    """What the library of decompositions does; signs of vectors are left open by NumPy too."""
    def symmetric(a):
        return a + np.swapaxes(a, -1, -2)

    def definite(a):
        return a @ np.swapaxes(a, -1, -2) + np.eye(a.shape[-1])

    squares = [f64(3, 3), f64(1, 1), f64(4, 4), f64(2, 3, 3), f64(2, 1, 2, 2), 1e-200 * f64(2, 2), np.array([[0.0, 2.0], [3.0, 4.0]]), i64(3, 3) + 20 * np.eye(3, dtype=int),
               f64(0, 0), f64(0, 2, 2), np.array([[1.0, np.nan], [0.0, 1.0]]), np.eye(5)[::-1].copy(), np.array([[1e-9, 1.0], [1.0, 1.0]]), f64(6, 6)]
    yield "inv", ["inv(x)", "inv(x) @ x"], one(squares), False
    yield "det", ["det(x)", "det(x.mT)"], one(squares + [np.ones((2, 2)), np.zeros((3, 3))]), False
    yield "slogdet", ["slogdet(x)[0]", "slogdet(x)[1]"], one(squares + [np.zeros((2, 2))]), False
    yield "solve", ["solve(a, b)", "a @ solve(a, b)"], [
        {"a": a, "b": b} for a, b in [(f64(3, 3), f64(3)), (f64(3, 3), f64(3, 2)), (f64(2, 3, 3), f64(2, 3, 1)), (f64(2, 1, 2, 2), f64(3, 2, 4)), (i64(2, 2) + 20 * np.eye(2, dtype=int), i64(2)),
                                      (f64(1, 1), f64(1)), (f64(0, 0), f64(0)), (f64(4, 4), f64(4, 0))]], False
    yield "cholesky", ["cholesky(x)", "cholesky(x) @ cholesky(x).mT"], one([definite(f64(3, 3)), definite(f64(2, 2, 2)), np.eye(2), np.array([[4]]), definite(f64(5, 5)), f64(0, 0), np.tril(definite(f64(3, 3)))]), False
    yield "qr", ["qr(x)[0]", "qr(x)[1]", "qr(x, mode='complete')[0]", "qr(x, mode='complete')[1]", "qr(x, mode='r')"], one([f64(3, 3), f64(4, 2), f64(2, 4), f64(2, 3, 2), i64(2, 2), f64(1, 1)]), False
    yield "eigh", ["eigh(x)[0]", "eigvalsh(x)", "(eigh(x)[1] * eigh(x)[0][..., None, :]) @ eigh(x)[1].mT", "eigh(x)[1].mT @ eigh(x)[1]"], one(
        [symmetric(f64(3, 3)), symmetric(f64(2, 4, 4)), np.eye(3), np.zeros((2, 2)), i64(1, 1), symmetric(f64(6, 6))]), False
    yield "svd", ["svd(x)[1]", "svdvals(x)", "(svd(x, full_matrices=False)[0] * svd(x, full_matrices=False)[1][..., None, :]) @ svd(x, full_matrices=False)[2]",
                  "svd(x)[0] @ svd(x)[0].mT", "svd(x)[2] @ svd(x)[2].mT"], one([f64(3, 3), f64(4, 2), f64(2, 4), f64(2, 3, 2), i64(2, 2), np.zeros((2, 3)), np.ones((3, 3)), f64(1, 1)]), False
    yield "pinv", ["pinv(x)", "pinv(x) @ x"], one([f64(3, 3), f64(4, 2), f64(2, 4), f64(2, 3, 2), np.array([[2.0]]), np.diag([1.0, 2.0, 0.0])]), False
    yield "matrix_rank", ["matrix_rank(x)", "matrix_rank(x, 0.5)"], one([f64(3, 3), np.ones((3, 3)), np.zeros((2, 4)), np.eye(4), f64(2, 3, 2), np.diag([1.0, 0.1])]), True
    yield from complex_systems()
    yield from complex_decompositions()
    yield "norm", ["norm(x, 2)", "norm(x, -2)", "norm(x, 'nuc')", "norm(x, 2, axis=(0, 1), keepdims=True)"], one([f64(3, 3), f64(2, 4), i64(2, 2), np.ones((3, 3))]), False


def spectra():
    yield "fftfreq", ["fftfreq(%d)" % n for n in (1, 2, 5, 8, 9)] + ["rfftfreq(%d)" % n for n in (1, 2, 5, 8)] + [
        "fftfreq(6, 0.1)", "fftfreq(len(x))", "rfftfreq(len(x), d=2.5)"], one([f64(7)]), False
    yield "fftshift", ["fftshift(x)", "ifftshift(x)", "fftshift(x, 0)", "ifftshift(x, -1)", "fftshift(x, axes=(0, 1))",
                        "ifftshift(x, axes=[-1])"], one([f64(5), f64(4), i64(3, 4), f32(2, 3, 2), f64(0)]), True


def transforms():
    lines = [f64(n) for n in (1, 2, 3, 4, 5, 7, 8, 12, 49, 50, 64, 67, 96, 134)] + [f32(6), i64(9), flags(5), f64(2, 3, 4), f32(3, 5)]
    pairs = [c128(n) for n in (1, 2, 6, 11, 63, 71)] + [c64(8), c128(3, 4), c128(4, 2, 3), 1e300 * c128(4)]
    for name in ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]:
        inputs = one(lines + ([] if name in ("rfft", "ihfft") else pairs))
        yield name, ["%s(x)" % name], inputs, False
        some = one([a for a in (f64(6), i64(5), f32(2, 7), c128(5), c64(3, 4), f64(3, 4, 2)) if name not in ("rfft", "ihfft") or a.dtype.kind != "c"])
        yield name, ["%s(x, 4)" % name, "%s(x, n=9)" % name, "%s(x, axis=0)" % name, "%s(x, norm='ortho')" % name, "%s(x, norm='forward')" % name,
                     "%s(x, n=5, axis=0, norm='backward')" % name, "%s(x, None, -1, 'ortho')" % name, "%s(x, 1)" % name], some, False
    yield "round-trip", ["ifft(fft(x))", "irfft(rfft(x), len(x))", "fft(x * 1j)", "fft(x[::-1])", "ifft(fft(x) * fft(x))", "abs(fft(x)) ** 2"], one([f64(5), f64(100), i64(17), f32(8)]), False
    for name in ["fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"]:
        inputs = one([a for a in (f64(3, 4), f64(2, 3, 4), i64(4, 5), f32(5, 3), c128(3, 4), c64(2, 6), c128(3, 2, 5), f64(1, 7), f64(0, 2, 2), f64(67, 3)) if "rfft" not in name or "i" in name or a.dtype.kind != "c"])
        yield name, ["%s(x)" % name, "%s(x, axes=(0, 1))" % name, "%s(x, axes=(1, 0), norm='ortho')" % name, "%s(x, (2, 6))" % name, "%s(x, s=(4, 3), axes=(-1, 0))" % name,
                     "%s(x, norm='forward')" % name], inputs, False
        if name.endswith("n"):
            yield name, ["%s(x, axes=[0])" % name, "%s(x, axes=(2, 0, 1))" % name, "%s(x, s=[3])" % name], inputs + one([f64(6)]), False


def statistics():
    yield "cov", ["cov(x)", "cov(x, rowvar=False)", "cov(x, bias=True)", "cov(x, ddof=0)", "cov(x, y)", "cov(x, y, rowvar=False)"], [
        {"x": f64(4), "y": f64(4)}, {"x": f64(2, 5), "y": f64(2, 5)}, {"x": i64(3, 4), "y": f64(1, 4)}, {"x": f32(2, 3), "y": f32(2, 3)}], False
    yield "corrcoef", ["corrcoef(x)", "corrcoef(x, rowvar=False)", "corrcoef(x, y)"], [
        {"x": f64(4), "y": f64(4)}, {"x": f64(2, 5), "y": f64(2, 5)}, {"x": i64(3, 4), "y": f64(1, 4)}, {"x": f32(2, 3), "y": f32(2, 3)}], False


NAMES = _table_of_names()
