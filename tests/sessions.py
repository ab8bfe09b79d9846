"""Sessions that a page shows: what is typed behind `$ `, and what is printed below it; run as a reader would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Step", "is_shown", "play_steps", "read_steps"]


class Step(NamedTuple):
    """What is typed (its lines behind `> ` too), and what the page shows as printed."""

    typed: str
    shown: str


def read_steps(page: str) -> list[Step]:
    """Return what is typed and what is printed in the console blocks of a page, step by step."""
    steps: list[Step] = []
    for line in "".join(re.findall(r"```console\n(.*?)```", page, re.DOTALL)).splitlines(keepends=True):
        if line.startswith("$ "):
            steps.append(Step(line[2:], ""))
        else:
            typed, shown = steps[-1]
            goes_on = line.startswith("> ") and not shown
            steps[-1] = Step(typed + line[2:], shown) if goes_on else Step(typed, shown + line)
    return steps


def play_steps(steps: list[Step], folder: Path, **env: str) -> list[str]:
    """Type all steps into one shell in a folder, and return what each prints, with what it says on standard error."""
    marked = "(code=$?; echo '=== end of step {0}'; exit $code)"  # `echo $?` may be the next step
    script = "".join(f"{step.typed}\n{marked.format(number)}\n" for number, step in enumerate(steps))
    paths = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    done = subprocess.run(["bash"], input=f"exec 2>&1\n{script}", check=False, capture_output=True, encoding="utf-8", cwd=folder,
                          env=os.environ | {"PATH": paths} | env, timeout=300)  # fmt: skip
    return re.split(r"=== end of step \d+\n", done.stdout)[:-1]


def is_shown(shown: str, printed: str) -> bool:
    """Tell whether a page shows what is printed; a line "…" stands for one line or more that it leaves out.

    >>> is_shown("a\\n…\\nd\\n", "a\\nb\\nc\\nd\\n"), is_shown("a\\n…\\n", "a\\n"), is_shown("a\\nd\\n", "a\\nb\\nd\\n")
    (True, False, False)
    """
    pattern = "".join(r"(?:.*\n)+?" if line.strip() == "…" else re.escape(line) for line in shown.splitlines(keepends=True))
    return re.fullmatch(pattern, printed) is not None
