"""The page's own scripts and styles: ESLint has nothing against them, each is small, and none makes markup of text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from helpers import ROOT, need
from page_fixtures import need_web

from claimgraph.views.html import SCRIPTS

PAGE = ROOT / "src" / "claimgraph" / "views" / "page"
#: A page has one of these.
PICTURES = ("draw-vis.js", "draw-sigma.js")


def scripts_with(picture: str) -> list[Path]:
    """Return the page's own scripts, in the order in which they run."""
    before = ["no-card.js"] if picture == "draw-sigma.js" else []
    return [PAGE / entry.format(picture=picture) for entry in [*before, *SCRIPTS]]


def lint(*scripts: Path) -> list[str]:
    """Return what ESLint has against scripts that run one after the other."""
    need_web("eslint")
    command = [need("node", "apt-get install nodejs"), str(ROOT / "tests" / "web" / "lint.mjs"), *map(str, scripts)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode in {0, 1}, done.stderr
    return [line.replace(f"{PAGE}/", "") for line in done.stdout.splitlines()]


@pytest.mark.parametrize("picture", PICTURES)
def test_eslint_has_nothing_against_the_scripts(picture: str) -> None:
    assert lint(*scripts_with(picture)) == []


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        ('document.body.innerHTML = "<b>bold</b>";', "no-restricted-properties"),
        ('document.body.insertAdjacentHTML("beforeend", "text");', "no-restricted-properties"),
        ('document.write("text");', "no-restricted-properties"),
        ('document.body.setAttribute("onclick", "run()");', "no-restricted-syntax"),
        ('document.body.setAttribute("style", "color: red");', "no-restricted-syntax"),
        ('setTimeout("run()", 10);', "no-implied-eval"),
        ('eval("1");', "no-eval"),
        ('location.href = "javascript:run()";', "no-script-url"),
        ('fetch("data.json");', "no-undef"),
        ("const never = 1;", "no-unused-vars"),
        ("if (location.hash == 1) print();", "eqeqeq"),
        ("const twice = 1; const twice = 2;", "syntax"),
    ],
)
def test_eslint_would_find_what_must_not_be(tmp_path: Path, script: str, rule: str) -> None:
    file = tmp_path / "bad.js"
    file.write_text(f'"use strict";\n{script}\n', encoding="utf-8")
    found = lint(file)
    assert found
    assert all(line.startswith(f"{file}:2:") for line in found)
    assert any(line.endswith(f"({rule})") for line in found)


def test_every_script_of_the_folder_is_in_the_page() -> None:
    assert {*PAGE.glob("*.js")} == {path for picture in PICTURES for path in scripts_with(picture)}


@pytest.mark.parametrize("path", sorted([*PAGE.glob("*.js"), *PAGE.glob("*.css"), *PAGE.glob("*.html")]), ids=lambda path: path.name)
def test_each_file_is_small_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert len(lines) <= 400
    assert max(map(len, lines)) <= 240
    assert text.endswith("\n")
    assert "\t" not in text
    if path.suffix == ".js":
        assert lines[0].startswith("// ")
        assert '"use strict";' in lines[:12]
    if path.suffix == ".css":
        assert lines[0].startswith("/* ")


def test_the_template_has_no_style_or_handler_of_its_own() -> None:
    text = (PAGE / "template.html").read_text(encoding="utf-8")
    assert re.findall(r"\s(?:style|on\w+)\s*=", text) == []
    assert "|safe" not in text.replace(" ", "")
    assert re.findall(r"(?:https?:)?//[\w.]+", text) == []


def test_styles_ask_nobody_for_anything() -> None:
    for path in PAGE.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"url\((?!['\"]?data:)|@import", text) == [], path.name
