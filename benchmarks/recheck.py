"""Facts of which one file was changed in; what checking and asking them again costs, beside the first time, out.

Each round changes a word of one file, then runs the command with the cache of the round
before, and the same command with an empty cache. Both have to say the same; once they are
compared after a change that is a mistake, too.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from benchmarks.kept import claimgraph_command, made_facts
from benchmarks.table import Row, compare
from benchmarks.timing import child_environment, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Command

__all__ = ["run_recheck"]

_TARGET = 0.2


def run_recheck(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield the rows about a second check, and a second query, after one file of many was changed."""
    claims, rounds = (200, 1) if smoke else (10_000, 5)
    environment = child_environment(scratch)
    corpus = os.path.join(scratch, "corpus")
    shutil.copytree(os.path.dirname(made_facts(scratch, claims, environment)), corpus)
    facts = os.path.join(corpus, "facts")
    files = sorted(name for name in os.listdir(facts) if name.startswith("source-"))
    changed = os.path.join(facts, files[len(files) // 2])
    numbers = itertools.count(1)

    def change() -> None:
        _change(changed, f"Changed {next(numbers)} times")

    asked = ("query", "SELECT ?who { org:N1 :ledBy ?who }")
    for name, arguments, target in (("check", ("check",), _TARGET), ("query", asked, None)):
        commands = {
            "again": claimgraph_command(*arguments, folder=corpus)._replace(before=change, cache=os.path.join(scratch, "kept")),
            "first": claimgraph_command(*arguments, folder=corpus)._replace(
                before=lambda: shutil.rmtree(os.path.join(scratch, "new"), ignore_errors=True), cache=os.path.join(scratch, "new")
            ),
        }
        times = measure(commands, rounds, environment)
        _compare(commands, environment, "")
        if name == "check":
            _compare(commands, environment, changed)
        title = f"{name} after 1 of {len(os.listdir(facts)):,} files changed, {claims:,} claims"
        yield compare(f"{title} / the first time", times["again"], times["first"], None if smoke else target)


def _change(path: str, label: str) -> None:
    """Give the first claim of a file another label."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(re.sub(r"^    label: .*$", f"    label: {label}", text, count=1, flags=re.MULTILINE))


def _compare(commands: dict[str, Command], environment: dict[str, str], broken: str) -> None:
    """Run both once more and compare all that they say; after breaking a file, if one is named, which is mended again."""
    text = ""
    if broken:
        with open(broken, encoding="utf-8") as file:
            text = file.read()
        with open(broken, "a", encoding="utf-8", newline="\n") as file:
            file.write("  - id: claim:of-nothing\n    says: {id: org:Nowhere, pursues: topic:N0}\n")
    shutil.rmtree(commands["first"].cache, ignore_errors=True)
    said = [
        subprocess.run(
            command.argv, check=False, cwd=command.folder, env=environment | {"CLAIMGRAPH_CACHE": command.cache}, capture_output=True
        )
        for command in commands.values()
    ]
    if broken:
        with open(broken, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    again, first = ((done.returncode, done.stdout, done.stderr) for done in said)
    if again != first or (again[0] == 0) == bool(broken):
        raise RuntimeError(f"what is said again is not what is said the first time: {again!r}, {first!r}")
