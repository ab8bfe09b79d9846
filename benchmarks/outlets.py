"""A number of claims in; the facts files of many outlets that report about the same things out, the same every time.

A few things and outlets have most of the claims. A third repeats what an earlier one
says, drawn among all of them, so that what was repeated is repeated again; one in
twenty contradicts an earlier one; the rest is new and contradicts nothing. Chains have
no hop to three, and mostly lead to where a repeated claim stands. There are promises
that are moved or come true, values that are revised, copies, undated sources, and now
and then two outlets that cite each other.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.corpus import KINDS, SETTINGS, Zipf, digest, entity_text, share_out, write
from benchmarks.statements import Facts, Statement, contradict, rephrase, says_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OutletFile", "make_outlets", "write_outlets"]

_CHARS = 40_000
#: A file of facts has an end: see `claimgraph.syntax.MAX_BYTES`.
_ENTITIES, _CLAIMS = 20_000, 20_000
_UNNAMED = "{unnamed: people familiar with the matter, count: 2}"
_VERDICTS = ("confirmed", "mostly-true", "misleading", "refuted", "unverifiable")


class OutletFile(NamedTuple):
    """A file of facts: its name, its text, and the claims of other files (by id) that those in it replace or take back."""

    name: str
    text: str
    ends: frozenset[str] = frozenset()


class _Made(NamedTuple):
    """A claim that was made already: by its number, in which source, and what it says."""

    number: int
    source: int
    said: Statement
    promise: bool


def write_outlets(folder: str, claims: int, *, seed: int = 20260408) -> str:
    """Write a corpus of so many claims; returns its folder of facts."""
    facts = os.path.join(folder, "facts")
    os.makedirs(facts)
    write(os.path.join(folder, "claimgraph.toml"), SETTINGS)
    for file in make_outlets(claims, seed=seed):
        write(os.path.join(facts, file.name), file.text)
    return facts


def make_outlets(claims: int, *, seed: int = 20260408) -> Iterator[OutletFile]:
    """Yield the files of a corpus: those of entities first, then one per source."""
    ids = {kind.prefix: [f"{kind.prefix}:N{n}" for n in range(max(3, round(claims * kind.share / 100)))] for kind in KINDS}
    for prefix, names in ids.items():
        for start in range(0, len(names), _ENTITIES):
            part = names[start : start + _ENTITIES]
            yield OutletFile(f"entities-{prefix}-{start}.yaml", entity_text({prefix: part}, start))
    yield from _Outlets(ids, random.Random(seed)).files(claims)


class _Outlets:
    """Goes from source to source, small ones first, so that those with the most claims have the most to take over."""

    def __init__(self, ids: dict[str, list[str]], rng: random.Random) -> None:
        self._rng = rng
        self._draws = {prefix: Zipf(names) for prefix, names in ids.items()}
        self._facts = Facts(self._draws, rng)
        self._made: list[_Made] = []
        self._publishers: list[str] = []
        self._published: list[dt.date | None] = []
        self._ends: set[str] = set()
        #: What the next source is to take over, in return for being cited.
        self._owed: list[_Made] = []

    def files(self, claims: int) -> Iterator[OutletFile]:
        sizes = sorted(part for size in share_out(claims) for part in _parts(size))
        for source, size in enumerate(sizes):
            self._ends = set()
            lines = self._source(source)
            for n in range(size):
                lines += self._claim(source, last=source == len(sizes) - 1, owed=n == 0)
            yield OutletFile(f"source-{source:06}.yaml", "\n".join(lines) + "\n", frozenset(self._ends))

    def _source(self, number: int) -> list[str]:
        rng = self._rng
        publisher = self._draws["org"].draw(rng)
        day = dt.date(2022, 1, 1) + dt.timedelta(days=rng.randrange(1_800)) if rng.random() < 0.9 else None
        self._publishers.append(publisher)
        self._published.append(day)
        lines = [
            f"id: src:source-{number}", "type: NewsArticle", f"headline: What source number {number} says",
            f"url: https://example.org/articles/{number}", f"publisher: {publisher}",
        ]  # fmt: skip
        if day:
            lines.append(f"published: {day}")
        if number and rng.random() < 0.1:
            lines.append(f"derivedFrom: src:source-{rng.randrange(number)}")
        return [*lines, f"text: {{sha256: {digest(f'text {number}')}, chars: {_CHARS}}}", "claims:"]

    def _claim(self, source: int, *, last: bool, owed: bool) -> list[str]:
        rng = self._rng
        number, die = len(self._made), rng.random()
        earlier = rng.choice(self._made) if self._made else None
        keys: list[str] = []
        if owed and self._owed:
            earlier = self._owed.pop()
            said, promise = earlier.said, earlier.promise
            keys += [f"attribution: [{{source: src:source-{earlier.source}, speech: indirect}}]"]
        elif earlier and die < 0.33:
            said, promise = rephrase(earlier.said, rng), earlier.promise and rng.random() < 0.6
            keys += self._chain(earlier)
        elif earlier and die < 0.38:
            said, denied = contradict(earlier.said, self._draws, rng)
            promise = False
            keys += ["polarity: denied"] * denied + self._chain(earlier if rng.random() < 0.2 else None)
        elif earlier and die < 0.40:
            said, denied = contradict(earlier.said, self._draws, rng)
            promise = denied or earlier.promise  # what has many values is promised anew, for another day
            keys += [f"supersedes: claim:claim-{earlier.number}"]
            self._ends.add(f"claim:claim-{earlier.number}")
        else:
            said = self._facts.make()
            promise = said.kind in {"rollsOutTo", "launchedOn", "developing"} and rng.random() < 0.4
            if not last and rng.random() < 0.002:
                keys += [f"attribution: [{{source: src:source-{source + 1}, speech: indirect}}]"]
                self._owed.append(_Made(number, source, said, promise))
            else:
                keys += self._chain(None)
        made = _Made(number, source, said, promise)
        self._made.append(made)
        keys += self._put(made) + said.times + self._relations(number, earlier)
        start = rng.randrange(_CHARS - 200)
        keys += [f"evidence: {{start: {start}, end: {start + rng.randrange(20, 200)}, sha256: {digest(f'claim {number}')}}}"]
        label = f"Claim {number} on {said.kind} of {said.subject}".replace(":", " ")
        return [f"  - id: claim:claim-{number}", f"    label: {label}", f"    says: {says_of(said)}", *(f"    {key}" for key in keys)]

    def _chain(self, earlier: _Made | None) -> list[str]:
        """Return whom a claim has it from: of what is taken over, in half of all cases the source that said it before."""
        rng = self._rng
        hops: list[str] = []
        if earlier and rng.random() < 0.5:
            agent = f", agent: {self._publishers[earlier.source]}" if rng.random() < 0.5 else ""
            hops.append(f"{{source: src:source-{earlier.source}{agent}, speech: indirect, cue: reported}}")
        for _ in range(rng.choices((0, 1, 2), (60, 30, 10))[0]):
            person = rng.random() < 0.3
            hops.append(f"{{agent: {self._draws['person' if person else 'org'].draw(rng)}, speech: indirect, cue: says}}")
        if hops and len(hops) < 3 and rng.random() < 0.15:
            hops.append(_UNNAMED)
        return [f"attribution: [{', '.join(hops)}]"] if hops else []

    def _put(self, made: _Made) -> list[str]:
        """Return how firmly a claim is put, when it was said, and when a promise is due."""
        rng = self._rng
        day = self._published[made.source]
        keys = [f"said: {day - dt.timedelta(days=rng.randrange(30))}"] if day and rng.random() < 0.1 else []
        if not made.promise:
            word = rng.choices(("", "conceded", "ongoing", "estimated", "alleged"), (88, 3, 3, 3, 3))[0]
            return keys + ([f"modality: {word}"] if word else ["stance: opinion"] if rng.random() < 0.05 else [])
        keys.append(f"modality: {rng.choice(('planned', 'projected', 'hoped'))}")
        if made.said.kind != "launchedOn":  # that is a date already
            due = (day or dt.date(2024, 1, 1)) + dt.timedelta(days=rng.randrange(30, 700))
            keys.append(f"due: {due:%Y-%m}" if rng.random() < 0.7 else f"due: {due}")
        return keys

    def _relations(self, number: int, earlier: _Made | None) -> list[str]:
        rng = self._rng
        keys = []
        if earlier and earlier.number != number and rng.random() < 0.02:
            word = rng.choices(("disputes", "supports", "retracts"), (10, 8, 2))[0]
            keys.append(f"{word}: claim:claim-{earlier.number}")
            if word == "retracts":
                self._ends.add(f"claim:claim-{earlier.number}")
        if rng.random() < 0.01:
            verdict = rng.choice(_VERDICTS)
            keys.append(f"assessment: {{verdict: {verdict}, agent: {self._draws['org'].draw(rng)}, said: 2027-01-15}}")
        return keys


def _parts(size: int) -> list[int]:
    """Share the claims of a source out among files that are not too large."""
    whole, rest = divmod(size, _CLAIMS)
    return [_CLAIMS] * whole + [rest] * bool(rest)
