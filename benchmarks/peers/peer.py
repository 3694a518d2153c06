# SPDX-License-Identifier: Apache-2.0
# The Python peers of the comparison, in the protocol of peer.c: `peer.py numpy|numexpr N THREADS`.
import sys
import time

import numpy as np

kind, n, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
i = np.arange(n, dtype=np.int64)
a = (i * 7919 % 10007) / 10007.0
b = (i * 104729 % 10009) / 10009.0
y = np.zeros(n)
t = np.zeros(n)
if kind == "numexpr":
    import numexpr as ne

    ne.set_num_threads(threads)
    work = {
        "axpby": lambda: ne.evaluate("2*a + 3*b", out=y),
        "exp": lambda: ne.evaluate("exp(a)", out=y),
        "dot": lambda: ne.evaluate("sum(a*b)"),
        "norm": lambda: np.sqrt(ne.evaluate("sum((a-b)**2)")),
        "sincos": lambda: ne.evaluate("sin(a)**2 + cos(b)**2", out=y),
    }
else:

    def axpby():
        np.multiply(a, 2, out=y)
        np.multiply(b, 3, out=t)
        return np.add(y, t, out=y)

    work = {
        "axpby": axpby,
        "exp": lambda: np.exp(a, out=y),
        "dot": lambda: np.sum(a * b),
        "norm": lambda: np.sqrt(np.sum((a - b) ** 2)),
        "sincos": lambda: np.add(np.sin(a) ** 2, np.cos(b) ** 2, out=y),
    }
for line in sys.stdin:
    start = time.perf_counter_ns()
    result = work[line.strip()]()
    end = time.perf_counter_ns()
    print(end - start, repr(float(np.sum(result))), flush=True)
