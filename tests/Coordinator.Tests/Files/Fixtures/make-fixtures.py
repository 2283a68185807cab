#!/usr/bin/python3
"""Writes the .npy fixtures beside it with NumPy, and what they hold to expected.txt and refused.txt.

Run it again after a change:  python3 make-fixtures.py   (needs NumPy; written with 1.24)
The files are read by NpyFixtureTests.
"""
import pathlib
import numpy as np
from numpy.lib import format as npy

HERE = pathlib.Path(__file__).parent
TYPES = ["<f8", "<f4", "<i8", "<i4", "<i2", "|u1", "|b1"]
expected, refused = [], []


def write(name, array, version=(1, 0)):
    with open(HERE / name, "wb") as file:
        npy.write_array(file, array, version=version, allow_pickle=True)


def good(name, array, version=(1, 0)):
    """One line: file, type, shape, order, sum, elements weighted by their place in C order (tells C from Fortran)."""
    write(name, array, version)
    flat = array.astype("f8").ravel(order="C")
    order = "Fortran" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    weighted = float((flat * np.arange(1, flat.size + 1)).sum())
    expected.append(f"{name} {array.dtype.str[1:]} {'x'.join(map(str, array.shape))} {order} {float(flat.sum())!r} {weighted!r}")


def bad(name, words, array=None, data=None, version=(1, 0)):
    """One line: file, words that the message must hold."""
    if data is None:
        write(name, array, version)
    else:
        (HERE / name).write_bytes(data)
    refused.append(f"{name} {words}")


def numbers(dtype, *shape):
    count = int(np.prod(shape))
    values = np.arange(count) * 3 - 7
    if dtype == "|b1":
        values = np.arange(count) % 3 == 0
    elif dtype == "|u1":
        values = np.arange(count) * 5 % 256
    elif dtype in ("<f8", "<f4"):
        values = values / 8
    return values.astype(dtype).reshape(shape)


for dtype in TYPES:
    name = dtype[1:]
    good(f"{name}-vector.npy", numbers(dtype, 11))
    good(f"{name}-c.npy", numbers(dtype, 5, 3))
    good(f"{name}-fortran.npy", np.asfortranarray(numbers(dtype, 5, 3)))
good("version-2.npy", numbers("<f8", 4, 6), (2, 0))
good("version-3.npy", np.asfortranarray(numbers("<i4", 4, 6)), (3, 0))
good("no-rows.npy", numbers("<f8", 0, 4))
good("no-columns.npy", numbers("<f8", 4, 0))
good("empty.npy", numbers("<f8", 0))
good("one-column.npy", numbers("<f8", 7, 1))
good("one-row.npy", numbers("<f8", 1, 7))
good("one-cell.npy", numbers("<f8", 1, 1))
good("larger.npy", np.asfortranarray(numbers("<f8", 50, 40)))

whole = (HERE / "f8-c.npy").read_bytes()
bad("truncated-data.npy", "truncated: holds 80 of 120 bytes", data=whole[:-40])
bad("truncated-header.npy", "truncated header", data=whole[:60])
bad("longer.npy", "16 bytes follow the array's 120, from byte 248", data=whole + bytes(16))
bad("zero-bytes.npy", "is empty (0 bytes)", data=b"")
bad("bad-magic.npy", "is not a .npy file: byte 1 is 0x50, not 0x4e", data=b"\x93PUMPY" + whole[6:])
bad("zip.npy", "is not a .npy file: byte 0 is 0x50", data=b"PK\x03\x04 as numpy.savez writes")
bad("version-9.npy", "byte 6: format version 9.0 is unknown", data=whole[:6] + b"\x09\x00" + whole[8:])
bad("huge-header.npy", "byte 8: a header of 4,294,967,295 bytes", data=npy.magic(2, 0) + b"\xff\xff\xff\xff" + whole[10:])
bad("big-endian.npy", "save array.astype('<f8')", numbers("<f8", 3).astype(">f8"))
bad("text.npy", "field 'descr': the array holds text, '<U3'", np.array(["abc", "d"]))
bad("bytes.npy", "field 'descr': the array holds text, '|S3'", np.array([b"abc", b"d"]))
bad("object.npy", "field 'descr': the array holds Python objects", np.array([1, "a", None], dtype=object))
bad("records.npy", "the array holds records with fields", np.zeros(2, dtype=[("x", "<f8"), ("y", "<i4")]))
bad("records-3.npy", "the array holds records with fields", np.zeros(2, dtype=[("\u00e9", "<f8")]), version=(3, 0))
bad("unsigned.npy", "f8, f4, i8, i4, i2, u1 and b1 are read", np.zeros(2, dtype="<u2"))
bad("int8.npy", "f8, f4, i8, i4, i2, u1 and b1 are read", np.zeros(2, dtype="i1"))
bad("half.npy", "f8, f4, i8, i4, i2, u1 and b1 are read", np.zeros(2, dtype="<f2"))
bad("complex.npy", "holds complex numbers", np.zeros(2, dtype="<c16"))
bad("dates.npy", "holds dates or times", np.zeros(2, dtype="<M8[s]"))
bad("scalar.npy", "field 'shape': () is a single number", np.array(3.5))
bad("three-dimensional.npy", "field 'shape': (2, 3, 4) has 3 dimensions", numbers("<f8", 2, 3, 4))

(HERE / "expected.txt").write_text("\n".join(expected) + "\n")
(HERE / "refused.txt").write_text("\n".join(refused) + "\n")
