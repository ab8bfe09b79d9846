"""Random numbers in; what many outlets can say of the same things out: statements, ways to agree with them, ways to contradict them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from benchmarks.corpus import Zipf

__all__ = ["Facts", "Statement", "contradict", "rephrase", "says_of"]

#: How often each is said anew; what an outlet takes over from another comes on top.
_KINDS = {
    "developing": 14, "pursues": 12, "rollsOutTo": 10, "builtBy": 8, "stage": 8, "judged": 8,
    "score": 14, "amount": 6, "launchedOn": 6, "parameterCount": 3, "ledBy": 3, "valuation": 4, "licence": 3, "dealKind": 1,
}  # fmt: skip
#: Subject and object of what a thing can have many of.
_LINKS = {
    "developing": ("org", "model"), "pursues": ("org", "topic"), "rollsOutTo": ("model", "product"), "builtBy": ("model", "org"),
}  # fmt: skip
#: Words that exclude the next one.
_EXCLUDING = {"licence": ("proprietary", "open-weight"), "dealKind": ("acquisition", "minority-stake")}
_SUBJECTS = {"amount": "deal", "launchedOn": "model", "parameterCount": "model", "ledBy": "org", "valuation": "org", "licence": "model",
             "dealKind": "deal", "score": "model"}  # fmt: skip
_UNITS = {"amount": "unit: USD", "valuation": "unit: USD", "parameterCount": "unit: items"}
_SETTINGS = ("no tools", "with tools", "thinking", "one shot")
_FIRST_WEEK, _WEEKS = dt.date(1990, 1, 1), 1_800


class Statement(NamedTuple):
    """What is said of a thing: its predicate, the value as a number or a word, how exactly, in what context, and in which week."""

    kind: str
    subject: str
    value: str
    exactness: str = ""
    context: str = ""
    week: int = -1

    @property
    def times(self) -> list[str]:
        """Since when and until when it is said to hold, as keys of a claim."""
        if self.week < 0:
            return []
        first = _FIRST_WEEK + dt.timedelta(days=7 * self.week)
        return [f"from: {first}", f"until: {first + dt.timedelta(days=6)}"]


class Facts:
    """Makes statements of which no two contradict one another: of what can have one value, the first that is said is so."""

    def __init__(self, draws: Mapping[str, Zipf], rng: random.Random) -> None:
        """Draw things from `draws`, by prefix."""
        self._draws = draws
        self._rng = rng
        self._taken: set[tuple[object, ...]] = set()

    def make(self) -> Statement:
        """Return a statement; of a busy thing of which this is settled already, a link to some other thing."""
        rng = self._rng
        kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
        if kind in _SUBJECTS:
            subject = self._draw(_SUBJECTS[kind])
            context = f"{self._draw('bench')}, setting: {rng.choice(_SETTINGS)}" if kind == "score" else ""
            week = rng.randrange(_WEEKS) if kind == "valuation" else -1
            if self._is_new(kind, subject, context, week):
                return Statement(kind, subject, self._value(kind), "exact" if kind in _UNITS else "", context, week)
            kind = "pursues" if subject.startswith("org:") else "rollsOutTo" if subject.startswith("model:") else "judged"
        of, to = _LINKS.get(kind, ("topic", ""))
        subject = self._draw(of)
        value = self._draw(to) if to else ""
        while not (value and self._is_new(kind, subject, value, -1)):
            value = rng.choice(self._draws[to].things) if to else f"words number {rng.randrange(10**6)}"
            if rng.random() < 0.1:
                subject = self._draw(of)  # of a busy thing, everything may have been said
        return Statement(kind, subject, value)

    def _is_new(self, *said: object) -> bool:
        if said in self._taken:
            return False
        self._taken.add(said)
        return True

    def _draw(self, prefix: str) -> str:
        return self._draws[prefix].draw(self._rng)

    def _value(self, kind: str) -> str:
        rng = self._rng
        if kind == "score":
            return f"{rng.randrange(200, 900) / 10}"
        if kind == "launchedOn":
            return f"{rng.randrange(2022, 2028)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        if kind == "ledBy":
            return self._draw("person")
        return rng.choice(_EXCLUDING[kind]) if kind in _EXCLUDING else f"{rng.randrange(100, 4000) / 10}"


def rephrase(said: Statement, rng: random.Random) -> Statement:
    """Return a statement that agrees with another: mostly the same, a number sometimes said less exactly."""
    if said.exactness != "exact" or rng.random() < 0.6:
        return said
    if rng.random() < 0.5:
        return said._replace(exactness="about")
    return said._replace(value=f"{float(said.value) * 0.8:.1f}", exactness="over")


def contradict(said: Statement, draws: Mapping[str, Zipf], rng: random.Random) -> tuple[Statement, bool]:
    """Return a statement that cannot hold together with another, and whether it is to be denied for that."""
    if said.kind in _UNITS:
        return said._replace(value=f"{float(said.value) * rng.choice((0.4, 1.9, 3)):.1f}", exactness="exact"), False
    if said.kind == "score":
        return said._replace(value=f"{float(said.value) + rng.randrange(10, 90) / 10:.1f}"), False
    if said.kind == "launchedOn":
        return said._replace(value=f"{int(said.value[:4]) + rng.choice((-1, 1))}{said.value[4:]}"), False
    if said.kind == "ledBy":
        other = draws["person"].draw(rng)
        return (said, True) if other == said.value else (said._replace(value=other), False)
    if said.kind in _EXCLUDING:
        one, two = _EXCLUDING[said.kind]
        return said._replace(value=two if said.value == one else one), False
    return said, True


def says_of(said: Statement) -> str:
    """Return a statement as the value of `says`."""
    if said.kind in _UNITS:
        value = f"{{value: {said.value}, scale: billion, {_UNITS[said.kind]}, exactness: {said.exactness}}}"
    elif said.kind == "score":
        value = f"{{on: {said.context}, value: {said.value}, unit: percent}}"
    else:
        value = said.value
    return f"{{id: {said.subject}, {said.kind}: {value}}}"
