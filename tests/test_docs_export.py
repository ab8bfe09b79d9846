"""What docs/export.md and the pages of docs/stores say about exports is so: every command runs, every session gives what is shown."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from helpers import ROOT, need
from interop import STORES, jena_classpath, need_npm, rdf4j_classpath
from sessions import play_steps, read_steps

import claimgraph
from claimgraph.cli.export import command
from claimgraph.folder import find_folder
from claimgraph.settings import load_settings
from claimgraph.store.embedded import memory_store

PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
PAGES = ["export.md", *(f"stores/{name}.md" for name in ("jena", "rdf4j", "raptor", "n3", "comunica"))]
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines() if line.startswith("claimgraph export")
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the facts and the tests of this repository, as a reader of the docs has it."""
    for name in ("facts", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "claimgraph.toml", tmp_path)
    (tmp_path / "node_modules").symlink_to(STORES / "node_modules")
    return tmp_path


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 9


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_page_exports(line: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    arguments = shlex.split(line)[2:]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    if "-o" in arguments:
        assert os.path.getsize(arguments[arguments.index("-o") + 1]) > 2000
    assert not re.search(r"\b0 (claims|statements)", result.output) or "--asserted-only" in arguments


@pytest.mark.parametrize("page", PAGES)
def test_a_session_goes_as_it_is_shown(page: str, desk: Path) -> None:
    _need(page, desk)
    steps = read_steps((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert steps
    for step, printed in zip(steps, play_steps(steps, desk), strict=True):
        assert printed == step.shown, step.typed


def _need(page: str, folder: Path) -> None:
    """Skip where a program of a page is missing."""
    if page == "stores/jena.md":
        jena_classpath(folder / "looked-for")
    elif page == "stores/rdf4j.md":
        rdf4j_classpath()
    elif page == "stores/raptor.md":
        need("rapper", "apt-get install raptor2-utils")
    elif page != "export.md":
        need_npm("n3" if page == "stores/n3.md" else "@comunica/query-sparql-file")


def test_the_report_of_the_page_is_that_of_the_facts(tmp_path: Path) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
    CliRunner().invoke(command, ["-o", str(tmp_path / "corpus.ttl"), "--facts", str(ROOT / "facts")], catch_exceptions=False)
    assert json.loads((tmp_path / "corpus.ttl.loss.json").read_text(encoding="utf-8")) == shown


def test_the_query_of_the_page_finds_the_claim(tmp_path: Path) -> None:
    query = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)[0]
    export = ["-o", str(tmp_path / "corpus.nt"), "--reify", "rdf-statement", "--facts", str(ROOT / "facts")]
    CliRunner().invoke(command, export, catch_exceptions=False)
    prefixes = load_settings(find_folder(str(ROOT / "facts"))).all_prefixes()
    answer = memory_store(ox.parse(path=str(tmp_path / "corpus.nt")), prefixes).query(query)
    assert isinstance(answer, ox.QuerySolutions)
    found = [(row["claim"].value, row["who"].value) for row in answer]
    said = [claim["id"].removeprefix("claim:") for claim in claimgraph.load(ROOT / "facts").claims(about="MSL", predicate=":ledBy")]
    assert sorted(found) == sorted((prefixes["claim"] + name, prefixes["person"] + "AlexandrWang") for name in said)
    assert "msl-led-by-wang" in said


def test_the_versions_of_the_pages_are_those_that_are_tested() -> None:
    wanted = json.loads((STORES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for page, package in (("n3", "n3"), ("comunica", "@comunica/query-sparql-file")):
        assert f" {wanted[package]} " in (ROOT / "docs" / "stores" / f"{page}.md").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    for page in [*PAGES, "stores/clusters.md"]:
        path = ROOT / "docs" / page
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (path.parent / target).exists(), f"{page}: {target}"
