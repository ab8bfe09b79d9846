"""Where a user starts: init, cite, help, and the installed wheel in an empty folder."""

from __future__ import annotations

import pathlib
import re
import shlex
import subprocess
import sys

import click
import pytest
from helpers import ROOT, Run

from claimgraph.cli.app import cli


@pytest.fixture
def example(run: Run, tmp_path: pathlib.Path) -> pathlib.Path:
    assert run("init", "my-claims", cwd=tmp_path).returncode == 0
    return tmp_path / "my-claims"


def test_the_example_checks_asks_draws_and_exports(run: Run, example: pathlib.Path) -> None:
    done = run("check", "--require-verified", cwd=example)
    assert done.stdout == "facts: ok: 1 source, 7 claims, 7 entities\nevidence: 7 spans, 7 verified\n"
    assert done.returncode == 0
    assert "Riverton tram line 2\tState government\tcg:hoped" in run("query", "--name", "who-pays", cwd=example).stdout
    assert run("export", "-o", "corpus.trig", cwd=example).returncode == 0
    assert run("draw", "-o", "claims.html", cwd=example).returncode == 0
    assert "Riverton" in (example / "claims.html").read_text(encoding="utf-8")
    assert 'base = "https://example.org/my-claims/"' in (example / "claimgraph.toml").read_text(encoding="utf-8")


def test_init_touches_nothing_that_is_there(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("precious", encoding="utf-8")
    done = run("init", "mine", cwd=tmp_path)
    assert done.stderr.startswith("error: the folder mine is not empty\n  hint: ")
    assert done.returncode == 2
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_init_fills_the_empty_folder_one_is_in(run: Run, tmp_path: pathlib.Path) -> None:
    inode = tmp_path.stat().st_ino
    assert run("init", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "claimgraph.toml").is_file()
    assert tmp_path.stat().st_ino == inode
    assert not list(tmp_path.parent.glob(".*.part"))


def test_cite_prints_lines_that_check_accepts(run: Run, example: pathlib.Path) -> None:
    text = example / "texts" / "gazette.txt"
    done = run("cite", text, "scrapped its trams in 1968", "--source")
    source, evidence = done.stdout.splitlines()
    facts = (example / "facts" / "gazette.yaml").read_text(encoding="utf-8")
    assert source in facts
    claim = "  - {id: claim:scrapped, label: Trams were scrapped, says: {id: proj:Tram2, approvedBy: org:Council}, " + evidence + "}\n"
    (example / "facts" / "gazette.yaml").write_text(facts + claim, encoding="utf-8")
    assert "evidence: 8 spans, 8 verified" in run("check", cwd=example).stdout


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["the tram"], "error: the phrase is not in the text: the tram"),
        (["the c"], "error: the phrase is in the text 2 times:\n  --nth 1: line"),
        (['"we hope that'], 'error: the phrase is not in the text: "we hope that\n  hint: the text has it as: "We hope that'),
        ([""], "error: the phrase is empty"),
        (["tram", "--nth", "99"], "error: the phrase is in the text"),
    ],
)
def test_cite_says_why_it_cannot(run: Run, example: pathlib.Path, args: list[str], error: str) -> None:
    done = run("cite", "texts/gazette.txt", *args, cwd=example)
    assert done.stderr.startswith(error)
    assert (done.returncode, done.stdout) == (2, "")


def test_nth_chooses(run: Run, example: pathlib.Path) -> None:
    text = (example / "texts" / "gazette.txt").read_text(encoding="utf-8")
    first, second = (run("cite", "texts/gazette.txt", "the c", "--nth", n, cwd=example).stdout for n in (1, 2))
    starts = [int(re.findall(r"start: (\d+)", line)[0]) for line in (first, second)]
    assert [text[s : s + 5] for s in starts] == ["the c", "the c"]
    assert starts[0] < starts[1]


def test_an_empty_or_missing_corpus_is_misuse(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "facts").mkdir()
    for args, error in (
        (["check"], "error: no facts in facts"),
        (["check", "nowhere"], "error: there is no folder nowhere"),
        (["check", "--texts", "nowhere", ROOT / "facts"], "error: there is no folder of texts nowhere"),
    ):
        done = run(*args, cwd=tmp_path)
        assert done.stderr.startswith(error)
        assert (done.returncode, done.stdout) == (2, "")


