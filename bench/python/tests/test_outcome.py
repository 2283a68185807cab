"""Ratios, bars and their tables."""

import unittest

from driver import report
from driver.checks import Verdict
from driver.outcome import Figure, Line, Memory, SectionOutcome
from driver.plan import AtLeast, AtMost, Comparison


def _line(ours: list[float], theirs: list[float], comparison: Comparison) -> Line:
    return Line(Figure("a", ours, ["coordinator"]), Figure("b", theirs, ["b.py"]), comparison, Verdict(True, "agree, 1e-16", 1e-16))


class LineTests(unittest.TestCase):
    """outcome.Line"""

    def test_ratio_is_the_median_of_the_rounds_not_the_ratio_of_the_medians(self) -> None:
        line = _line([1, 2, 4], [10, 2, 12], AtLeast("a", "b", 3))
        self.assertEqual(line.ratios, [10, 1, 3])
        self.assertEqual(line.ratio, 3)
        self.assertIs(line.met, True)

    def test_form_with_fewer_rounds_is_compared_with_the_rounds_it_took_part_in(self) -> None:
        self.assertEqual(_line([1, 2, 100], [10, 10], AtLeast("a", "b", 8)).ratios, [10, 5])

    def test_limit_is_on_the_time_of_the_first_side(self) -> None:
        self.assertIs(_line([1.2], [1.0], AtMost("a", "b", 1.1)).met, False)
        self.assertIs(_line([1.0], [1.0], AtMost("a", "b", 1.1)).met, True)

    def test_without_a_bar_nothing_is_met_or_missed(self) -> None:
        self.assertIsNone(_line([1], [1], AtLeast("a", "b", None)).met)


class ReportTests(unittest.TestCase):
    """report"""

    def _stored(self, line: Line) -> dict[str, object]:
        section = SectionOutcome("work | of one", lines=[line], memory=Memory("a", 1.2e9, 1.15e9), remarks=["something else"])
        row = {"row": 4, "date": "2026-11-20", "rounds": 3, "commit": "abc", "sections": [section.document()]}
        machine = {"cpu": "C", "cores": 2, "memoryBytes": 2**34, "os": "O", "runtime": ".NET", "kernel": "6"}
        return {"machine": machine, "versions": {"Cluster": "abc", "NumPy": "1"}, "rows": [row]}

    def test_page_says_what_was_missed_and_keeps_its_columns(self) -> None:
        page = report.markdown(self._stored(_line([0.5, 0.5, 0.6], [1, 1, 1], AtLeast("a", "b", 3))))
        lines = [line for line in page.splitlines() if line.startswith("| 4 |")]
        self.assertEqual(len(lines), 2)
        self.assertIn("| 500 ms (500 ms – 600 ms) | b | 1.00 s (1.00 s – 1.00 s) | 2.00 | ≥ 3 | NOT MET | agree, 1e-16 |", lines[0])
        self.assertIn("NOT MET", lines[1])
        self.assertEqual({line.count("|") for line in lines}, {len(report.HEAD) + 1})
        self.assertIn("Rows 4: 2026-11-20, 3 rounds, commit abc.", page)
        self.assertIn("something else", page)

    def test_times_have_three_digits(self) -> None:
        texts = [report.time_text(seconds) for seconds in (19.42, 1.0, 0.8601, 0.00123, 4.2e-7)]
        self.assertEqual(texts, ["19.4 s", "1.00 s", "860 ms", "1.23 ms", "0.420 µs"])
