# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# distutils: extra_compile_args = -O3 -march=native -ffast-math -fopenmp
# distutils: extra_link_args = -fopenmp -lmvec -lm
"""One pass of EM over points of two coordinates, block by block: every loop is over points, so that the compiler vectorises it, exp included."""
from cython.parallel cimport prange
from libc.math cimport exp

DEF MOST_COMPONENTS = 16
DEF BLOCK = 256


cdef void add_points(
    const double[:, ::1] x, Py_ssize_t first, Py_ssize_t end, const double[:, ::1] means, const double[:, :, ::1] precisions,
    const double[::1] offsets, double[:, ::1] sums,
) nogil:
    cdef Py_ssize_t start, point, c, n, components = means.shape[0]
    cdef double r[MOST_COMPONENTS][BLOCK]
    cdef double u[BLOCK]
    cdef double v[BLOCK]
    cdef double total[BLOCK]
    cdef double a, b, mean_u, mean_v, uu, uv, vv, offset, share, s, su, sv, suu, suv, svv
    for start in range(first, end, BLOCK):
        n = min(<Py_ssize_t>BLOCK, end - start)
        for point in range(n):
            u[point] = x[start + point, 0]
            v[point] = x[start + point, 1]
            total[point] = 0
        for c in range(components):
            mean_u, mean_v, offset = means[c, 0], means[c, 1], offsets[c]
            uu, uv, vv = -0.5 * precisions[c, 0, 0], -precisions[c, 0, 1], -0.5 * precisions[c, 1, 1]
            for point in range(n):
                a = u[point] - mean_u
                b = v[point] - mean_v
                r[c][point] = exp(offset + a * a * uu + a * b * uv + b * b * vv)
                total[point] += r[c][point]
        for point in range(n):
            total[point] = 1 / total[point]
        for c in range(components):
            s = su = sv = suu = suv = svv = 0
            for point in range(n):
                share = r[c][point] * total[point]
                s += share
                su += share * u[point]
                sv += share * v[point]
                suu += share * u[point] * u[point]
                suv += share * u[point] * v[point]
                svv += share * v[point] * v[point]
            sums[c, 0] += s
            sums[c, 1] += su
            sums[c, 2] += sv
            sums[c, 3] += suu
            sums[c, 4] += suv
            sums[c, 5] += svv


def add_statistics(
    const double[:, ::1] x, const double[:, ::1] means, const double[:, :, ::1] precisions, const double[::1] offsets, double[:, :, ::1] sums,
):
    """Adds to sums[thread, component] the responsibilities and what they weigh: x, and the lower triangle of x times x."""
    cdef int thread, threads = <int>sums.shape[0]
    cdef Py_ssize_t n = x.shape[0]
    for thread in prange(threads, nogil=True, num_threads=threads, schedule="static"):
        add_points(x, n * thread // threads, n * (thread + 1) // threads, means, precisions, offsets, sums[thread])
