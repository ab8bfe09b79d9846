"""What a corpus has already is found again by its address, its name or its @id, and is not made a second time."""

from __future__ import annotations

import json
import os
import pathlib

import pytest
from helpers import MakeCorpus, Run

ENTITIES = "entities:\n  - {id: org:Gazette, type: Organization, name: The Gazette}\n  - {id: topic:Tram, type: Topic, name: Tram}\n"
GAZETTE = """\
# Read on a Sunday.
id: src:gazette-tram
type: NewsArticle
headline: Tram is late
url: https://example.org/gazette/tram
publisher: org:Gazette
claims:
  - id: claim:late
    label: The tram is late
    says: {id: topic:Tram, stated: The tram is late}
    assessment: {verdict: confirmed, agent: org:Gazette}
"""
TABLE = """\
claim,speaker,source,title
The tram is free,Ada Okoro,https://example.org/gazette/tram,Another title
The tram is red,Ada Okoro,https://example.org/other,
"""


def corpus(make_corpus: MakeCorpus) -> pathlib.Path:
    return make_corpus({"entities.yaml": ENTITIES, "gazette.yaml": GAZETTE})


def test_a_source_is_one_by_its_address_and_claims_for_a_file_of_yours_are_shown(make_corpus: MakeCorpus, run: Run) -> None:
    facts = corpus(make_corpus)
    done = run("import", "-", "--facts", facts, "--format", "csv", stdin=TABLE)
    assert done.returncode == 1
    assert "note: src:gazette-tram is there already and stays as it is; the input gives it the headline 'Another title'" in done.stderr
    assert "gazette.yaml:2:1: note[by-hand]: somebody has worked on this file, so a claim of src:gazette-tram must be added" in done.stderr
    lines = done.stderr[done.stderr.index("  - id: claim:the-tram-is-free") :]
    assert "says: {id: topic:UnsortedStatements, stated: The tram is free}" in lines
    assert done.stdout.splitlines()[-1] == "new: 1 source, 1 claim, 2 entities"
    with (facts / "gazette.yaml").open("a", encoding="utf-8") as file:
        file.write(lines)
    again = run("import", "-", "--facts", facts, "--format", "csv", stdin=TABLE)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "nothing new: all of it is there already")
    assert run("check", facts).returncode == 0
    assert run("list", "--facts", facts, "--source", "src:gazette-tram").stdout.count("claim:") == 2


def test_strict_asks_for_all_and_the_report_names_what_is_left_to_do(make_corpus: MakeCorpus, run: Run, tmp_path: pathlib.Path) -> None:
    facts = corpus(make_corpus)
    before = sorted(path.name for path in facts.iterdir())
    done = run("import", "-", "--facts", facts, "--format", "csv", "--strict", "--report", tmp_path / "r.json", stdin=TABLE)
    assert (done.returncode, "nothing is written" in done.stdout) == (1, True)
    assert sorted(path.name for path in facts.iterdir()) == before
    (by_hand,) = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["byHand"]
    assert (by_hand["source"], by_hand["claims"][0]["label"]) == ("src:gazette-tram", "The tram is free")


def test_rdf_from_a_known_address_is_of_the_source_that_has_it(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "t.nt").write_text('<https://example.org/t#Line2> <https://example.org/t#colour> "red" .\n', encoding="utf-8")
    command = ["import", tmp_path / "t.nt", "-o", tmp_path / "c", "--source-url", "https://example.org/a"]
    assert run(*command).returncode == 0
    source = tmp_path / "c" / "facts" / "example-org-a-fc92a45a.yaml"
    source.write_text(source.read_text(encoding="utf-8").replace("id: src:example-org-a-fc92a45a", "id: src:mine"), encoding="utf-8")
    done = run(*command)
    assert done.stdout.splitlines()[-1].endswith("new: 0 sources, 1 claim, 0 entities"), done.stdout + done.stderr


