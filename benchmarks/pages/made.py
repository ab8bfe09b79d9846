"""A number of entities in; claims about them out, as the page takes them, the same ones every time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from claimgraph.views.pagedata import Content
from claimgraph.wording.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["made_content"]

_TYPES = ("schema:Organization", "schema:Person", "cg:Model", "cg:Benchmark", "schema:Product", "cg:Topic")
_WORDS = {
    "cg:develops": "develops",
    "cg:uses": "uses",
    "cg:worksFor": "works for",
    "cg:partOf": "part of",
    "cg:competesWith": "competes with",
}
_MODALITIES = ("asserted",) * 6 + ("planned", "hoped", "ongoing", "alleged", "projected")
_SOURCES = 12


def made_content(entities: int, *, seed: int = 20260408) -> Content:
    """Return so many entities with about twice as many claims: a few entities take part in most of them."""
    rng = random.Random(seed)
    names = [f"thing:{number}" for number in range(entities)]
    known = {name: _entity(number) for number, name in enumerate(names)}
    sources = {f"src:{number}": _source(number) for number in range(_SOURCES)}
    claims = [_claim(number, pair, rng) for number, pair in enumerate(_pairs(names, rng))]
    return Content(claims, known, sources, Words(_WORDS))


def _pairs(names: list[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Join every entity to one that came before it, and half the claims to any: the early ones become the busy ones."""
    for number in range(1, len(names)):
        yield names[number], names[int(number * rng.random() ** 2.5)]
        yield names[int(len(names) * rng.random() ** 1.5)], names[int(len(names) * rng.random() ** 3)]


def _entity(number: int) -> dict[str, Any]:
    kind = _TYPES[number % len(_TYPES)]
    name = f"{kind.partition(':')[2]} {number}"
    return {"name": name, "types": [kind], "aliases": [f"No. {number}"], "sameAs": [], "description": None}


def _source(number: int) -> dict[str, Any]:
    day = f"2026-0{1 + number % 9}-1{number % 10}"
    return {"headline": f"What paper {number} says", "type": "schema:NewsArticle", "url": f"https://example.org/{number}",
            "publisher": f"thing:{number * 6}", "published": day, "earliest": day, "latest": day}  # fmt: skip


def _claim(number: int, pair: tuple[str, str], rng: random.Random) -> dict[str, Any]:
    one, two = pair if pair[0] != pair[1] else (pair[0], "thing:0")
    predicate = rng.choice(list(_WORDS))
    return {
        "id": f"claim:{number}",
        "label": f"{one.partition(':')[2]} {_WORDS[predicate]} {two.partition(':')[2]}",
        "source": f"src:{rng.randrange(_SOURCES)}",
        "modality": f"cg:{rng.choice(_MODALITIES)}",
        "polarity": "cg:denied" if rng.random() < 0.05 else "cg:affirmed",
        "stance": "cg:opinion" if rng.random() < 0.1 else "cg:fact",
        "attribution": [],
        "evidence": [{"start": number, "end": number + 40, "quote": None, "verified": None}],
        "said": None, "from": None, "until": None, "due": None,
        "status": ["in-force"],
        "note": None,
        "relations": {},
        "triples": [[one, predicate, two]],
    }  # fmt: skip