def test_check_of_one_file_reports_that_file(run: Run, example: pathlib.Path) -> None:
    for name in ("a", "b"):
        (example / "facts" / f"{name}.yaml").write_text("id: src:x\ntype: Nothing\nheadline: X\n", encoding="utf-8")
    done = run("check", "facts/a.yaml", cwd=example)
    assert done.stderr.startswith("facts/a.yaml:2:7: error[bad-value]: 'Nothing' is no type of a source\n")
    assert "b.yaml" not in done.stderr
    assert done.returncode == 1


def test_an_edited_text_is_not_verified_and_check_says_which(run: Run, example: pathlib.Path) -> None:
    text = example / "texts" / "gazette.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("31 votes", "30 votes"), encoding="utf-8")
    done = run("check", cwd=example)
    assert "7 spans, 0 verified, 7 not verified (no text in " in done.stdout
    assert done.stdout.rstrip().endswith("has the hash of src:gazette-tram-2)")
    assert run("check", "--require-verified", cwd=example).returncode == 1


def test_all_problems_come_in_one_run(run: Run, example: pathlib.Path) -> None:
    """A broken entry still counts as declared: no false alarm about it, and its id twice is seen."""
    (example / "facts" / "x.yaml").write_text(
        """id: src:x
type: Report
headline: X
claims:
  - {id: claim:tram-2-cost, label: X, says: {id: org:Odd, opposes: proj:Tram2}, modality: planed}
""",
        encoding="utf-8",
    )
    (example / "facts" / "y.yaml").write_text("entities: [{id: org:Odd, type: Company, name: Odd}]\n", encoding="utf-8")
    codes = [line.split("error[")[1].split("]")[0] for line in run("check", cwd=example).stderr.splitlines() if "error[" in line]
    assert codes == ["duplicate-id", "bad-value", "bad-value"]


def test_check_as_json(run: Run, example: pathlib.Path) -> None:
    import json

    (example / "facts" / "x.yaml").write_text("id: src:x\ntype: Report\nheadline: X\nlabel: Y\n", encoding="utf-8")
    (report,) = json.loads(run("check", "--format", "json", cwd=example).stdout)
    assert (report["claims"], report["verified"]) == (7, 7)
    assert report["problems"] == [
        {"file": "facts/x.yaml", "line": 4, "col": 1, "code": "unknown-key", "message": "a source has no key 'label'",
         "hint": report["problems"][0]["hint"]}
    ]  # fmt: skip


def _examples() -> list[tuple[str, str]]:
    context = click.Context(cli)
    found = []
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        found += [(name, line) for line in re.findall(r"(?m)^\s*(claimgraph .*)$", command.help or "")]
    return found


@pytest.mark.parametrize(("name", "line"), _examples(), ids=[name for name, _ in _examples()])
def test_the_example_of_every_help_page_works(
    run: Run, example: pathlib.Path, tmp_path: pathlib.Path, request: pytest.FixtureRequest, name: str, line: str
) -> None:
    if name == "import":
        run("export", "-o", example / "corpus.trig", cwd=example)
    if name == "push":
        line = line.replace("http://127.0.0.1:7878", request.getfixturevalue("store"))
    (tmp_path / "new").mkdir()
    where = tmp_path / "new" if name == "init" else example if name in {"cite", "check", "draw", "export", "import", "push"} else ROOT
    done = run(*shlex.split(line)[1:], cwd=where)
    assert done.returncode == 0, done.stderr


def test_every_command_has_an_example() -> None:
    assert {name for name, _ in _examples()} == set(cli.list_commands(click.Context(cli)))


def test_an_unknown_command_is_suggested(run: Run) -> None:
    done = run("qurey")
    assert "No such command 'qurey'. did you mean query?" in done.stderr
    assert done.returncode == 2


def test_the_wheel_works_in_an_empty_folder(tmp_path: pathlib.Path) -> None:
    """The wheel carries ontology, queries, example and page; it needs nothing of the checkout."""
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel], check=True, capture_output=True)

    def run_installed(*args: str, cwd: pathlib.Path) -> subprocess.CompletedProcess[str]:
        script = f"import sys; sys.path.insert(0, {str(site)!r}); from claimgraph.cli import main; main()"
        return subprocess.run([sys.executable, "-I", "-c", script, *args], check=False, cwd=cwd, capture_output=True, encoding="utf-8")

    assert run_installed("init", "mine", cwd=empty).returncode == 0
    assert "7 spans, 7 verified" in run_installed("check", cwd=empty / "mine").stdout
    assert "State government" in run_installed("query", "--name", "who-pays", cwd=empty / "mine").stdout
    assert run_installed("draw", "-o", "x.html", cwd=empty / "mine").returncode == 0
    assert (site / "claimgraph" / "ontology" / "claimgraph.ttl").is_file()
