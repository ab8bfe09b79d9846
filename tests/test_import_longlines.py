"""A line may be longer than the engine's parser of files holds: it is read all the same, and hides no mistake elsewhere."""

from __future__ import annotations

import io
import pathlib

import pyoxigraph as ox
import pytest
from helpers import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.imports import lines, load, longlines
from claimgraph.imports.load import load_store
from claimgraph.imports.longlines import parse_lines
from claimgraph.imports.rdf import read_quads
from claimgraph.store.imported import open_imported

NQ = ox.RdfFormat.N_QUADS
GOOD = "<a:a> <a:b> <a:c> .\n"
#: More than the parser holds.
MUCH = "x" * 20_000_000
LONG = f'<a:a> <a:long> "{MUCH}" .\n'


# ---------------------------------------------------------------- lines of any length


def read(text: bytes) -> list[ox.Quad]:
    return list(read_quads(lambda: io.BytesIO(text), "some.nq", NQ, "a:node"))


subjects = st.sampled_from(["<a:a>", "_:a", "_:b.c-1", "_:é", "<a:_:x>"])
objects = subjects | st.sampled_from(['"x"', '"_:a <a:b>"', '"a \\" _:b \\\\"@en', "<<( _:a <a:b> _:c )>>", '<<( <a:a> <a:b> "_:x" )>>'])
rows = st.builds("{} <a:b> {} {}.{}".format, subjects, objects, subjects | st.just(""), st.sampled_from(["", " # _:x", ' # "']))


@given(
    st.lists(rows | st.sampled_from(["", "# _:a"]), max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(0, 40),
    st.integers(1, 50),
)
@settings(max_examples=300, deadline=None)
def test_long_or_not_a_line_says_the_same(texts: list[str], end: str, long: int, piece: int) -> None:
    text = end.join(texts).encode()
    wanted = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(longlines, "LONG", long)
        patch.setattr(longlines, "_PIECE", piece)
        assert read(text) == wanted


@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 60), st.sampled_from(["junk", '<a:a> <a:b> "open .', "_:a; <a:b> <a:c> ."]))
@settings(max_examples=200, deadline=None)
def test_the_line_of_a_mistake_is_told(above: int, below: int, piece: int, wrong: str) -> None:
    text = (GOOD * above + wrong + "\n" + GOOD * below).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(longlines, "LONG", 10)
        patch.setattr(longlines, "_PIECE", piece)
        with pytest.raises(SyntaxError) as caught:
            list(parse_lines(io.BytesIO(text), NQ, "a:node", "a:"))
    assert caught.value.lineno == above + 1


# ---------------------------------------------------------------- really long ones


@pytest.mark.parametrize("few", [0, 1_000_000], ids=["as lines", "as objects"])
@pytest.mark.parametrize(
    "text",
    [GOOD + LONG, LONG.rstrip() , LONG + GOOD + "_:x <a:b> _:y .\n", f'_:x <a:b> "{MUCH}" _:y .\n' + GOOD, LONG.replace("xx", "\\u0078x", 1) + LONG],
    ids=["one", "no end of the line", "and a blank node", "of a blank node", "twice, with an escape"],
)  # fmt: skip
def test_a_long_text_is_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path, few: int, text: str) -> None:
    monkeypatch.setattr(load, "FEW", few)
    path = tmp_path / "some.nq"
    path.write_text(text, encoding="utf-8")
    found = load_store(str(path), str(tmp_path / "store"))
    assert found.statements == text.rstrip().count("\n") + 1
    rows = open_imported(str(tmp_path / "store")).rows("SELECT DISTINCT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(isLiteral(?o) && STRLEN(?o) > 10000000) }")  # fmt: skip
    assert [len(row["o"].value) for row in rows] == [len(MUCH)]


@pytest.mark.parametrize("few", [0, 1_000_000], ids=["as lines", "as objects"])
@pytest.mark.parametrize(
    ("text", "line"),
    [(GOOD + LONG + GOOD * 3 + "junk\n" + GOOD, 6), ("junk\n" + LONG, 1), (GOOD + LONG + LONG + "_:x <a:b> <a:c>\n_:y", 5), (GOOD + LONG[:-3], 2)],
    ids=["below", "above", "below two of them", "in it"],
)  # fmt: skip
def test_a_long_text_hides_no_mistake(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path, few: int, text: str, line: int) -> None:
    monkeypatch.setattr(load, "FEW", few)
    monkeypatch.setattr(lines, "SLICE", 30_000_000)
    path = tmp_path / "some.nq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"some\.nq:{line}:\d+: "):
        load_store(str(path), str(tmp_path / "store"))


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("some.ttl", f'<a:a> <a:b> "c" .\n\n<a:a> <a:b> "{MUCH}", "d" .\n', 3),
        ("some.trig", f'<a:g> {{\n<a:a> <a:b> """{MUCH}\n""" }}\n' + GOOD * 100, 2),
        ("some.jsonld", f'{{"@id": "a:a",\n "a:b": "{MUCH}"}}', 2),
    ],
)
def test_other_syntaxes_say_where_it_is(run: Run, tmp_path: pathlib.Path, name: str, text: str, line: int) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("import", name, "--store", "store", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: {name}:{line}:1: what begins here is longer than 16 MB\n"
        "  hint: is the file sound? A line of N-Triples or N-Quads may have 64 MB\n"
    )
