"""What docs/import.md shows is so: its commands run, and its session gives what it shows."""

from __future__ import annotations

import pathlib
import re
import shlex

import pytest
from helpers import ROOT, Run

import claimgraph

PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def desk(run: Run, tmp_path: pathlib.Path) -> pathlib.Path:
    for name in ("corpus.trig", "more.nq.gz"):
        assert run("export", "--facts", ROOT / "facts", "-o", tmp_path / name).returncode == 0
    return tmp_path


def test_the_commands_run(run: Run, desk: pathlib.Path) -> None:
    assert len(COMMANDS) == 5
    for command in COMMANDS:
        done = run(*shlex.split(command)[1:], cwd=desk)
        assert (done.returncode, done.stderr) == (0, ""), command
    assert done.stdout.split() == ["claims", str(len(claimgraph.load(ROOT / "facts")))]


def test_the_session_gives_what_is_shown(run: Run, desk: pathlib.Path) -> None:
    """One "…" stands for many files written."""
    (shown,) = re.findall(r"```console\n\$ claimgraph (import corpus.*?)\n(.*?)```", PAGE, re.DOTALL)
    wanted = re.escape(shown[1]).replace("…\\\n", r"(?:wrote .*\n)+")
    assert re.fullmatch(wanted, run(*shlex.split(shown[0]), cwd=desk).stdout)


def test_every_option_of_the_command_is_told_of(run: Run) -> None:
    pages = PAGE + "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("import-tables.md", "import-schemaorg.md"))
    options = set(re.findall(r"(--[a-z-]+)", run("import", "--help").stdout)) - {"--help", "--output"}
    assert {option for option in options if option not in pages} == set()
