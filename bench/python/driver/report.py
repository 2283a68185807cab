"""Tables for people."""

from __future__ import annotations

from typing import Any

HEAD = ["row", "workload", "ours", "seconds (min – max)", "against", "seconds (min – max)", "ratio", "bar", "", "results"]


def time_text(seconds: float) -> str:
    """Three digits with a unit."""
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1 or unit == "µs":
            return f"{seconds * factor:#.3g}".rstrip(".") + f" {unit}"
    raise AssertionError


def _spread(figure: dict[str, Any]) -> str:
    seconds = figure["seconds"]
    return f"{time_text(seconds['median'])} ({time_text(seconds['min'])} – {time_text(seconds['max'])})"


def _bar(line: dict[str, Any]) -> tuple[str, str]:
    if line["bar"] is None:
        return "–", ""
    return f"{'≤' if line['barIs'] == 'atMost' else '≥'} {line['bar']:g}", "met" if line["met"] else "NOT MET"


def cells(row: int, section: dict[str, Any]) -> list[list[str]]:
    """The lines of a section as in the stored JSON, a list of cells each."""
    table = []
    for line in section["lines"]:
        bar, met = _bar(line)
        side, against = line["side"], line["against"]
        table.append(
            [
                str(row),
                section["title"],
                side["label"],
                _spread(side),
                against["label"],
                _spread(against),
                f"{line['ratio']:.2f}",
                bar,
                met,
                line["results"]["text"],
            ]
        )
    for label, verdict in section["checks"].items():
        table.append([str(row), section["title"], label, "", "", "", "", "", "", verdict["text"]])
    if section["memory"]:
        memory = section["memory"]
        table.append(
            [
                str(row),
                section["title"],
                memory["label"],
                "",
                "",
                "",
                "",
                f"≤ {memory['bar'] / 1e9:g} GB",
                "met" if memory["met"] else "NOT MET",
                f"{memory['bytes'] / 1e9:.3f} GB in all, shared pages divided",
            ]
        )
    for kind in ("skipped", "problem"):
        if section[kind]:
            table.append([str(row), section["title"], f"{kind.upper()}: {section[kind]}", "", "", "", "", "", "", ""])
    return table


def plain(table: list[list[str]], figures: bool) -> str:
    """For a terminal: what comes under the section's title; without figures, results alone."""
    lines = []
    for _, _, side, seconds, against, others, ratio, bar, met, results in table:
        if figures and seconds:
            side += f" {seconds}"
        if against:
            side += f"  |  {against}" + (f" {others}  |  {ratio} x" if figures else "")
        if figures and met:
            side += f"  {bar}  {met}"
        lines.append(f"       {side}" + (f"  |  {results}" if results else ""))
    return "\n".join(lines)


def markdown(stored: dict[str, Any]) -> str:
    """The page."""
    machine, versions = stored["machine"], stored["versions"]
    lines = [
        "# Against Python",
        "",
        "The source documents' workloads in their best Python forms and here, in turns, by `scripts/compare-python.sh`. A ratio is the median of the",
        "rounds' ratios: how many times as fast the first side is, or, where the bar is a limit (≤), how many times as long it takes. Seconds are medians",
        "of rounds. Both sides read the same files, both are warm, and their results are compared. A form without a bar is there to be seen.",
        "",
        f"{machine['cores']} × {machine['cpu']}, {machine['memoryBytes'] / 2**30:.1f} GiB, {machine['os']}, Linux {machine['kernel']}, {machine['runtime']}; "
        + ", ".join(f"{name} {version}" for name, version in versions.items() if name != "Cluster")
        + ".",
        "",
        f"| {' | '.join(HEAD)} |",
        f"|{' --- |' * len(HEAD)}",
    ]
    rows = sorted(stored["rows"], key=lambda row: row["row"])
    for row in rows:
        for section in row["sections"]:
            lines += [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in cells(row["row"], section)]
    remarks = [
        f"- Row {row['row']}, {section['title']}: {text}." for row in rows for section in row["sections"] for text in section["remarks"]
    ]
    lines += ["", *remarks, ""] if remarks else [""]
    lines += [f"Rows {_numbers(rows, key)}: {key[0]}, {key[1]} rounds, commit {key[2]}." for key in dict.fromkeys(map(_measured, rows))]
    return "\n".join(lines) + "\n"


def _measured(row: dict[str, Any]) -> tuple[str, int, str]:
    return row["date"], row["rounds"], row["commit"]


def _numbers(rows: list[dict[str, Any]], key: tuple[str, int, str]) -> str:
    return ", ".join(str(row["row"]) for row in rows if _measured(row) == key)
