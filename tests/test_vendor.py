"""What the page carries of others is what their packages have, byte for byte, with their licences."""

from __future__ import annotations

import json
import os
import pathlib
import re

import pytest
from helpers import ROOT

VENDOR = ROOT / "src" / "claimgraph" / "views" / "page" / "vendor"
WEB = ROOT / "tests" / "web"
INSTALL = "npm --prefix tests/web ci"

#: Files here, and where their packages have them.
FILES = {
    "sigma.min.js": "sigma/dist/sigma.min.js",
    "LICENSE-sigma.txt": "sigma/LICENSE.txt",
    "graphology.umd.min.js": "graphology/dist/graphology.umd.min.js",
    "LICENSE-graphology.txt": "graphology/LICENSE.txt",
}


def installed(name: str) -> pathlib.Path:
    """Return a file of an npm package; where it is missing skip, but fail in CI."""
    path = WEB / "node_modules" / name
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"CI needs the npm packages: {INSTALL}")
        pytest.skip(f"the npm packages are not installed: {INSTALL}")
    return path


def listed() -> dict[str, str]:
    """Return the versions that the table of vendor/README.md names."""
    rows = re.findall(r"^\| `[\w.]+` \| `(\w+)`.*?\| ([\d.]+) \|", (VENDOR / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


@pytest.mark.parametrize("name", FILES)
def test_files_are_those_of_the_packages(name: str) -> None:
    assert (VENDOR / name).read_bytes() == installed(FILES[name]).read_bytes()


@pytest.mark.parametrize("name", ["sigma", "graphology"])
def test_the_versions_are_the_ones_listed_and_pinned(name: str) -> None:
    package = json.loads(installed(f"{name}/package.json").read_text(encoding="utf-8"))
    pinned = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == listed()[name]
    assert {**pinned.get("dependencies", {}), **pinned.get("devDependencies", {})}[name] == listed()[name]


def test_nothing_else_is_there() -> None:
    assert {path.name for path in VENDOR.iterdir()} == {*FILES, "README.md"}


def test_every_licence_gives_its_permission() -> None:
    for name in ("LICENSE-sigma.txt", "LICENSE-graphology.txt"):
        text = (VENDOR / name).read_text(encoding="utf-8")
        assert "Copyright" in text
        assert "Permission is hereby granted" in text


def test_the_copy_of_pyvis_names_its_own() -> None:
    pyvis = pytest.importorskip("pyvis")
    path = pathlib.Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    head = path.read_text(encoding="utf-8")[:1500]
    assert "@license" in head
    assert "The MIT License" in head
    assert "@version 9.1.2" in head
