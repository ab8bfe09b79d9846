"""What the tests share: the checkout, the command line as a user runs it, and corpora made of text."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest
from helpers import ENTITIES, ROOT, SHARED_TEXTS, MakeCorpus, Run
from hypothesis import HealthCheck, settings

# How long an example takes to draw or to run says how busy the machine is, and nothing of the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

#: The browser and the page, and the triple stores, for every file that tests them.
pytest_plugins = ["page_fixtures", "store_fixtures"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a test in the browser try again: on a busy machine one may fail for once, but not three times."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's cache out of the tests."""
    monkeypatch.setenv("CLAIMGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def root() -> pathlib.Path:
    return ROOT


@pytest.fixture
def texts() -> pathlib.Path:
    """The article's snapshot, which is not ours to publish."""
    if not SHARED_TEXTS.is_dir():
        pytest.skip("the snapshot of the article (../shared/texts) is not here")
    return SHARED_TEXTS


@pytest.fixture
def run() -> Run:
    """Run the command line in a process of its own; no traceback may ever reach a user."""

    def run_(*args: object, cwd: pathlib.Path = ROOT, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "claimgraph", *map(str, args)],
            check=False,
            cwd=cwd,
            env=os.environ | {"COLUMNS": "100"} | env,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run_


@pytest.fixture
def make_corpus(tmp_path: pathlib.Path) -> MakeCorpus:
    """Make a folder of facts from texts by file name; entities are there unless given."""

    def make(files: dict[str, str] | str, *, toml: str = "") -> pathlib.Path:
        facts = tmp_path / "corpus" / "facts"
        facts.mkdir(parents=True, exist_ok=True)
        named = {"source.yaml": files} if isinstance(files, str) else files
        for name, text in ({"entities.yaml": ENTITIES} | named).items():
            (facts / name).write_text(text, encoding="utf-8")
        if toml:
            (facts.parent / "claimgraph.toml").write_text(toml, encoding="utf-8")
        return facts

    return make
