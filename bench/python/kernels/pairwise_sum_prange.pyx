# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: extra_compile_args = -O3 -march=native -ffast-math -fopenmp
# distutils: extra_link_args = -fopenmp
"""The document's fastest form of the sum of all products (cell 30), compiled for this machine and free to add in any order."""
from cython.parallel cimport prange


cdef double scalar_sum(const double *x, double y, Py_ssize_t n) nogil:
    cdef Py_ssize_t i
    cdef double sum = 0
    for i in range(n):
        sum += x[i] * y
    return sum


def pairwise_sum(const double[::1] x, int threads):
    """Sum of x[i] * x[j] over all pairs."""
    cdef Py_ssize_t i, n = x.shape[0]
    cdef double sum = 0
    for i in prange(n, nogil=True, num_threads=threads, schedule="guided"):
        sum += scalar_sum(&x[0], x[i], n)
    return sum
