"""What tests import: where the checkout is, what fixtures are, and programs that may be missing."""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import NoReturn

import pytest

__all__ = ["ENTITIES", "FACTS", "ROOT", "SHARED_TEXTS", "MakeCorpus", "Run", "hear_interrupts", "missing", "need"]

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED_TEXTS = ROOT.parent / "shared" / "texts"

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeCorpus = Callable[..., pathlib.Path]

ENTITIES = """
entities:
  - {id: org:Council, type: Organization, name: City Council}
  - {id: org:Gazette, type: Organization, name: The Gazette}
  - {id: org:Lab, type: Organization, name: The Lab}
  - {id: person:Ann, type: Person, name: Ann}
  - {id: person:Bob, type: Person, name: Bob}
  - {id: topic:Budget, type: Topic, name: the budget}
"""


#: A source with one claim about what is in ENTITIES.
FACTS = """
id: src:paper
type: NewsArticle
headline: A new head for the lab
claims:
  - id: claim:led-by-ann
    label: Ann leads the lab
    says: {id: org:Lab, ledBy: person:Ann}
"""


def hear_interrupts() -> None:
    """Let signals do in this process what they do at a terminal: a job in the background is born deaf to some, and so are its children."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def need(program: str, install: str) -> str:
    """Return the path of a program; where it is missing skip, but fail in CI."""
    for folder in (None, os.path.dirname(sys.executable)):
        found = shutil.which(program, path=folder)
        if found:
            return found
    return missing(program, install)


def missing(what: str, install: str) -> NoReturn:
    """Skip a test for want of what it needs; in CI nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {what}: {install}")
    pytest.skip(f"{what} is not installed: {install}")
