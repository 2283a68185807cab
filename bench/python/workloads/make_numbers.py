"""Writes a .npy file of random numbers that both sides read: ``make_numbers.py <file> <kind> <shape as 3x4> <order> <seed> <value>``.

The value is the mean of normal numbers, and how far apart the blobs of a mixture lie.
"""

from __future__ import annotations

import sys

import numpy


def main(path: str, kind: str, shape_text: str, order: str, seed: str, value_text: str) -> None:
    """Generates and writes."""
    generator, value = numpy.random.default_rng(int(seed)), float(value_text)
    shape = tuple(int(length) for length in shape_text.split("x"))
    if kind == "normal":
        numbers = generator.standard_normal(shape)
        numbers += value
    elif kind == "uniform":
        numbers = generator.random(shape[::-1] if order == "F" else shape)
    elif kind == "blobs":
        # As in the document: as many points to each of four blobs, blob k shifted by k times the value in every coordinate.
        numbers = numpy.concatenate([generator.standard_normal((shape[0] // 4, shape[1])) + blob * value for blob in range(4)])
    else:
        raise ValueError(kind)
    # Written as it is, a transposed matrix is one in Fortran order.
    numpy.save(path, numbers.T if kind == "uniform" and order == "F" else numbers)


if __name__ == "__main__":
    main(*sys.argv[1:])
