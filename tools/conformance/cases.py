#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes cases with NumPy's and SciPy's answers for functions that the shared cases leave out.

    apt-get install python3-numpy python3-scipy
    tools/conformance/cases.py > compiler/src/test/resources/conformance/numpy_cases.jsonl
    tools/conformance/cases.py linear > linalg/src/test/resources/linear_cases.jsonl
    tools/conformance/cases.py transforms > fft/src/test/resources/transform_cases.jsonl

The format is that of the shared cases. A line of `functions.py` says a function's name, the texts
that call it, and the inputs; a text that NumPy refuses is left out.
"""
import json
import re
import sys
import warnings

import numpy as np

import functions
from arrays import to_json

np._set_promotion_state("weak")
np.seterr(all="ignore")
warnings.simplefilter("ignore")
TOLERANCE = {"f64": (1e-12, 1e-13), "f32": (2e-5, 1e-6), "c128": (1e-12, 1e-12), "c64": (2e-5, 1e-5)}


def answer(expr, inputs):
    scope = dict(functions.NAMES)
    scope.update(inputs)
    # This NumPy has no x.mT.
    plain = re.sub(r"([a-z]+(?:\([^()]*(?:\([^()]*\))?[^()]*\))?(?:\[\d\])?)\.mT", r"matrix_transpose(\1)", expr)
    *statements, value = plain.split("; ")
    for name in inputs:
        scope[name] = np.copy(inputs[name])
    for statement in statements:
        exec(statement, {"__builtins__": {}}, scope)
    return np.asarray(eval(value, {"__builtins__": {}}, scope))


def cases(table):
    for name, texts, inputs, exact in table:
        count = 0
        for values in inputs:
            for text in texts:
                try:
                    expected = to_json(answer(text, values))
                except Exception as problem:
                    if "-v" in sys.argv:
                        print(name, text, repr(problem)[:100], file=sys.stderr)
                    continue
                rtol, atol = (0, 0) if exact else TOLERANCE.get(expected["dtype"], (0, 0))
                group = name.split("-")[0]
                yield {"id": "np-%s-%d" % (name, count), "source": "numpy " + np.__version__,
                       "expr": text,
                       "inputs": {k: to_json(v) for k, v in values.items() if k in text},
                       "expected": expected, "rtol": rtol, "atol": atol,
                       "tags": ["fn:" + group, "out:" + expected["dtype"]]}
                count += 1
        if count < 12:
            print("only", count, "cases of", name, file=sys.stderr)


TABLES = {"linear": functions.linear, "transforms": functions.transforms}
for case in cases(next((TABLES[a] for a in sys.argv if a in TABLES), functions.table)()):
    print(json.dumps(case))
