"""Row 103: numbers to another process, one message each."""

from driver.plan import AtLeast, Measured, Row, Section, Side, Theirs

_CHANNELS = {"pipe": ("Pipe", "pipe"), "queue": ("Queue", "queue"), "joinable queue": ("JoinableQueue", "joinable_queue")}

# Bars: in batches, as a library would send them, and handed to the kernel one by one, as Python does.
_BATCHED, _EACH = 20, 1.2


def row(quick: bool) -> Row:
    """10⁶ numbers."""
    numbers = 10_000 if quick else 1_000_000

    def ours(channel: str, flush: str) -> Measured:
        return Measured(f"{channel}, {flush}", "channels", {"channel": channel, "flush": flush, "producers": 1, "numbers": numbers}, quick)

    sides: list[Side] = []
    comparisons: list[AtLeast] = []
    for channel, (name, form) in _CHANNELS.items():
        theirs = Theirs(f"multiprocessing.{name}", "channels", form, sizes={"numbers": numbers}, rounds=5)
        batched, each = ours(channel, "batched"), ours(channel, "each message")
        sides += [batched, theirs, each]
        comparisons += [AtLeast(batched.label, theirs.label, _BATCHED), AtLeast(each.label, theirs.label, _EACH)]
    return Row(103, "channels", (Section(f"{numbers:,} numbers, one message each", tuple(sides), tuple(comparisons)),))
