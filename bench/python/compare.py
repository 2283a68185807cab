"""Compares the source documents' workloads in Python with ours; scripts/compare-python.sh runs it."""

from __future__ import annotations

import argparse
import datetime
import platform
import signal
import sys
from dataclasses import replace
from typing import Any, NoReturn

from driver import kernels, machine, packages, program, report, rounds
from driver.outcome import SectionOutcome
from driver.pace import FULL, QUICK, Pace
from driver.store import Store
from driver.workspace import Workspace
from rows import ROWS

_DONE, _DIFFER, _USAGE, _FAILED, _INTERRUPTED = 0, 1, 2, 3, 130


def main() -> int:
    """Runs what the command line asks for; returns an exit code as our program has them."""
    arguments = _parse()
    pace = replace(QUICK if arguments.quick else FULL, **({"rounds": arguments.rounds} if arguments.rounds else {}))
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        packages.install()
        program.build()
        kernels.build()
        with Workspace() as workspace:
            return _run(arguments, pace, workspace)
    except packages.PackagesMissing as problem:
        print(problem, file=sys.stderr)
        return _USAGE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return _INTERRUPTED


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/compare-python.sh",
        description="Compares the source documents' workloads in their best Python forms with ours, in turns.",
        epilog="Without --quick the figures are stored in bench/results/<machine>/python.md and python.json, each row in place of what was there.",
    )
    known = ", ".join(map(str, ROWS))
    parser.add_argument("rows", metavar="row", nargs="*", type=int, help=f"which rows, of {known} (default: all)")
    parser.add_argument("--quick", action="store_true", help="small sizes, two rounds, nothing stored: do all results agree?")
    parser.add_argument("--rounds", type=int, help=f"turns of each side (default: {FULL.rounds})")
    parser.add_argument("--machine", default=platform.node(), help="folder of bench/results to store them in (default: %(default)s)")
    arguments = parser.parse_args()
    for number in arguments.rows:
        if number not in ROWS:
            parser.error(f"row: {number}: is not known (choose of {known})")
    if arguments.rounds is not None and arguments.rounds < 1:
        parser.error(f"--rounds: {arguments.rounds}: must be at least 1")
    return arguments


def _run(arguments: argparse.Namespace, pace: Pace, workspace: Workspace) -> int:
    described, versions, store = machine.describe(), machine.versions(), Store(arguments.machine)
    outcomes: list[SectionOutcome] = []
    for number in arguments.rows or ROWS:
        row = ROWS[number](arguments.quick)
        documents: list[dict[str, Any]] = []
        for section in row.sections:
            print(f"{number:>3}  {section.title}", flush=True)
            outcome = rounds.measure(section, workspace, pace)
            outcomes.append(outcome)
            documents.append(outcome.document())
            print(report.plain(report.cells(number, documents[-1]), figures=not arguments.quick), flush=True)
            for remark in outcome.remarks:
                print(f"       {remark}", flush=True)
        if not arguments.quick:
            date = datetime.date.today().isoformat()
            measured = {"row": number, "date": date, "rounds": pace.rounds, "commit": versions["Cluster"], "sections": documents}
            page = store.add(measured, described, versions)
    if not arguments.quick:
        print(f"wrote {page}")
    return _summary(outcomes, arguments.quick)


def _summary(outcomes: list[SectionOutcome], quick: bool) -> int:
    verdicts = [verdict for outcome in outcomes for verdict in outcome.verdicts]
    agree, differ = (sum(verdict.agree is wanted for verdict in verdicts) for wanted in (True, False))
    skipped, failed = sum(outcome.skipped is not None for outcome in outcomes), sum(outcome.problem is not None for outcome in outcomes)
    text = f"results: {agree} agree, {differ} differ, {len(verdicts) - agree - differ} not compared; sections: {skipped} skipped, {failed} failed"
    bars = [met for outcome in outcomes for met in outcome.bars]
    print(text if quick else f"{text}; bars: {sum(bars)} of {len(bars)} met")
    return _DIFFER if differ else _FAILED if failed else _DONE


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
