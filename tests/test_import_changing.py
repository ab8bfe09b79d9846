"""A file is read twice to be loaded into a store; what was counted and checked in the first reading is what the second one loads."""

from __future__ import annotations

import gzip
import pathlib
from collections.abc import Callable

import pytest

from claimgraph.errors import InputError
from claimgraph.imports import lines, load
from claimgraph.imports.content import Content
from claimgraph.imports.load import load_store
from claimgraph.imports.progress import Step

THREE = "".join(f"<a:a> <a:b> <a:c{n}> .\n" for n in range(300))
XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:"><rdf:Description rdf:about="a:a"><a:b>x</a:b>
</rdf:Description></rdf:RDF>
"""


def written(path: pathlib.Path, text: str) -> None:
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def load_while(path: pathlib.Path, folder: pathlib.Path, change: Callable[[], object]) -> None:
    """Load a file that is changed when all of it was checked, and none of it is loaded."""
    waiting = [change]

    def meanwhile(step: Step) -> None:
        if step.what == "loaded" and waiting:
            waiting.pop()()

    load_store(str(path), str(folder), progress=meanwhile)
    assert not waiting


@pytest.fixture(params=["as lines", "as objects"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load lines in slices, as many statements are, or all as objects."""
    monkeypatch.setattr("claimgraph.imports.progress._PAUSE", 0.0)
    if request.param == "as lines":
        monkeypatch.setattr(load, "FEW", 0)
        monkeypatch.setattr(lines, "SLICE", 1000)


@pytest.mark.parametrize("name", ["some.nt", "some.nq.gz", "some.ttl", "some.trig"])
@pytest.mark.parametrize(
    "after",
    [
        THREE[: len(THREE) // 2].rpartition("\n")[0] + "\n",
        THREE + "<a:a> <a:b> <a:new> .\n",
        THREE.replace("c7", "d7"),
        "",
        "# one more comment\n" + THREE,
    ],
    ids=["cut off", "added to", "another", "emptied", "the same, otherwise"],
)
def test_a_file_that_changes_is_not_loaded(way: None, tmp_path: pathlib.Path, name: str, after: str) -> None:
    path, store = tmp_path / name, tmp_path / "deep" / "store"
    written(path, THREE)
    with pytest.raises(InputError) as caught:
        load_while(path, store, lambda: written(path, after))
    assert caught.value.message == f"{path} was changed while it was read"
    assert caught.value.hint == "nothing was imported; wait until it is written, and import it then"
    assert not (tmp_path / "deep").exists()
    written(path, THREE)
    load_while(path, store, lambda: None)
    assert load_store(str(path), str(store)).added == 0


def test_so_does_one_of_xml(way: None, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "some.rdf"
    written(path, XML)
    with pytest.raises(InputError, match="was changed while it was read"):
        load_while(path, tmp_path / "store", lambda: written(path, XML + "\n<!-- more -->"))


def test_what_was_in_the_store_stays(way: None, tmp_path: pathlib.Path) -> None:
    path, store = tmp_path / "some.nt", tmp_path / "store"
    written(path, THREE)
    total = load_store(str(path), str(store)).total
    written(path, THREE.replace("c", "d"))
    before = sorted(store.iterdir())
    with pytest.raises(InputError):
        load_while(path, store, lambda: written(path, THREE.replace("c", "e")))
    assert sorted(store.iterdir()) == before
    written(path, THREE)
    assert load_store(str(path), str(store)).total == total


def test_a_mistake_that_came_meanwhile_is_said_with_its_place(way: None, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "some.nt"
    written(path, THREE)
    with pytest.raises(InputError, match=r"some\.nt:1:1: "):
        load_while(path, tmp_path / "store", lambda: written(path, "junk\n" + THREE))


def test_a_file_that_vanishes_is_not_the_fault_of_the_store(way: None, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "some.nt"
    written(path, THREE)
    with pytest.raises(InputError) as caught:
        load_while(path, tmp_path / "store", path.unlink)
    assert caught.value.message == f"{path} cannot be read: no such file or directory"
    assert not (tmp_path / "store").exists()


def test_a_packed_file_that_is_cut_off_meanwhile(way: None, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "some.nt.gz"
    written(path, THREE)
    with pytest.raises(InputError, match="is not sound gzip, or cut off"):
        load_while(path, tmp_path / "store", lambda: path.write_bytes(gzip.compress(THREE.encode())[:-20]))


@pytest.mark.parametrize("name", ["some.json", "some.json.gz"])
def test_content_that_is_read_as_a_whole(tmp_path: pathlib.Path, name: str) -> None:
    path = tmp_path / name
    written(path, '{"@id": "a:a"}')
    content = Content(str(path))
    assert b"".join(content.read_through()) == b'{"@id": "a:a"}'
    with content.open() as file:
        assert file.read() == b'{"@id": "a:a"}'
    written(path, '{"@id": "a:b"}')
    with content.open() as file, pytest.raises(InputError, match="was changed while it was read"):
        file.read()
