# SPDX-License-Identifier: Apache-2.0
"""Computes reference.json, the figures that the tests of this module expect, with NumPy.

Run it from the root of the repository with a Python that has NumPy (1.24.2 made the stored file):

    python3 samples/src/test/resources/reference.py > samples/src/test/resources/reference.json
"""

import json
import math

import numpy as np

DATA = "samples/data/"


def portfolio(price, weight, days=260.0):
    ret = np.diff(price, axis=0) / price[:-1]
    fund = ret @ weight
    wealth = np.cumprod(1 + fund)
    return {
        "mean_return": ret.mean(axis=0) * days,
        "volatility": ret.std(axis=0, ddof=1) * np.sqrt(days),
        "correlation": np.corrcoef(ret.T),
        "fund_return": fund.mean() * days,
        "fund_volatility": fund.std(ddof=1) * np.sqrt(days),
        "sharpe": fund.mean() / fund.std(ddof=1) * np.sqrt(days),
        "drawdown": (wealth / np.maximum.accumulate(wealth) - 1).min(),
    }


def black_scholes(close, strike, years=0.25, rate=0.035, days=260.0):
    sigma = np.diff(np.log(close)).std(ddof=1) * np.sqrt(days)
    spot = close[-1]
    cnd = np.vectorize(lambda x: 0.5 * math.erfc(-x / math.sqrt(2)))
    d1 = (np.log(spot / strike) + (rate + sigma**2 / 2) * years) / (sigma * math.sqrt(years))
    d2 = d1 - sigma * math.sqrt(years)
    call = spot * cnd(d1) - strike * math.exp(-rate * years) * cnd(d2)
    return {
        "sigma": sigma,
        "call": call,
        "put": call - spot + strike * math.exp(-rate * years),
        "delta": cnd(d1),
    }


def heat(n=32, steps=500, alpha=0.2):
    u = np.zeros((n, n))
    u[0] = 100
    for _ in range(steps):
        p = np.pad(u, 1)
        flow = p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] - 4 * u
        u[1:-1, 1:-1] += alpha * flow[1:-1, 1:-1]
    return {"mean_temperature": u.mean(), "below_edge": u[1, 1:-1]}


def blur(img):
    before = img.astype(np.int64)
    after = before.copy()
    total = np.zeros_like(before[1:-1, 1:-1])
    for dy in range(3):
        for dx in range(3):
            part = before[dy : dy + total.shape[0], dx : dx + total.shape[1]]
            total += (2 - abs(dy - 1)) * (2 - abs(dx - 1)) * part
    low, rest = np.divmod(total, 16)
    after[1:-1, 1:-1] = low + ((rest > 8) | ((rest == 8) & (low % 2 == 1)))
    return {
        "blurred": after.astype(np.uint8)[200:204, 100:108],  # a part is enough
        "mean_before": before.mean(),
        "mean_after": after.mean(),
        "largest_change": abs(after - before).max().astype(np.float32),
    }


def philox(key, stream, index):
    """The 64 bits of Philox4x32-10 that decide an element; index is an array of u64."""
    low = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    c = [index & low, index >> half, np.uint64(stream), np.uint64(0)]
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    for _ in range(10):
        p0 = np.uint64(0xD2511F53) * c[0]
        p1 = np.uint64(0xCD9E8D57) * c[2]
        c = [
            (p1 >> half) ^ c[1] ^ np.uint64(k0),
            p1 & low,
            (p0 >> half) ^ c[3] ^ np.uint64(k1),
            p0 & low,
        ]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c[0] << half | c[1]


def uniform(key, n):
    return (philox(key, 0, np.arange(n, dtype=np.uint64)) >> np.uint64(11)) * 2.0**-53


def pi(n, seed):
    across, up = philox(seed, 1, np.arange(2, dtype=np.uint64))
    share = np.count_nonzero(np.hypot(uniform(int(across), n), uniform(int(up), n)) < 1) / n
    return {
        "pi_hat": 4 * share,
        "standard_error": 4 * math.sqrt(share * (1 - share) / n),
    }


def main():
    closes = np.loadtxt(DATA + "indices.csv", delimiter=",", skiprows=1)
    figures = {
        "portfolio": portfolio(closes, np.array([0.4, 0.2, 0.2, 0.2])),
        "black_scholes": black_scholes(closes[:, 0], np.linspace(5000, 6000, 5)),
        "heat": heat(),
        "blur": blur(np.load(DATA + "ascent.npy")),
        "pi": pi(10_000, 42),
    }
    lines = []
    for script, outputs in figures.items():
        lines.append(json.dumps(script) + ": {\n" + ",\n".join(map(line, outputs.items())) + "}")
    print("{" + ",\n".join(lines) + "}")


def line(output):
    name, value = output
    value = np.asarray(value)
    dtype = {"float64": "f64", "float32": "f32", "uint8": "u8"}[value.dtype.name]
    tensor = {"dtype": dtype, "shape": list(value.shape), "data": value.ravel().tolist()}
    return " " + json.dumps(name) + ": " + json.dumps(tensor)


main()
