# SPDX-License-Identifier: Apache-2.0
"""Writes npy.jsonl: files as NumPy writes them (hexadecimal) and the tensors they hold.

Run in this folder. A line has "name", "hex", and "tensor" in the data encoding of the project, or
"refused": a part of the message for a dtype that is not supported.
"""
import io
import json

import numpy as np

NAMES = {"float64": "f64", "float32": "f32", "int64": "i64", "int32": "i32", "bool": "bool", "uint8": "u8"}


def file(a, version):
    out = io.BytesIO()
    np.lib.format.write_array(out, a, version=version)
    return out.getvalue().hex()


def accepted(name, a, version=(1, 0)):
    native = a.astype(a.dtype.newbyteorder("="))
    data = [str(x) if isinstance(x, int) and abs(x) > 2**53 else x for x in native.ravel().tolist()]
    tensor = {"dtype": NAMES[native.dtype.name], "shape": list(a.shape), "data": data}
    return {"name": name, "hex": file(a, version), "tensor": tensor}


def refused(name, a):
    return {"name": name + ".npy", "hex": file(a, None), "refused": name}


grid = np.arange(6).reshape(2, 3)
lines = [
    accepted("f64", grid / 4),
    accepted("f32", (grid / 8).astype("<f4")),
    accepted("i64", grid * 2**60 - 2**61),
    accepted("i32", (grid * -100000).astype("<i4")),
    accepted("bool", grid % 2 == 0),
    accepted("u8", (grid * 51).astype("u1")),
    accepted("big-endian f64", (grid / 4).astype(">f8")),
    accepted("big-endian f32", (grid / 4).astype(">f4")),
    accepted("big-endian i64", (grid * 2**60).astype(">i8")),
    accepted("big-endian i32", (grid * 100000).astype(">i4")),
    accepted("fortran f64", np.asfortranarray(grid / 4)),
    accepted("fortran cube", np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4))),
    accepted("fortran big-endian", np.asfortranarray(grid.astype(">i4"))),
    accepted("version 2", grid / 4, (2, 0)),
    accepted("version 3", grid / 4, (3, 0)),
    accepted("scalar", np.array(2.5)),
    accepted("vector", np.array([1.5, -0.25])),
    accepted("empty", np.zeros((0, 3))),
    accepted("empty fortran", np.zeros((3, 0, 2), order="F")),
    refused("float16", np.zeros(2, "f2")),
    refused("complex128", np.zeros(2, "c16")),
    refused("complex64", np.zeros(2, "c8")),
    refused("object", np.array([None, {}])),
    refused("int8", np.zeros(2, "i1")),
    refused("uint64", np.zeros(2, "u8")),
    refused("float128", np.zeros(2, "f16")),
    refused("str", np.array(["a"])),
    refused("bytes", np.array([b"a"])),
    refused("datetime64", np.zeros(2, "M8[s]")),
    refused("structured", np.zeros(2, [("x", "f8")])),
]
with open("npy.jsonl", "w") as out:
    for line in lines:
        out.write(json.dumps(line) + "\n")
