"""Results in; the tables of them that stand in the documentation out, so that nobody copies a number by hand.

A page has places for them, between `<!-- figures: NAME -->` and `<!-- end of figures -->`.
"""

from __future__ import annotations

import re
import statistics
from typing import TYPE_CHECKING, Any

from benchmarks.chosen import curves, is_growth, is_size
from benchmarks.growing import growth, short
from benchmarks.parts import PARTS
from benchmarks.table import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.results import Results
    from benchmarks.table import Row

__all__ = ["fill_page"]

_PLACE = re.compile(r"(<!-- figures: ([a-z-]+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)
_NOTHING = "(Not measured yet.)"
#: A size that was not run, for which costs are worked out from those that were.
_LARGER = 10_000_000


def fill_page(text: str, results: Results) -> str:
    """Return a page with every place filled anew; raises KeyError for a name that is none of ours."""
    return _PLACE.sub(lambda place: f"{place[1]}{_FIGURES[place[2]](results)}\n{place[3]}", text)


def _machine(results: Results) -> str:
    changed = sorted({part["commit"] for part in results.content["parts"].values()})
    commits = f" Parts were run at {', '.join(changed)}." if len(changed) > 1 else ""
    return results.sentence() + commits


def _comparisons(results: Results) -> str:
    rows = [row for row in results.rows() if row.target != "-" and not is_growth(row)]
    return _compared(rows, results)


def _others(results: Results) -> str:
    apart = {row.name for row in results.rows("elsewhere", "served")}
    rows = [row for row in results.rows() if row.target == "-" and not is_growth(row) and not is_size(row) and row.name not in apart]
    return _compared(rows, results)


def _served(results: Results) -> str:
    return _compared(results.rows("served"), results)


def _compared(rows: Iterable[Row], results: Results) -> str:
    heads = ("what", "ours", "beside", "its time", "ratio", "target", "reached", "runs")
    return _table(heads, (cells(row, results.versions)[:8] for row in rows))


def _growing(results: Results) -> str:
    sizes = sorted({size for seconds in curves(results).values() for size in seconds})
    heads = (
        "command",
        *(f"{short(size)} claims, s" for size in sizes),
        *(f"{short(size)}, MB" for size in sizes),
        "exponent",
        "target",
        "reached",
        "runs",
    )
    return _table(heads, _growing_rows(results, sizes))


def _growing_rows(results: Results, sizes: list[int]) -> Iterator[tuple[str, ...]]:
    for row in results.rows():
        if is_growth(row) and row.measured:
            runs: dict[str, Any] = dict(row.measured)
            seconds = (f"{statistics.median(runs[str(size)]['cpu']):.2f}" if str(size) in runs else "-" for size in sizes)
            memory = (f"{max(runs[str(size)]['memory']) / 1e6:,.0f}" if str(size) in runs else "-" for size in sizes)
            yield (_name(row), *seconds, *memory, row.ratio, row.target, row.reached, row.runs)


def _sizes(results: Results) -> str:
    heads = ("what", "claims", "memory, MB", "kB a claim", "disk, MB", "kB a claim", "claims a second")
    return _table(heads, _sizes_rows(results))


def _sizes_rows(results: Results) -> Iterator[tuple[str, ...]]:
    for row in results.rows():
        if is_size(row) and row.measured:
            for size, runs in row.measured.items():
                assert isinstance(runs, dict)
                memory, disk, cpu, claims = max(runs["memory"]), runs["disk"][0], statistics.median(runs["cpu"]), int(size)
                figures = (
                    f"{claims:,}",
                    f"{memory / 1e6:,.0f}",
                    f"{memory / claims / 1e3:.2f}",
                    f"{disk / 1e6:,.1f}",
                    f"{disk / claims / 1e3:.2f}",
                )
                yield (row.name.removeprefix("size of ").partition(",")[0], *figures, f"{claims / cpu:,.0f}")


def _expected(results: Results) -> str:
    """Work out what a size would take that was not run, by the exponents of those that were."""
    rows = []
    for name, seconds in curves(results).items():
        largest, power = max(seconds), growth(seconds)
        rows.append(
            (
                name,
                f"{seconds[largest]:.2f}",
                short(largest),
                f"{power:.2f}",
                _rough(seconds[largest] * (_LARGER / largest) ** max(power, 0)),
            )
        )
    return _table(("command", "measured, s", "at", "exponent", f"to expect at {short(_LARGER)}"), rows)


def _elsewhere(results: Results) -> str:
    """Return milliseconds by question and engine; ours at both sizes."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    for name in _asked(results):
        row = next(row for row in results.rows("elsewhere") if row.name == name)
        what, ours, beside, peer, *_ = cells(row, results.versions)
        question, size = re.fullmatch(r"(.+), ([\d,]+ claims), [\d,]+ rows", what).groups()  # type: ignore[union-attr]  # as elsewhere.py writes it
        table.setdefault((question, size), {"claimgraph": ours})[beside] = peer
    engines = list(dict.fromkeys(engine for found in table.values() for engine in found))
    rows = ((question, size, *(found.get(engine, "-") for engine in engines)) for (question, size), found in table.items())
    return _table(("question", "of", *engines), rows)


def _asked(results: Results) -> list[str]:
    return [row.name for row in results.rows("elsewhere") if row.ratio != "-"]


def _profiles(results: Results) -> str:
    return _text(results, "analyses")


def _stages(results: Results) -> str:
    return _text(results, "stages")


def _text(results: Results, part: str) -> str:
    """Return what a part says in lines, as it stands."""
    lines = results.content["parts"].get(part, {"lines": []})["lines"]
    return "\n".join(["```text", *"\n".join(lines).strip("\n").split("\n"), "```"]) if lines else _NOTHING


def _verdict(results: Results) -> str:
    """Say in a sentence how many targets are reached, and list those that are not, and what is not known."""
    judged = [row for row in results.rows() if row.target != "-" or row.is_failure]
    rows = [row for row in judged if row.reached in {"yes", "no"}]
    missed = [f"- {_name(row)}: {row.ratio}, not {row.target}" for row in rows if row.reached == "no"]
    unknown = [f"- {_name(row)}: {row.ours if row.is_failure else row.peer}" for row in judged if row not in rows]
    unknown += [f"- the part {name}: {part.about}" for name, part in PARTS.items() if name not in results.content["parts"]]
    told = f"{len(rows) - len(missed)} of {len(rows)} targets are reached"
    lines = [f"{told}. Not reached:\n", *missed] if missed else [f"{told}."]
    return "\n".join([*lines, "\nNot measured, and so not counted:\n", *unknown] if unknown else lines)


def _name(row: Row) -> str:
    return row.name.partition(" / ")[0].removeprefix("growth of ") if is_growth(row) else row.name


def _rough(seconds: float) -> str:
    """Write seconds no more exactly than they are known.

    >>> _rough(0.123), _rough(12.3), _rough(1234), _rough(12345)
    ('0.1 s', '12 s', '21 min', '3 h')
    """
    if seconds < 120:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table; a line for what is not there."""
    lines = [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *lines]) if lines else _NOTHING


_FIGURES: dict[str, Callable[[Results], str]] = {
    "machine": _machine, "comparisons": _comparisons, "others": _others, "growth": _growing, "sizes": _sizes, "expected": _expected,
    "elsewhere": _elsewhere, "profiles": _profiles, "stages": _stages, "verdict": _verdict, "served": _served,
}  # fmt: skip
