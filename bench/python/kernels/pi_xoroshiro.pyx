# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# distutils: extra_compile_args = -O3 -march=native -ffast-math
"""Points in the quarter circle, drawn with xoroshiro128+ (Blackman and Vigna, 2018): 53 random bits to a coordinate."""
from libc.stdint cimport uint64_t


cdef struct Generator:
    uint64_t low
    uint64_t high


cdef inline uint64_t rotated(uint64_t x, int bits) nogil:
    return (x << bits) | (x >> (64 - bits))


cdef inline double uniform(Generator *g) nogil:
    cdef uint64_t word = g.low + g.high
    g.high ^= g.low
    g.low = rotated(g.low, 24) ^ g.high ^ (g.high << 16)
    g.high = rotated(g.high, 37)
    return <double>(word >> 11) * (1.0 / 9007199254740992.0)


def count_inside(const uint64_t[:, ::1] seeds, Py_ssize_t samples):
    """How many of so many points lie inside; of the seeds, the first row is used. Without the interpreter's lock."""
    cdef Generator g = Generator(seeds[0, 0], seeds[0, 1])
    cdef Py_ssize_t i, inside = 0
    cdef double x, y
    with nogil:
        for i in range(samples):
            x = uniform(&g)
            y = uniform(&g)
            inside += x * x + y * y < 1
    return inside
