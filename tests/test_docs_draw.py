"""What docs/draw.md says about drawing is so."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from helpers import ROOT

from claimgraph.cli.draw import command

if TYPE_CHECKING:
    import pathlib

PAGE = (ROOT / "docs" / "draw.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("claimgraph draw") and "--open" not in line
]


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_page_draws(line: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(line)[2:]
    result = CliRunner().invoke(command, [*arguments, "--facts", str(ROOT / "facts")], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert os.path.getsize(arguments[arguments.index("-o") + 1]) > 2000
    assert not re.search(r"\b0 claims", result.output)


def test_the_picture_of_the_docs_is_that_of_the_facts(tmp_path: pathlib.Path) -> None:
    """Its words, that is: places and shapes may change without the picture becoming wrong."""
    article = ["--source", "rits-open-weight-plans", "--facts", str(ROOT / "facts")]
    CliRunner().invoke(command, [*article, "-o", str(tmp_path / "now.svg")], catch_exceptions=False)
    stale = "run: claimgraph draw --source rits-open-weight-plans -o docs/muse-spark.svg"
    assert words_of(ROOT / "docs" / "muse-spark.svg") == words_of(tmp_path / "now.svg"), stale


def words_of(path: pathlib.Path) -> list[str]:
    """Return the words in a picture, whatever lines they are broken into."""
    texts = ET.parse(path).iter("{http://www.w3.org/2000/svg}title")
    return sorted("".join(element.itertext()) for element in texts)
