"""The house is in order: types, style, floors, and docs that say what the code does."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest
from helpers import ROOT, SHARED_TEXTS


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
        ("-c", "import sys; from importlinter.cli import lint_imports_command; sys.argv[1:] = []; lint_imports_command()"),
    ],
    ids=["ruff", "format", "mypy", "floors"],
)
def test_tools_find_nothing(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, *command], check=False, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def _pages() -> dict[str, object]:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.PAGES)


@pytest.mark.parametrize("name", ["docs/commands.md", "docs/vocabulary.md", "README.md", "docs/performance.md", "docs/scale.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    page = _pages()[name]
    assert callable(page)
    assert (ROOT / name).read_text(encoding="utf-8") == page(), "run: python docs/generate.py"


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    broken = [
        f"{page.name}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
        if not link.startswith("http") and not (page.parent / link).exists()
    ]
    assert broken == []


def test_ci_calls_the_test_command_of_the_readme() -> None:
    commands = re.findall(r"```sh\n(python3 -m venv .*)\n```", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert commands[1] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_no_file_tells_where_packages_come_from() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|find-links|index-url", re.IGNORECASE)
    named = _tracked_texts()
    assert [name for name, text in named.items() if hosts.search(text) and name != "tests/test_house.py"] == []


def test_no_sentence_of_the_article_is_here() -> None:
    if not SHARED_TEXTS.is_dir():
        pytest.skip("the snapshot of the article (../shared/texts) is not here")
    article: set[tuple[str, ...]] = set()
    for path in SHARED_TEXTS.glob("*.txt"):
        article |= _runs(path.read_text(encoding="utf-8").partition("\n")[2])
    assert len(article) > 300
    assert {name: sorted(shared)[:3] for name, text in _tracked_texts().items() if (shared := _runs(text) & article)} == {}


def _runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[A-Za-z0-9$%'.]+", text.replace("\u2019", "'").lower())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def _tracked_texts() -> dict[str, str]:
    names = subprocess.run(["git", "ls-files", "-z"], check=False, cwd=ROOT, capture_output=True, encoding="utf-8").stdout.split("\0")
    if names == [""]:
        pytest.skip("this is no checkout")
    found = {}
    for name in names:
        path = ROOT / name
        if path.is_file() and path.stat().st_size < 4_000_000:
            try:
                found[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return found


def test_the_python_of_the_readme_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    done = subprocess.run([sys.executable, "-c", blocks[0]], check=False, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert "Meta is building a further model, Mango cg:ongoing" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == "Alexandr Wang", done.stderr
