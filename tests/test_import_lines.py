"""Lines of N-Quads go into a store as text: the store, the counts and the messages are those of reading every statement as an object."""

from __future__ import annotations

import gzip
import pathlib
import tempfile
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from helpers import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from tram_corpus import tram_corpus

from claimgraph.errors import InputError
from claimgraph.imports import lines, load
from claimgraph.imports.load import Loaded, load_store
from claimgraph.imports.progress import Step
from claimgraph.imports.scan import Scan
from claimgraph.imports.survey import TELLING, survey
from claimgraph.store.imported import Added, open_imported, read_imported

NQ = ox.RdfFormat.N_QUADS
CG = "https://w3id.org/claimgraph/ns#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@pytest.fixture
def natively(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small files go the way of large ones, in slices of a few lines."""
    monkeypatch.setattr(load, "FEW", 0)
    monkeypatch.setattr(lines, "SLICE", 200)


def loaded(path: pathlib.Path, folder: pathlib.Path) -> tuple[Loaded, set[ox.Quad]]:
    found = load_store(str(path), str(folder))
    return found, {*open_imported(str(folder)).inner}


# ---------------------------------------------------------------- any lines at all

names = st.sampled_from(["a:a", "https://example.org/dataset", "https://example.org/claim/x", "a:_:x", "a:\\u0063", *TELLING])
iris = names.map("<{}>".format)
blanks = st.sampled_from(["_:a", "_:b1"])
literals = st.sampled_from(
    [
        '"x"',
        '"a (b) << _: \\" \\n"',
        '"é"@en',
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f'"{CG}"',
        '"\\u00e9 <a:b>"',
        '""',
    ]
)
terms = st.builds("<<( {} {} {} )>>".format, iris | blanks, iris, iris | literals)
gaps = st.sampled_from([" ", "\t", "  "])
statements = st.builds(
    lambda s, p, o, g, gap, end: gap.join((s, p, o, g)) + end,
    iris | blanks,
    iris | st.just(TYPE),
    iris | literals | blanks | terms,
    st.just("") | iris | blanks,
    gaps,
    st.sampled_from([" .", ".", " . # why", "\t."]),
)
bare = st.sampled_from(["", "  ", "\t", "# a comment <a:a> .", " # _:a", f"#{TYPE}"])


@given(st.lists(statements | bare, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_look_at_the_text_tells_what_reading_all_of_it_does(rows: list[str], end: str, whole: bool) -> None:
    text = (end.join(rows) + end * whole).encode()
    scan = Scan(NQ)
    for at in range(0, len(text), 64):
        scan.feed(text[at : at + 64])
    found = scan.found()
    if not scan.odd:
        assert found == survey(ox.parse(text, format=NQ))
    elif "\r" not in text.decode():
        assert "_:" in text.decode(), "only blank nodes have to be read to be told"


@given(st.lists(statements | bare, max_size=12), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=200, deadline=None)
def test_a_store_holds_the_same_either_way(rows: list[str], end: str) -> None:
    """In memory, where a hundred stores are made in a second."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = pathlib.Path(folder, "some.nq")
        path.write_bytes(end.join(rows).encode())
        held: list[set[ox.Quad]] = []

        def keep(_folder: str, fill: Callable[[ox.Store], object], **_: object) -> Added:
            store = ox.Store()
            fill(store)
            held.append({*store})
            return Added(0, len(store))

        patch.setattr(load, "import_into", keep)
        slowly = load_store(str(path), folder)
        patch.setattr(load, "FEW", 0)
        patch.setattr(lines, "SLICE", 200)
        assert load_store(str(path), folder) == slowly
        assert held[0] == held[1]


# ---------------------------------------------------------------- what is right


@pytest.mark.parametrize("name", ["tram.nq", "tram.nq.gz", "nodes.nt", "meta.nq"])
def test_an_export_comes_back(run: Run, natively: None, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path, name: str) -> None:
    monkeypatch.setattr(lines, "SLICE", 40_000)
    facts = tram_corpus(tmp_path)
    how = {"nodes.nt": ["--reify", "rdf-statement"], "meta.nq": ["--meta-graph", "https://example.org/meta"]}.get(name, [])
    assert run("export", "--facts", facts, "-o", tmp_path / name, *how).returncode == 0
    assert run("export", "--facts", facts, "-o", tmp_path / "tram.trig").returncode == 0
    found, quads = loaded(tmp_path / name, tmp_path / "found")
    wanted, others = loaded(tmp_path / "tram.trig", tmp_path / "wanted")
    assert quads == others
    assert found.total == wanted.total == len(quads)
    assert read_imported(str(tmp_path / "found")).prefixes == read_imported(str(tmp_path / "wanted")).prefixes


def test_a_byte_order_mark_and_a_last_line_without_an_end(natively: None, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "some.nq"
    path.write_bytes(b"\xef\xbb\xbf" + b"".join(b"<a:a> <a:b> <a:c%d> .\n" % n for n in range(50)) + b"<a:a> <a:b> <a:c1> .")
    found, _ = loaded(path, tmp_path / "big")
    assert (found.statements, found.added) == (51, 50)


def test_few_statements_are_added_to_many(tmp_path: pathlib.Path) -> None:
    """They are counted one by one, and what is there is not put in order anew for their sake until they come to one in fifty."""
    path = tmp_path / "some.nt"
    loose = []
    for first, last in ((0, 1000), (990, 1010), (900, 1000), (1010, 1090), (0, 3000)):
        path.write_text("".join(f"<a:a> <a:b> <a:c{n}> .\n" for n in range(first, last)), encoding="utf-8")
        found, quads = loaded(path, tmp_path / "big")
        assert found.total == len(quads)
        loose.append((found.added, int((tmp_path / "big" / read_imported(str(tmp_path / "big")).store / "loose").read_text())))
    assert loose == [(1000, 0), (10, 10), (0, 10), (80, 0), (1910, 0)]


def test_equal_numbers_are_one_statement(tmp_path: pathlib.Path) -> None:
    """The engine keeps the value of a number, not its spelling: what it holds is what is counted."""
    path = tmp_path / "some.ttl"
    path.write_text("<a:a> <a:b> 1, 01, 1.0, 1.00, 2 .", encoding="utf-8")
    found, quads = loaded(path, tmp_path / "big")
    assert (found.statements, found.added, found.total) == (5, 3, len(quads))


# ---------------------------------------------------------------- what is wrong

GOOD = "<a:a> <a:b> <a:c> .\n"


@pytest.mark.parametrize(
    "wrong",
    [
        '<a:a> <a:b> "open .',
        "<a:a> <a:b> <a:c>",
        "<a:a> <a:b c> <a:c> .",
        "<a:a> <a:b> <a:c> . <a:a> <a:b> <a:c> .",
        "<a:a> <a:b> _:x ; .",
        "<a:a> <a:b> " + "<<( <a:a> <a:b> " * 600,
        f"<a:a> {TYPE} <{CG}Claim .",
        '<a:a> <a:b> "\\uD800" .',
        "a:a <a:b> <a:c> .",
        '<a:a> "b" <a:c> .',
        '<a:a> <a:b> "x"@e_n .',
        "<a:a> <a:b> <a:c> <a:d> <a:e> .",
    ],
)
@pytest.mark.parametrize("above", [0, 3, 40])
def test_a_mistake_is_said_with_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path, wrong: str, above: int) -> None:
    path = tmp_path / "some.nq"
    path.write_text(GOOD * above + "# above it\n" + wrong + "\n" + GOOD * 5, encoding="utf-8")
    messages = []
    for few, slice_ in ((1_000_000, 1), (0, 60), (0, 10_000)):
        monkeypatch.setattr(load, "FEW", few)
        monkeypatch.setattr(lines, "SLICE", slice_)
        with pytest.raises(InputError) as caught:
            load_store(str(path), str(tmp_path / "deep" / "new"))
        messages.append((caught.value.message, caught.value.hint))
        assert not (tmp_path / "deep").exists(), "what was made for it is gone"
    line = above + 2 + (wrong == "<a:a> <a:b> <a:c>")  # the dot is missed where the next line begins
    assert messages[0][0].startswith(f"{path}:{line}:")
    assert messages[1:] == messages[:1] * 2


def test_bytes_that_are_no_text(natively: None, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "some.nq"
    path.write_bytes(GOOD.encode() * 30 + b'<a:a> <a:b> "\xff" .\n')
    with pytest.raises(InputError, match=r"some\.nq:31:\d+: Invalid UTF-8") as caught:
        load_store(str(path), str(tmp_path / "new"))
    assert caught.value.hint == "save the file as UTF-8"


def test_a_file_that_is_cut_off_while_it_is_packed(run: Run, tmp_path: pathlib.Path) -> None:
    packed = gzip.compress((GOOD * 100_000).encode())
    (tmp_path / "some.nq.gz").write_bytes(packed[:-20])
    done = run("import", "some.nq.gz", "--store", "new", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "error: some.nq.gz is not sound gzip, or cut off\n  hint: fetch it again, or unpack it first\n",
    )
    assert not (tmp_path / "new").exists()


def test_what_was_there_stays_after_a_mistake_in_a_late_slice(natively: None, tmp_path: pathlib.Path) -> None:
    path, big = tmp_path / "some.nq", tmp_path / "big"
    path.write_text(GOOD, encoding="utf-8")
    _, before = loaded(path, big)
    names = sorted(entry.name for entry in big.iterdir())
    path.write_text("".join(f"<a:a> <a:b> <a:{n}> .\n" for n in range(100)) + "oh no\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_store(str(path), str(big))
    assert {*open_imported(str(big)).inner} == before
    assert sorted(entry.name for entry in big.iterdir()) == names


# ---------------------------------------------------------------- how far it has come


def test_progress_is_told_in_order(natively: None, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.setattr("claimgraph.imports.progress._PAUSE", 0.0)
    path = tmp_path / "some.nq"
    path.write_text("".join(f"<a:a> <a:b> <a:{n}> .\n" for n in range(200)), encoding="utf-8")
    steps: list[Step] = []
    load_store(str(path), str(tmp_path / "big"), progress=steps.append)
    told = {what: [step for step in steps if step.what == what] for what in ("checked", "loaded", "put in order")}
    assert [step.what for step in steps] == [step.what for steps_ in told.values() for step in steps_], "one after the other"
    assert len(told["loaded"]) > 10
    for what in ("checked", "loaded"):
        shares = [step.share for step in told[what]]
        assert shares[-1] == 1.0
        assert told[what][-1].statements == 200
    assert len(told["put in order"]) == 1
