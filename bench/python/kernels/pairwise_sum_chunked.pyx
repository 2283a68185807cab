# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: extra_compile_args = -O2
"""The document's form of the sum of all products for 100,000 numbers (cell 34), with the flags of its notebook: additions in the order written."""


def sum_of_products(const double[::1] x, const double[::1] y):
    """Sum of x[i] * y[j] over all pairs, without the interpreter's lock."""
    cdef Py_ssize_t i, j, n = x.shape[0], m = y.shape[0]
    cdef double sum = 0
    with nogil:
        for i in range(n):
            for j in range(m):
                sum += x[i] * y[j]
    return sum
