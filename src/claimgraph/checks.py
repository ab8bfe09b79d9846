"""What only shows when all files are read: ids used twice, and references to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.errors import Problem, Where, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.reader import Reader

__all__ = ["check_corpus"]

_GUESSES = 200


def check_corpus(reader: Reader) -> Iterator[Problem]:
    """Yield the problems of everything a reader has read, taken together."""
    yield from _check_unique(reader)
    yield from _check_references(reader)


def _check_unique(reader: Reader) -> Iterator[Problem]:
    first: dict[str, Where] = {}
    for name, _, where in reader.declared:
        if name in first:
            yield Problem(where, "duplicate-id", f"{name} is declared twice; the first is at {first[name]}",
                          "give this one an id of its own")  # fmt: skip
        else:
            first[name] = where


def _check_references(reader: Reader) -> Iterator[Problem]:
    ontology = reader.ontology
    classes = {name: types for name, types, _ in reader.declared}
    places = {name: where for name, _, where in reader.declared}
    unknown = 0
    for holder, target, wanted, where in reader.references:
        have = classes.get(target)
        speaker = f"{holder} speaks of" if holder else "a reference to"
        if have is None:
            unknown += 1  # to guess what was meant takes longer than all the rest: nobody reads it 200 times
            near = (
                did_you_mean(target, [n for n in classes if n.partition(":")[0] == target.partition(":")[0]] or classes)
                if unknown <= _GUESSES
                else ""
            )
            name = near.removeprefix("did you mean ").removesuffix("?")
            place = f" ({places[name]})" if name in places else ""
            yield Problem(where, _code(target), f"{speaker} {target}, which is not declared",
                          near + place if near else "declare it, or correct the id")  # fmt: skip
        elif wanted and have and not any(ontology.is_a(cls, *wanted) for cls in have):
            is_, should = (" or ".join(ontology.label(c) for c in group) for group in (have, wanted))
            yield Problem(where, "wrong-type", f"{speaker} {target}, {_a(is_)}, where {_a(should)} belongs")


def _a(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _code(target: str) -> str:
    prefix = target.partition(":")[0]
    return {"claim": "unknown-claim", "src": "unknown-source"}.get(prefix, "unknown-entity")
