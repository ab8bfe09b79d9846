"""What only shows when all files are read: ids used twice, and references to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.errors import Problem, Where, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimgraph.model import Reference
    from claimgraph.ontology import Ontology

    #: An id, its classes as far as they are known, and where it is declared.
    Declared = tuple[str, tuple[str, ...], Where]

__all__ = ["check_corpus", "is_sound"]

_GUESSES = 200


def check_corpus(ontology: Ontology, declared: Sequence[Declared], references: Iterable[Reference]) -> Iterator[Problem]:
    """Yield the problems of what several files declare and refer to, taken together."""
    yield from _check_unique(declared)
    yield from _check_references(ontology, declared, references)


def is_sound(ontology: Ontology, have: tuple[str, ...] | None, wanted: tuple[str, ...]) -> bool:
    """Tell whether a reference leads to something declared (its classes are not None) that is of a class wanted, as far as that is known."""
    return have is not None and not (wanted and have and not any(ontology.is_a(cls, *wanted) for cls in have))


def _check_unique(declared: Iterable[Declared]) -> Iterator[Problem]:
    first: dict[str, Where] = {}
    for name, _, where in declared:
        if name in first:
            yield Problem(where, "duplicate-id", f"{name} is declared twice; the first is at {first[name]}",
                          "give this one an id of its own")  # fmt: skip
        else:
            first[name] = where


def _check_references(ontology: Ontology, declared: Sequence[Declared], references: Iterable[Reference]) -> Iterator[Problem]:
    classes = {name: types for name, types, _ in declared}
    places = {name: where for name, _, where in declared}
    unknown = 0
    for holder, target, wanted, where in references:
        have = classes.get(target)
        if is_sound(ontology, have, wanted):
            continue
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
        else:
            is_, should = (" or ".join(ontology.label(c) for c in group) for group in (have, wanted))
            yield Problem(where, "wrong-type", f"{speaker} {target}, {_a(is_)}, where {_a(should)} belongs")


def _a(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _code(target: str) -> str:
    prefix = target.partition(":")[0]
    return {"claim": "unknown-claim", "src": "unknown-source"}.get(prefix, "unknown-entity")
