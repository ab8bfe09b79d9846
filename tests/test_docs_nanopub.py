"""What docs/nanopub.md shows is so."""

from __future__ import annotations

import pathlib
import re
import shlex
import subprocess
import sys

from helpers import ROOT, Run, need

PAGE = (ROOT / "docs" / "nanopub.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_the_commands_run_and_the_page_shows_what_they_write(run: Run, tmp_path: pathlib.Path) -> None:
    need("np", "pip install nanopub")
    facts = ("--facts", str(ROOT / "facts"))
    for command in block("sh").splitlines():
        words = shlex.split(command)[1:]
        assert run(*words, *(facts if words[0] == "export" else ()), cwd=tmp_path).returncode == 0, command
    text = (tmp_path / "claims.trig").read_text(encoding="utf-8")
    shown = [line for line in block("trig").splitlines() if line.strip()]
    at = text.index(shown[0])
    for line in shown:
        if line.strip() != "…":
            found = text.find(f"\n{line}\n", at - 1)
            assert found >= at - 1, line
            at = found + 1
    # The program on the page, with the first three alone, for it is slow.
    (tmp_path / "claims.trig").write_text("\n@prefix this:".join(text.split("\n@prefix this:")[:4]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", block("python")], check=False, cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert [line.split()[1:] for line in done.stdout.splitlines()] == [["True", "True"]] * 3
