# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: extra_compile_args = -O3 -march=native -ffast-math -fopenmp
# distutils: extra_link_args = -fopenmp
"""Sums of the columns of a matrix, in the loops of "Parallelising Machine Learning in Python", free to add in any order."""
from cython.parallel cimport prange


cdef double sum_of_column(const double[::1, :] x, Py_ssize_t column) nogil:
    cdef double sum = 0
    cdef Py_ssize_t row
    for row in range(x.shape[0]):
        sum += x[row, column]
    return sum


def fortran_order(const double[::1, :] x, double[::1] sums, int threads):
    """Writes the sum of each column, which lies together, to sums."""
    cdef Py_ssize_t column
    for column in prange(x.shape[1], nogil=True, num_threads=threads, schedule="static"):
        sums[column] = sum_of_column(x, column)


cdef void add_rows(const double[:, ::1] x, double[::1] sums, Py_ssize_t first, Py_ssize_t end) nogil:
    cdef Py_ssize_t row, column
    for row in range(first, end):
        for column in range(x.shape[1]):
            sums[column] += x[row, column]


def c_order(const double[:, ::1] x, double[:, ::1] sums):
    """Adds an equal block of rows to each row of sums, on as many threads as it has rows."""
    cdef int block, blocks = <int>sums.shape[0]
    for block in prange(blocks, nogil=True, num_threads=blocks, schedule="static"):
        add_rows(x, sums[block], x.shape[0] * block // blocks, x.shape[0] * (block + 1) // blocks)
