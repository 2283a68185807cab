# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: extra_compile_args = -O3 -march=native -ffast-math -fopenmp
# distutils: extra_link_args = -fopenmp
"""The sum of an array on threads, free to add in any order."""
from cython.parallel cimport prange


def total(const double[::1] x, int threads):
    """Sum of x."""
    cdef Py_ssize_t i
    cdef double sum = 0
    for i in prange(x.shape[0], nogil=True, num_threads=threads, schedule="static"):
        sum += x[i]
    return sum
