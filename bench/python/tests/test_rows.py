"""The plan holds together: what is compared is there, and what is there can be run."""

import re
import unittest

from driver.plan import AtMost, Measured, Ours, Section, Served, Theirs
from driver.python import KERNELS, WORKLOADS
from rows import ROWS


def _sections() -> list[tuple[str, Section]]:
    return [
        (f"{number} {section.title}", section)
        for number, make in ROWS.items()
        for quick in (True, False)
        for section in make(quick).sections
    ]


class RowTests(unittest.TestCase):
    """rows"""

    def test_numbers_are_those_of_the_rows(self) -> None:
        for number, make in ROWS.items():
            self.assertEqual(make(True).number, number)

    def test_comparisons_name_sides_of_the_section(self) -> None:
        for name, section in _sections():
            sides = {side.label: side for side in section.sides}
            self.assertEqual(len(sides), len(section.sides), name)
            for comparison in section.comparisons:
                self.assertIsInstance(sides[comparison.side], (Ours, Measured, Served), name)
                self.assertIsInstance(sides[comparison.against], (Ours, Served) if isinstance(comparison, AtMost) else Theirs, name)
            if section.memory:
                self.assertIsInstance(sides[section.memory[0]], Ours, name)

    def test_every_side_is_compared_with_something(self) -> None:
        for name, section in _sections():
            compared = {label for comparison in section.comparisons for label in (comparison.side, comparison.against)}
            if section.timed:
                self.assertEqual(compared, {side.label for side in section.sides}, name)

    def test_forms_are_served_by_their_workloads(self) -> None:
        for name, section in _sections():
            for side in section.sides:
                if isinstance(side, Theirs) and not isinstance(side, Served):
                    source = (WORKLOADS / f"{side.workload}.py").read_text()
                    served = source[source.index("\n    serve(") :]
                    self.assertRegex(served, rf"\b{side.form}\b", name)

    def test_both_sides_read_the_same_files(self) -> None:
        for name, section in _sections():
            files = {
                tuple(side.inputs.values()) if isinstance(side, Ours) else side.inputs
                for side in section.sides
                if not isinstance(side, Measured)
            }
            self.assertLessEqual(len(files - {()}), 1, name)

    def test_kernels_that_are_imported_are_there(self) -> None:
        names = {path.stem for path in KERNELS.glob("*.pyx")}
        imported = {
            found for path in WORKLOADS.glob("*.py") for found in re.findall(r"^    (?:from|import) (\w+)", path.read_text(), re.MULTILINE)
        }
        self.assertLessEqual(names, imported)
