"""Statements spoilt at random in: facts that check accepts out, and an account that is right to the statement."""

from __future__ import annotations

import pathlib
import random
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest
from tram_corpus import tram_corpus

from claimgraph.checking import check_folder
from claimgraph.exports.selection import select_quads
from claimgraph.folder import find_folder
from claimgraph.imports.drafting import Wishes, make_draft
from claimgraph.imports.given import Given
from claimgraph.imports.known import Known
from claimgraph.imports.plain import plain_quads
from claimgraph.imports.target import find_target
from claimgraph.loader import load_corpus
from claimgraph.rdf import store_quads
from claimgraph.rdf.reify import REIFICATIONS, reify
from claimgraph.vocab import XSD

BASE = "https://example.org/riverton/"
TEXTS = ["", " ", "x", "\u202e", "9" * 40, "-1", "2026-13", "1e5", "x" * 3000]
TYPES = ["string", "decimal", "integer", "date", "gYear", "dateTime", "boolean"]
NAMES = ["urn:x", f"{BASE}claim/", f"{BASE}organization/a%20b", f"{BASE}source/X_Y", f"{BASE}claim/none"]

Quads = list[ox.Quad]


def _renamed(chance: random.Random, quads: Quads) -> Quads:
    """Give a node another name, wherever it stands."""
    old = chance.choice(quads).subject
    assert isinstance(old, ox.NamedNode)
    new = ox.NamedNode(old.value + chance.choice(["x", "/", "%20", "-"]))

    def name(term: Any) -> Any:
        return new if term == old else term

    return [ox.Quad(name(q.subject), q.predicate, name(q.object), name(q.graph_name)) for q in quads]


def _changed(change: Callable[[random.Random, ox.Quad, ox.Quad], ox.Quad]) -> Callable[[random.Random, Quads], Quads]:
    def spoil(chance: random.Random, quads: Quads) -> Quads:
        at = chance.randrange(len(quads))
        return [*quads[:at], change(chance, quads[at], chance.choice(quads)), *quads[at + 1 :]]

    return spoil


def _literal(chance: random.Random) -> ox.Literal:
    return ox.Literal(chance.choice(TEXTS), datatype=ox.NamedNode(XSD + chance.choice(TYPES)))


WAYS: list[Callable[[random.Random, Quads], Quads]] = [
    lambda chance, quads: chance.sample(quads, len(quads) - 1),
    lambda chance, quads: [*quads, ox.Quad(chance.choice(quads).subject, *list(chance.choice(quads))[1:])],
    _renamed,
    _changed(lambda _, q, other: ox.Quad(q.subject, other.predicate, q.object, q.graph_name)),
    _changed(lambda _, q, other: ox.Quad(q.subject, q.predicate, other.object, q.graph_name)),
    _changed(lambda _, q, other: ox.Quad(q.subject, q.predicate, q.object, other.graph_name)),
    _changed(lambda chance, q, _: ox.Quad(q.subject, q.predicate, _literal(chance), q.graph_name)),
    _changed(lambda chance, q, _: ox.Quad(q.subject, q.predicate, ox.NamedNode(chance.choice(NAMES)), q.graph_name)),
]


@pytest.mark.parametrize("seed", range(16))
def test_whatever_is_spoilt_the_rest_is_sound_and_the_account_is_right(seed: int, tmp_path: pathlib.Path) -> None:
    chance = random.Random(seed)
    corpus, _ = load_corpus(find_folder(str(tram_corpus(tmp_path))))
    quads = select_quads(store_quads(corpus), BASE)
    for _ in range(chance.choice([1, 2, 5, 20])):
        quads = chance.choice(WAYS)(chance, quads)
    quads = reify(quads, chance.choice(REIFICATIONS), BASE, graphs=chance.random() < 0.5)
    chance.shuffle(quads)
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    given = Given("in.nq", data, "rdf", "nq")

    draft = make_draft(given, Wishes(), Known())
    find_target(str(tmp_path / "new"), None, "in.nq").write(draft)

    folder = find_folder(str(tmp_path / "new"))
    assert check_folder(folder).problems == ()
    made = set(store_quads(load_corpus(folder)[0]))
    plain = plain_quads(dict.fromkeys(quads))
    assert (draft.read, len(draft.left)) == (len(plain), sum(not made.issuperset(said) for said in plain.values()))
    again = find_target(str(tmp_path / "new"), None, "in.nq")
    assert again.write(make_draft(given, Wishes(), again.known)).files == []
