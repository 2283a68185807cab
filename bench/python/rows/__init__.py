"""The rows of the table: what is compared, and the bars."""

from typing import Callable

from driver.plan import Row

from . import (
    allocate,
    channels,
    column_sums,
    distance_matrix,
    elementwise,
    gaussian_mixture,
    library,
    matrix_multiply,
    one_array,
    pairwise_sum,
    pi,
    references,
    shared_counter,
    summarize,
)

#: By number: makes the row, small if asked.
ROWS: dict[int, Callable[[bool], Row]] = {
    1: summarize.row,
    2: column_sums.row,
    3: pairwise_sum.row,
    4: gaussian_mixture.large,
    5: gaussian_mixture.small,
    6: pi.large_tasks,
    7: distance_matrix.row,
    8: matrix_multiply.row,
    9: elementwise.row,
    10: allocate.row,
    11: shared_counter.row,
    12: pi.tiny_tasks,
    13: one_array.row,
    15: references.row,
    # Of the instrument; the numbers above are those of the workloads.
    103: channels.row,
    # Of the library.
    201: library.round_trips,
    202: library.short_tasks,
}
