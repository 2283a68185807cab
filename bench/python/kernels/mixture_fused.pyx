# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# distutils: extra_compile_args = -O3 -march=native -ffast-math -fopenmp
# distutils: extra_link_args = -fopenmp -lmvec -lm
"""One pass of EM over points of two coordinates: densities, responsibilities and statistics of a point before the next point."""
from cython.parallel cimport prange
from libc.math cimport exp

DEF MOST_COMPONENTS = 64
DEF DIMENSIONS = 2


cdef void add_points(
    const double[:, ::1] x, Py_ssize_t first, Py_ssize_t end, const double[:, ::1] means, const double[:, :, ::1] precisions,
    const double[::1] offsets, double[:, ::1] sums,
) nogil:
    cdef Py_ssize_t point, c, i, j, at, components = means.shape[0]
    cdef double r[MOST_COMPONENTS]
    cdef double square, total, share
    for point in range(first, end):
        total = 0
        for c in range(components):
            square = 0
            for i in range(DIMENSIONS):
                for j in range(DIMENSIONS):
                    square += (x[point, i] - means[c, i]) * (x[point, j] - means[c, j]) * precisions[c, i, j]
            r[c] = exp(offsets[c] - 0.5 * square)
            total += r[c]
        for c in range(components):
            share = r[c] / total
            sums[c, 0] += share
            at = 1 + DIMENSIONS
            for i in range(DIMENSIONS):
                sums[c, 1 + i] += share * x[point, i]
                for j in range(i + 1):
                    sums[c, at] += share * x[point, i] * x[point, j]
                    at = at + 1


def add_statistics(
    const double[:, ::1] x, const double[:, ::1] means, const double[:, :, ::1] precisions, const double[::1] offsets, double[:, :, ::1] sums,
):
    """Adds to sums[thread, component] the responsibilities and what they weigh: x, and the lower triangle of x times x."""
    cdef int thread, threads = <int>sums.shape[0]
    cdef Py_ssize_t n = x.shape[0]
    for thread in prange(threads, nogil=True, num_threads=threads, schedule="static"):
        add_points(x, n * thread // threads, n * (thread + 1) // threads, means, precisions, offsets, sums[thread])
