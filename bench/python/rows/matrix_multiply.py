"""Row 8: the product of two matrices."""

from driver.plan import AtLeast, Numbers, Ours, Row, Section, Theirs


def _section(size: int) -> Section:
    a, b = Numbers("uniform", (size, size), seed=1), Numbers("uniform", (size, size), seed=2)
    generated = Ours("shared", "matrix-multiply", ("--size", str(size)))
    sides = (
        Ours("shared", "matrix-multiply", inputs={"--input": a, "--input2": b}, otherwise=generated),
        Theirs("NumPy as installed", "matrix_multiply", "numpy_matmul", inputs=(a, b)),
        Theirs(
            "NumPy, AVX-512 kernels forced",
            "matrix_multiply",
            "numpy_matmul",
            inputs=(a, b),
            environment={"OPENBLAS_CORETYPE": "SkylakeX"},
            processor="avx512f",
        ),
    )
    comparisons = (AtLeast("shared", "NumPy as installed", 1.0), AtLeast("shared", "NumPy, AVX-512 kernels forced", 0.75))
    return Section(f"matrix-multiply, {size:,}", sides, comparisons, arrays=True)


def row(quick: bool) -> Row:
    """2,000 and 4,000."""
    return Row(8, "matrix-multiply", tuple(_section(size) for size in ((300, 500) if quick else (2_000, 4_000))))
