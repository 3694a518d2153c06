# SPDX-License-Identifier: Apache-2.0
# The Python peers of the comparison, in the protocol of peer.c: `peer.py numpy|numexpr|numba N THREADS`.
# A peer that has no such work answers `-`.
import sys
import time

import numpy as np

kind, n, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
i = np.arange(n, dtype=np.int64)
a = 0.5 + (i * 7919 % 10007) / 10007.0
b = 0.5 + (i * 104729 % 10009) / 10009.0
c = 0.5 + (i * 31 % 1009) / 1009.0
del i
y, z = np.zeros(n), np.zeros(n)
m, k = int(n**0.5), int((n + 0.5) ** (1 / 3))
A, V = a[: m * m].reshape(m, m), a[: k**3].reshape(k, k, k)
Y = y[: m * m].reshape(m, m)
J = y[: max(m - 2, 0) ** 2].reshape(max(m - 2, 0), -1) if m > 2 else None
H = y[: (k - 2) ** 3].reshape(k - 2, k - 2, k - 2) if k > 2 else None
row, column = b[:m], c[:m, None]


def numpy_works():
    from math import sqrt

    from scipy.special import erf

    t = np.zeros(n)

    def axpby():
        np.multiply(a, 2, out=y)
        np.multiply(b, 3, out=t)
        return np.add(y, t, out=y)

    def cnd(x):
        return 0.5 * (1 + erf(x / sqrt(2)))

    def black():
        d1 = (np.log(a / b) + 0.065 * c) / (0.3 * np.sqrt(c))
        d2 = d1 - 0.3 * np.sqrt(c)
        present = b * np.exp(-0.02 * c)
        call = a * cnd(d1) - present * cnd(d2)
        return call, call - a + present

    def heat():
        u = V[1:-1, 1:-1, 1:-1]
        sides = V[:-2, 1:-1, 1:-1] + V[2:, 1:-1, 1:-1] + V[1:-1, :-2, 1:-1]
        sides = sides + V[1:-1, 2:, 1:-1] + V[1:-1, 1:-1, :-2] + V[1:-1, 1:-1, 2:]
        return u + 0.1 * (sides - 6 * u)

    def pi(random=np.random.default_rng(1)):
        inside = 0
        for start in range(0, n, 10_000_000):
            size = min(n - start, 10_000_000)
            inside += np.count_nonzero(random.random(size) ** 2 + random.random(size) ** 2 < 1)
        return 4 * inside / n

    return {
        "axpby": axpby,
        "exp": lambda: np.exp(a, out=y),
        "sincos": lambda: np.add(np.sin(a) ** 2, np.cos(b) ** 2, out=y),
        "black": black,
        "dot": lambda: np.sum(a * b),
        "mean": lambda: np.mean(a),
        "var": lambda: np.var(a),
        "norm": lambda: np.sqrt(np.sum((a - b) ** 2)),
        "rows": lambda: np.sum(A, axis=1),
        "columns": lambda: np.sum(A, axis=0),
        "affine": lambda: np.add(A * row, column, out=Y),
        "jacobi": lambda: 0.25 * (A[:-2, 1:-1] + A[2:, 1:-1] + A[1:-1, :-2] + A[1:-1, 2:]),
        "heat": heat,
        "pi": pi,
    }


def numexpr_works():
    import numexpr as ne

    ne.set_num_threads(threads)
    # It has no erf; this is Abramowitz and Stegun's 26.2.17, good for 7 digits.
    tail = "exp(-x*x/2) * q * (0.127414796 + q * (-0.142248368 + q * (0.7107068705 + "
    tail += "q * (-0.7265760135 + q * 0.5307027145))))"

    def cnd(x):
        q = ne.evaluate("1 / (1 + 0.2316419 * abs(x))")
        return ne.evaluate(f"where(x < 0, {tail}, 1 - {tail})")

    def black():
        d1 = ne.evaluate("(log(a / b) + 0.065 * c) / (0.3 * sqrt(c))")
        d2 = ne.evaluate("d1 - 0.3 * sqrt(c)")
        p, q = cnd(d1), cnd(d2)
        call = ne.evaluate("a * p - b * exp(-0.02 * c) * q", out=y)
        return call, ne.evaluate("call - a + b * exp(-0.02 * c)", out=z)

    def jacobi():
        north, south, west, east = A[:-2, 1:-1], A[2:, 1:-1], A[1:-1, :-2], A[1:-1, 2:]
        return ne.evaluate("0.25 * (north + south + west + east)", out=J)

    def heat():
        u = V[1:-1, 1:-1, 1:-1]
        d, e, f = V[:-2, 1:-1, 1:-1], V[2:, 1:-1, 1:-1], V[1:-1, :-2, 1:-1]
        g, h, i = V[1:-1, 2:, 1:-1], V[1:-1, 1:-1, :-2], V[1:-1, 1:-1, 2:]
        return ne.evaluate("u + 0.1 * (d + e + f + g + h + i - 6 * u)", out=H)

    return {
        "axpby": lambda: ne.evaluate("2*a + 3*b", out=y),
        "exp": lambda: ne.evaluate("exp(a)", out=y),
        "sincos": lambda: ne.evaluate("sin(a)**2 + cos(b)**2", out=y),
        "black": black,
        "dot": lambda: ne.evaluate("sum(a*b)"),
        "mean": lambda: ne.evaluate("sum(a)") / n,
        "norm": lambda: np.sqrt(ne.evaluate("sum((a-b)**2)")),
        "rows": lambda: ne.evaluate("sum(A, axis=1)"),
        "columns": lambda: ne.evaluate("sum(A, axis=0)"),
        "affine": lambda: ne.evaluate("A * row + column", out=Y),
        "jacobi": jacobi,
        "heat": heat,
    }


