"""Row 2: column sums, columns together and rows together."""

from typing import Any

from driver.plan import AtLeast, Numbers, Ours, Row, Section, Theirs

_FORMS = {"NumPy in 2 threads": "numpy_threads", "Numba parallel, fastmath": "numba_parallel", "Cython prange, fast-math": "cython_prange"}


def _remarks(documents: dict[str, dict[str, Any]]) -> list[str]:
    document = documents["shared, first run"]
    workers = ", ".join(f"{worker['phases']['map'] * 1e3:.0f} ms" for worker in document["workersDetail"])
    return [f"in the first run attaching and first touch of {document['input']['bytes'] / 2**30:.2f} GiB took the workers {workers}"]


def _section(x: Numbers, order: str) -> Section:
    ours = (
        Ours("shared", "column-sums", inputs={"--input": x}),
        Ours("shared, first run", "column-sums", inputs={"--input": x}, first=True),
    )
    theirs = tuple(Theirs(label, "column_sums", form, inputs=(x,)) for label, form in _FORMS.items())
    comparisons = tuple(AtLeast("shared", label, 1.0) for label in _FORMS)
    first = tuple(AtLeast("shared, first run", label, None) for label in _FORMS)
    return Section(f"column-sums, {x.description}, {order} order", ours + theirs, comparisons + first, arrays=True, remarks=_remarks)


def row(quick: bool) -> Row:
    """30,000 × 10,000 in either order."""
    shape = (3_000, 100) if quick else (30_000, 10_000)
    orders = {"Fortran": "F", "C": "C"}
    return Row(2, "column-sums", tuple(_section(Numbers("uniform", shape, order=letter), order) for order, letter in orders.items()))
