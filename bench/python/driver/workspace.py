"""What a comparison leaves lying about while it runs, and nothing after."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from .plan import Numbers
from .python import PYTHON, WORKLOADS

_MEMORY = Path("/dev/shm")

# The largest input, 2.4 GB, or output, 1.8 GB, with room to spare.
_ROOM = 4 << 30


class Workspace:
    """A folder in memory where there is room, so that no disk is measured; removed when left."""

    def __enter__(self) -> Workspace:
        fits = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _ROOM
        self.folder = Path(tempfile.mkdtemp(prefix="compare-python-", dir=_MEMORY if fits else None))
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        # Segments of processes that had to be killed.
        for segment in _MEMORY.glob(f"{self.folder.name}-*"):
            segment.unlink(missing_ok=True)

    def file(self, numbers: Numbers) -> Path:
        """The file of these numbers, written when it is first asked for."""
        path = self.folder / f"{numbers.name}.npy"
        if not path.exists():
            shape = "x".join(str(length) for length in numbers.shape)
            values = [numbers.kind, shape, numbers.order, str(numbers.seed), repr(numbers.value)]
            subprocess.run([PYTHON, str(WORKLOADS / "make_numbers.py"), str(path), *values], check=True)
        return path

    def clear(self) -> None:
        """Gives back the room that files took."""
        for path in self.folder.glob("*.npy"):
            path.unlink()