def numba_works():
    from math import cos, erf, exp, log, sin, sqrt

    import numba

    prange = numba.prange
    jit = numba.njit(parallel=threads > 1, fastmath=True)
    inline = numba.njit(fastmath=True)

    @jit
    def axpby(a, b, y):
        for i in prange(y.size):
            y[i] = 2 * a[i] + 3 * b[i]

    @jit
    def expo(a, y):
        for i in prange(y.size):
            y[i] = exp(a[i])

    @jit
    def sincos(a, b, y):
        for i in prange(y.size):
            y[i] = sin(a[i]) ** 2 + cos(b[i]) ** 2

    @inline
    def cnd(x):
        return 0.5 * (1 + erf(x / sqrt(2.0)))

    @jit
    def black(a, b, c, y, z):
        for i in prange(y.size):
            d1 = (log(a[i] / b[i]) + 0.065 * c[i]) / (0.3 * sqrt(c[i]))
            d2 = d1 - 0.3 * sqrt(c[i])
            present = b[i] * exp(-0.02 * c[i])
            y[i] = a[i] * cnd(d1) - present * cnd(d2)
            z[i] = y[i] - a[i] + present

    @jit
    def dot(a, b):
        s = 0.0
        for i in prange(a.size):
            s += a[i] * b[i]
        return s

    @jit
    def mean(a):
        s = 0.0
        for i in prange(a.size):
            s += a[i]
        return s / a.size

    @jit
    def var(a):
        s = 0.0
        for i in prange(a.size):
            s += a[i]
        middle = s / a.size
        t = 0.0
        for i in prange(a.size):
            t += (a[i] - middle) ** 2
        return t / a.size

    @jit
    def norm(a, b):
        s = 0.0
        for i in prange(a.size):
            s += (a[i] - b[i]) ** 2
        return sqrt(s)

    @jit
    def rows(A, y):
        for i in prange(A.shape[0]):
            s = 0.0
            for j in range(A.shape[1]):
                s += A[i, j]
            y[i] = s

    @jit
    def columns(A, y):
        m = A.shape[1]
        for block in prange((m + 255) // 256):
            start, end = block * 256, min(block * 256 + 256, m)
            y[start:end] = 0
            for i in range(A.shape[0]):
                for j in range(start, end):
                    y[j] += A[i, j]

    @jit
    def affine(A, row, column, Y):
        for i in prange(A.shape[0]):
            for j in range(A.shape[1]):
                Y[i, j] = A[i, j] * row[j] + column[i, 0]

    @jit
    def jacobi(u, J):
        for i in prange(J.shape[0]):
            for j in range(J.shape[1]):
                J[i, j] = 0.25 * (u[i, j + 1] + u[i + 2, j + 1] + u[i + 1, j] + u[i + 1, j + 2])

    @jit
    def heat(u, H):
        for h in prange(H.shape[0]):
            for i in range(H.shape[1]):
                for j in range(H.shape[2]):
                    sides = u[h, i + 1, j + 1] + u[h + 2, i + 1, j + 1] + u[h + 1, i, j + 1]
                    sides += u[h + 1, i + 2, j + 1] + u[h + 1, i + 1, j] + u[h + 1, i + 1, j + 2]
                    middle = u[h + 1, i + 1, j + 1]
                    H[h, i, j] = middle + 0.1 * (sides - 6 * middle)

    @jit
    def pi(n):
        inside = 0
        for i in prange(n):
            inside += np.random.random() ** 2 + np.random.random() ** 2 < 1
        return 4 * inside / n

    return {
        "axpby": lambda: axpby(a, b, y) or y,
        "exp": lambda: expo(a, y) or y,
        "sincos": lambda: sincos(a, b, y) or y,
        "black": lambda: black(a, b, c, y, z) or (y, z),
        "dot": lambda: dot(a, b),
        "mean": lambda: mean(a),
        "var": lambda: var(a),
        "norm": lambda: norm(a, b),
        "rows": lambda: rows(A, y) or y[:m],
        "columns": lambda: columns(A, y) or y[:m],
        "affine": lambda: affine(A, row, column, Y) or Y,
        "jacobi": lambda: jacobi(A, J) or J,
        "heat": lambda: heat(V, H) or H,
        "pi": lambda: pi(n),
    }


def check(result):
    return sum(float(np.sum(part)) for part in result) if isinstance(result, tuple) else float(np.sum(result))


def serve(works):
    for line in sys.stdin:
        name, times = line.split()
        work = works.get(name)
        if work is None:
            print("-", flush=True)
            continue
        start = time.perf_counter_ns()
        for _ in range(int(times)):
            result = work()
        took = (time.perf_counter_ns() - start) / int(times)
        print(took, repr(check(result)), flush=True)


serve({"numpy": numpy_works, "numexpr": numexpr_works, "numba": numba_works}[kind]())
