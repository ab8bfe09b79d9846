"""What was counted in; a chart in text out: names, numbers and bars one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Line", "draw_chart"]

_BAR = 28
_EIGHTHS = "▏▎▍▌▋▊▉█"


class Line(NamedTuple):
    """One line of a chart: what is counted, how often, what there is to say of it, and whether it can be compared with the others.

    A line without a number says what is not shown.
    """

    name: str
    number: int | None = None
    remark: str = ""
    bar: bool = True


def draw_chart(lines: Sequence[Line], whole: int) -> list[str]:
    """Return lines of text, the numbers and the bars one below the other; with their share, where they are parts of a whole.

    >>> for line in draw_chart([Line("asserted", 30), Line("hoped", 10, "see there"), Line("dated", 2, bar=False)], 40): print(line)
      asserted  30   75%  ████████████████████████████
      hoped     10   25%  █████████▍                    see there
      dated      2    5%
    """
    counted = [(line, line.number or 0) for line in lines if line.number is not None]
    names = max(len(line.name) for line, _ in counted)
    digits = max(len(f"{number:,}") for _, number in counted)
    most = max((number for line, number in counted if line.bar), default=0)
    width = _BAR if any(line.bar and line.remark for line in lines) else 0
    chart = []
    for line in lines:
        if line.number is None:
            chart.append(f"  {line.name}")
            continue
        share = _share(line.number, whole) if whole else ""
        bar = f"  {_bar(line.number, most):<{width}}" if line.bar else ""
        chart.append(f"  {line.name:<{names}}  {line.number:>{digits},}{share}{bar}  {line.remark}".rstrip())
    return chart


def _share(count: int, whole: int) -> str:
    """Return a share of a whole in six characters.

    >>> _share(1, 3), _share(1, 1000), _share(0, 5), _share(999, 1000)
    ('   33%', '   <1%', '    0%', '  >99%')
    """
    percent = round(100 * count / whole)
    text = "<1" if count and not percent else ">99" if count < whole and percent == 100 else str(percent)
    return f"{text + '%':>6}"


def _bar(count: int, most: int) -> str:
    """Return a bar of eighths of a block, at least one for anything at all.

    >>> len(_bar(5, 5)), _bar(0, 5), _bar(1, 10_000)
    (28, '', '▏')
    """
    if not count:
        return ""
    eighths = max(1, round(count * _BAR * 8 / most))
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")
