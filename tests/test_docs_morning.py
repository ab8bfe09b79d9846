"""What docs/morning.md shows is so: its session goes as it is shown, on a copy of the facts of this repository."""

from __future__ import annotations

import doctest
import re
import shutil
from typing import TYPE_CHECKING

import click
import pytest
from helpers import ROOT
from sessions import is_shown, play_steps, read_steps

from claimgraph.cli.app import cli

if TYPE_CHECKING:
    import pathlib

PAGE = (ROOT / "docs" / "morning.md").read_text(encoding="utf-8")
STEPS = read_steps(PAGE)
ANALYSES = ("conflicts", "due", "history", "origins", "stats", "trace", "without")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A checkout's facts and settings, to be written to."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "facts", folder / "facts")
    shutil.copy(ROOT / "claimgraph.toml", folder)
    return folder


@pytest.fixture(scope="module")
def printed(desk: pathlib.Path) -> list[str]:
    """What the steps print, typed one after another into one shell."""
    return play_steps(STEPS, desk, CLAIMGRAPH_CACHE=str(desk / "cache"), COLUMNS="100", NO_COLOR="1")


@pytest.mark.parametrize("number", range(len(STEPS)), ids=[step.typed.splitlines()[0] for step in STEPS])
def test_a_step_goes_as_it_is_shown(printed: list[str], number: int) -> None:
    assert is_shown(STEPS[number].shown, printed[number]), printed[number]


def test_every_analysis_has_its_place_in_the_morning() -> None:
    typed = " ".join(step.typed for step in STEPS)
    assert [name for name in (*ANALYSES, "draw", "query --why", "check") if f"claimgraph {name}" not in typed] == []


def test_most_of_it_is_judged_as_of_a_day_that_is_past() -> None:
    """Else the page would be wrong tomorrow: what is due, and the number of days left."""
    assert [step.typed for step in STEPS if "claimgraph due" in step.typed and "--as-of" not in step.typed] == []


def test_options_that_the_text_tells_of_are_there() -> None:
    told = set(re.findall(r"`(--[a-z-]+)", PAGE))
    commands = (cli.get_command(click.Context(cli), name) for name in (*ANALYSES, "query", "draw"))
    assert told <= {option for command in commands if command for param in command.params for option in param.opts}


def test_the_session_in_python_goes_as_it_is_shown(desk: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    (block,) = re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL)
    session = doctest.DocTestParser().get_doctest(block, {}, "docs/morning.md", "docs/morning.md", 0)
    failed = doctest.DocTestRunner(verbose=False).run(session)
    assert (failed.failed, failed.attempted) == (0, 5)
