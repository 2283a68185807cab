"""Results that agree, and results that must not pass."""

import math
import unittest

from driver import checks
from driver.checks import Verdict
from driver.plan import Tolerance


class RelativeErrorTests(unittest.TestCase):
    """checks.relative_error"""

    def test_lists_differ_relative_to_their_largest_number(self) -> None:
        self.assertAlmostEqual(checks.relative_error([[1, 100], [3, 4]], [[2, 100], [3, 4]]), 0.01)

    def test_equal_zeros_do_not_differ(self) -> None:
        self.assertEqual(checks.relative_error([0.0, 0], [0, 0.0]), 0)

    def test_other_length_is_beyond_any_tolerance(self) -> None:
        self.assertEqual(checks.relative_error([1, 2], [1]), math.inf)

    def test_what_is_not_a_number_is_beyond_any_tolerance(self) -> None:
        self.assertFalse(checks.relative_error("NaN", 1) <= 1)
        self.assertFalse(checks.relative_error([1, "Infinity"], [1, "Infinity"]) <= 1)


class ResultsTests(unittest.TestCase):
    """checks.results"""

    def test_within_tolerance_they_agree(self) -> None:
        self.assertIs(checks.results({"sum": 1.0, "mean": 5}, {"sum": 1 + 5e-11}, Tolerance()).agree, True)

    def test_beyond_tolerance_they_differ_and_the_field_is_named(self) -> None:
        verdict = checks.results({"count": 3, "sum": 1.0}, {"count": 3, "sum": 1 + 2e-10}, Tolerance())
        self.assertIs(verdict.agree, False)
        self.assertIn("DIFFER in sum", verdict.text)

    def test_field_that_our_result_lacks_differs(self) -> None:
        self.assertIs(checks.results({}, {"sum": 1}, Tolerance()).agree, False)

    def test_form_without_result_is_not_compared(self) -> None:
        self.assertIsNone(checks.results({"sum": 1}, {}, Tolerance()).agree)

    def test_estimates_may_differ_by_chance_but_not_by_more(self) -> None:
        tolerance = Tolerance(samples=10_000)
        near, far = {"estimate": math.pi + 0.03}, {"estimate": math.pi + 0.12}
        self.assertIs(checks.results(near, near, tolerance).agree, True)
        self.assertIs(checks.results(far, near, tolerance).agree, False)
        self.assertIs(checks.results(near, {"estimate": math.nan}, tolerance).agree, False)

    def test_worse_is_what_differs_then_the_larger_error(self) -> None:
        differs, small, large, nothing = Verdict(False, "", 1), Verdict(True, "", 1e-16), Verdict(True, "", 1e-12), Verdict(None, "")
        for a, b, worse in ((differs, small, differs), (small, large, large), (nothing, small, small), (nothing, differs, differs)):
            self.assertIs(checks.worse(a, b), worse)
            self.assertIs(checks.worse(b, a), worse)

    def test_digests_must_be_the_same(self) -> None:
        self.assertIs(checks.digests({"digest": "a"}, {"digest": "a"}).agree, True)
        self.assertIs(checks.digests({"digest": "a"}, {"digest": "b"}).agree, False)
