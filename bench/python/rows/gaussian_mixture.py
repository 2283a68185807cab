"""Rows 4 and 5: Gaussian mixtures by EM, weights kept equal as in the document."""

from driver.plan import AtLeast, AtMost, Numbers, Ours, Row, Section, Theirs, Tolerance

_PARAMETERS = Tolerance(relative=1e-8)


def _ours(label: str, mode: str, x: Numbers, means: Numbers, iterations: int) -> Ours:
    options = ("--iterations", str(iterations), "--equal-weights", "true")
    # Without given means it starts from points of the file.
    otherwise = Ours(label, "gaussian-mixture", options, mode=mode, inputs={"--input": x})
    inputs = {"--input": x, "--initial-means": means}
    return Ours(label, "gaussian-mixture", options, mode=mode, inputs=inputs, otherwise=otherwise)


def _means(separation: float) -> Numbers:
    # Around the middle of the data, as in the document.
    return Numbers("normal", (4, 2), value=1.5 * separation, seed=5)


def large(quick: bool) -> Row:
    """4·10⁶ points, 25 iterations."""
    x, means = Numbers("blobs", (20_000 if quick else 4_000_000, 2), value=5), _means(5)
    iterations = 5 if quick else 25
    sizes, held = {"iterations": iterations}, {"OPENBLAS_NUM_THREADS": "1"}

    def theirs(label: str, form: str, rounds: int | None = None) -> Theirs:
        return Theirs(label, "gaussian_mixture", form, inputs=(x, means), sizes=sizes, environment=held, rounds=rounds)

    sides = (
        _ours("shared", "shared", x, means, iterations),
        theirs("Cython, one pass, point by point, fast-math", "cython_fused"),
        _ours("pipe, data resident", "pipe", x, means, iterations),
        theirs("Cython, one pass, vectorised blocks, fast-math", "cython_fused_blocks"),
        theirs("Cython prange over components, as in the document", "cython_model_parallel", rounds=3),
    )
    comparisons = (
        AtLeast("shared", "Cython, one pass, point by point, fast-math", 3),
        AtLeast("shared", "Cython, one pass, vectorised blocks, fast-math", None),
        AtLeast("shared", "Cython prange over components, as in the document", 35),
        AtMost("pipe, data resident", "shared", 1.1),
    )
    title = f"gaussian-mixture, {x.shape[0]:,} points, {iterations} iterations"
    return Row(4, "gaussian-mixture", (Section(title, sides, comparisons, _PARAMETERS),))


def small(quick: bool) -> Row:
    """4·10⁵ points, 50 iterations."""
    x, means = Numbers("blobs", (20_000 if quick else 400_000, 2), value=4), _means(4)
    iterations = 5 if quick else 50
    label = "joblib (loky) processes per component"
    sides = (
        _ours("shared", "shared", x, means, iterations),
        Theirs(label, "gaussian_mixture", "joblib_processes", inputs=(x, means), sizes={"iterations": iterations}),
    )
    title = f"gaussian-mixture, {x.shape[0]:,} points, {iterations} iterations"
    return Row(5, "gaussian-mixture", (Section(title, sides, (AtLeast("shared", label, 35),), _PARAMETERS),))
