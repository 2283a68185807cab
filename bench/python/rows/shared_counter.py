"""Row 11: one counter, four workers."""

from driver.plan import AtLeast, Ours, Row, Section, Theirs


def row(quick: bool) -> Row:
    """10⁶ increments."""
    increments = 20_000 if quick else 1_000_000
    label = "multiprocessing.Value with its lock"

    def ours(discipline: str) -> Ours:
        return Ours(discipline, "shared-counter", ("--increments", str(increments), "--discipline", discipline), workers=4)

    sides = (
        ours("atomic"),
        Theirs(label, "shared_counter", "value_with_lock", workers=4, sizes={"increments": increments}),
        ours("per-worker"),
    )
    comparisons = (AtLeast("atomic", label, 10), AtLeast("per-worker", label, 100))
    return Row(11, "shared-counter", (Section(f"shared-counter, {increments:,} increments, 4 workers", sides, comparisons),))