def test_our_own_claims_are_known_by_their_id(make_corpus: MakeCorpus, run: Run) -> None:
    facts = corpus(make_corpus)
    for format_ in ("claim", "claimreview"):
        exported = run("export", "--facts", facts, "--format", format_).stdout
        done = run("import", "-", "--facts", facts, "--format", "schema", stdin=exported)
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "nothing new: all of it is there already"), done.stderr
        assert "note: claims that the corpus has already, by their @id: 1" in done.stderr
    other = exported.replace("confirmed", "refuted")
    done = run("import", "-", "--facts", facts, "--format", "schema", stdin=other)
    assert (
        "claim:late is there already without this assessment; add to it by hand: assessment: {verdict: refuted, agent: org:Gazette"
        in done.stderr
    )
    done = run("import", "-", "--facts", facts, "--format", "schema", stdin=exported.replace("The tram is late", "The tram is early"))
    assert "claim:late is there already, and its label is 'The tram is late'" in done.stderr


def test_one_address_is_one_source_however_its_host_is_spelt(make_corpus: MakeCorpus, run: Run, tmp_path: pathlib.Path) -> None:
    table = "claim,source\nA b,https://e.example/1\nC d,HTTPS://E.Example/1\nE f,https://EXAMPLE.org/gazette/tram\n"
    run("import", "-", "-o", tmp_path / "new", "--format", "csv", stdin=table)
    assert len(list((tmp_path / "new" / "facts").glob("e-example-1-*"))) == 1
    assert "src:gazette-tram" in run("import", "-", "--facts", corpus(make_corpus), "--format", "csv", stdin=table).stderr


# ---------------------------------------------------------------- reports, and imports at the same time


def test_a_report_replaces_nothing_but_a_report(make_corpus: MakeCorpus, run: Run, tmp_path: pathlib.Path) -> None:
    facts = corpus(make_corpus)
    (tmp_path / "t.csv").write_text("claim\nA b\n", encoding="utf-8")
    (tmp_path / "full").mkdir()
    for path, why in (
        (tmp_path / "t.csv", "is there already, and is no report of an import"),
        (facts / "entities.yaml", "is a file of the corpus, and would be replaced"),
        (facts / "new.yaml", "would be read as facts"),
        (tmp_path / "full", "names a file"),
        ("-", "names a file"),
        (tmp_path / "nowhere" / "r.json", "no such folder"),
    ):
        before = pathlib.Path(path).read_bytes() if pathlib.Path(path).is_file() else b""
        done = run("import", tmp_path / "t.csv", "--facts", facts, "--report", path)
        assert (done.returncode, why in done.stderr, done.stdout) == (2, True, ""), done.stderr
        assert not before or pathlib.Path(path).read_bytes() == before
    done = run("import", tmp_path / "t.csv", "--store", tmp_path / "s", "--report", tmp_path / "s" / "r.json")
    assert (done.returncode, "would lie in the folder of the store" in done.stderr) == (2, True)
    for _ in range(2):
        assert run("import", tmp_path / "t.csv", "--facts", facts, "--report", tmp_path / "r.json").returncode == 0


def test_what_is_written_is_said_even_where_the_report_cannot_be(make_corpus: MakeCorpus, run: Run) -> None:
    if not pathlib.Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    facts = corpus(make_corpus)
    done = run("import", "-", "--facts", facts, "--format", "csv", "--report", "/dev/full", stdin="claim\nA b\n")
    assert (done.returncode, "new: 1 source, 1 claim, 1 entity" in done.stdout) == (2, True)


def test_one_import_at_a_time(make_corpus: MakeCorpus, run: Run) -> None:
    fcntl = pytest.importorskip("fcntl")
    facts = corpus(make_corpus)
    handle = os.open(facts, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = run("import", "-", "--facts", facts, "--format", "csv", stdin="claim\nA b\n")
        assert (done.returncode, "another import into" in done.stderr) == (2, True)
    finally:
        os.close(handle)
    assert run("import", "-", "--facts", facts, "--format", "csv", stdin="claim\nA b\n").returncode == 0


def test_options_hold_what_facts_can_hold_and_links_lead_to_folders(run: Run, tmp_path: pathlib.Path) -> None:
    done = run("import", "-", "-o", tmp_path / "new", "--format", "csv", "--about", "\x1b[31mX", stdin="claim\nA b\n")
    assert (done.returncode, "--about: no facts file may hold the character U+001B" in done.stderr) == (2, True)
    (tmp_path / "link").symlink_to(tmp_path / "later", target_is_directory=True)
    assert run("import", "-", "-o", tmp_path / "link", "--format", "csv", stdin="claim\nA b\n").returncode == 0
    assert (tmp_path / "later" / "claimgraph.toml").is_file()
