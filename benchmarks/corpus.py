"""A number of claims in; a folder of synthetic facts of that size out, the same bytes every time.

The shape is that of real corpora: a few sources make most of the claims, a few
entities are spoken of in most of them, most statements are plain and a few are
scores, amounts and dates. `claimgraph check` finds nothing wrong with it.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KINDS", "SETTINGS", "Zipf", "digest", "entity_text", "share_out", "write", "write_corpus"]

SETTINGS = """\
format = 1
title = "A synthetic corpus"
base = "https://example.org/synthetic/"

[prefixes]
bench = "benchmark/"
deal = "deal/"
model = "model/"
"""
_CHARS = 40_000
_MODALITIES = ("asserted", "planned", "hoped", "ongoing", "projected", "alleged", "conceded", "estimated")
_LICENCES = ("proprietary", "open-source", "open-weight")
_T = TypeVar("_T")


class Kind(NamedTuple):
    """A kind of entity: its prefix, its type, and how many there are per hundred claims."""

    prefix: str
    type: str
    share: float


KINDS = (
    Kind("org", "Organization", 4),
    Kind("person", "Person", 4),
    Kind("model", "Model", 8),
    Kind("bench", "Benchmark", 1),
    Kind("product", "Product", 2),
    Kind("deal", "Deal", 1),
    Kind("topic", "Topic", 5),
)


class Zipf:
    """Draws from things so that the n-th is drawn 1/n as often as the first."""

    def __init__(self, things: Sequence[str]) -> None:
        self.things = things
        self._weights = list(itertools.accumulate(1 / n for n in range(1, len(things) + 1)))

    def draw(self, rng: random.Random) -> str:
        """Return one of them."""
        return rng.choices(self.things, cum_weights=self._weights)[0]


def write_corpus(folder: str, claims: int, *, seed: int = 20260408) -> str:
    """Write a corpus of so many claims, one file per source; returns its folder of facts."""
    rng = random.Random(seed)
    facts = os.path.join(folder, "facts")
    os.makedirs(facts)
    write(os.path.join(folder, "claimgraph.toml"), SETTINGS)
    ids = {kind.prefix: [f"{kind.prefix}:N{n}" for n in range(max(3, round(claims * kind.share / 100)))] for kind in KINDS}
    write(os.path.join(facts, "entities.yaml"), entity_text(ids))
    draws = {prefix: Zipf(names) for prefix, names in ids.items()}
    number = 0
    for source, size in enumerate(share_out(claims)):
        lines = _source(source, draws["org"].draw(rng), rng)
        for _ in range(size):
            lines += _claim(number, draws, rng)
            number += 1
        write(os.path.join(facts, f"source-{source:04}.yaml"), "\n".join(lines) + "\n")
    return facts


def share_out(claims: int) -> list[int]:
    """Share claims out among sources, about twenty-five each: the n-th makes 1/n as many as the first."""
    count = max(2, claims // 25)
    total = sum(1 / n for n in range(1, count + 1))
    sizes = [max(1, int(claims / n / total)) for n in range(1, count + 1)]
    sizes[0] += claims - sum(sizes)
    return sizes


def entity_text(ids: dict[str, list[str]], first: int = 0) -> str:
    """Return a file of entities, by the prefix of their kind; those of each kind are numbered from `first`."""
    lines = ["entities:"]
    for kind in (kind for kind in KINDS if kind.prefix in ids):
        for number, name in enumerate(ids[kind.prefix], first):
            aliases = f", aliases: [{kind.type[0]}{number}, {kind.type} no. {number}]" if number % 3 == 0 else ""
            lines.append(f"  - {{id: {name}, type: {kind.type}, name: {kind.type} number {number}{aliases}}}")
    return "\n".join(lines) + "\n"


def _source(number: int, publisher: str, rng: random.Random) -> list[str]:
    return [
        f"id: src:source-{number}",
        f"type: {_pick(rng, ('NewsArticle', 'BlogPosting', 'Report'))}",
        f"headline: What source number {number} says",
        f"url: https://example.org/articles/{number}",
        f"publisher: {publisher}",
        f"published: {_day(rng)}",
        "language: en",
        f"text: {{sha256: {digest(f'text {number}')}, chars: {_CHARS}}}",
        "claims:",
    ]


def _claim(number: int, draws: dict[str, Zipf], rng: random.Random) -> list[str]:
    says, label = _statement(draws, rng)
    start = rng.randrange(_CHARS - 200)
    lines = [
        f"  - id: claim:claim-{number}",
        f"    label: {label}",
        f"    says: {says}",
    ]
    if rng.random() < 0.4:
        speaker = rng.choices((f"agent: {draws['org'].draw(rng)}", f"agent: {draws['person'].draw(rng)}, role: spokesperson",
                               "unnamed: people familiar with the matter"), (6, 3, 1))[0]  # fmt: skip
        lines.append(f"    attribution: [{{{speaker}, speech: {_pick(rng, ('direct', 'indirect'))}, cue: says}}]")
    if rng.random() < 0.3:
        lines.append(f"    modality: {_pick(rng, _MODALITIES)}")
    if rng.random() < 0.05:
        lines.append("    polarity: denied")
    if rng.random() < 0.1:
        lines.append("    stance: opinion")
    if rng.random() < 0.1:
        lines.append(f"    from: {_day(rng)}")
    if rng.random() < 0.1:
        lines.append(f"    due: {2030 + rng.randrange(5)}-{rng.randrange(1, 13):02}")
    if number and rng.random() < 0.01:
        lines.append(f"    supersedes: claim:claim-{rng.randrange(number)}")
    if number and rng.random() < 0.02:
        lines.append(f"    disputes: claim:claim-{rng.randrange(number)}")
    lines += [f"    evidence: {{start: {start}, end: {start + rng.randrange(20, 200)}, sha256: {digest(f'claim {number}')}}}", ""]
    return lines


def _statement(draws: dict[str, Zipf], rng: random.Random) -> tuple[str, str]:
    """Return what a claim says, as YAML, and its label."""
    model, org, topic = (draws[prefix].draw(rng) for prefix in ("model", "org", "topic"))
    setting, exactness = _pick(rng, ("no tools", "with tools")), _pick(rng, ("about", "nearly", "over", "exact"))
    score = f"{{on: {draws['bench'].draw(rng)}, value: {rng.randrange(200, 999) / 10}, unit: percent, setting: {setting}}}"
    amount = f"{{value: {rng.randrange(10, 400) / 10}, scale: billion, unit: USD, exactness: {exactness}}}"
    forms = {
        "ledBy": (8, f"{{id: {org}, ledBy: {draws['person'].draw(rng)}}}"),
        "developing": (12, f"{{id: {org}, developing: {model}}}"),
        "builtBy": (10, f"{{id: {model}, builtBy: {org}}}"),
        "pursues": (10, f"{{id: {org}, pursues: {topic}}}"),
        "kind": (8, f"{{id: {model}, kind: frontier AI model}}"),
        "judged": (8, f"{{id: {topic}, judged: a clear message to developers}}"),
        "licence": (10, f"{{id: {model}, licence: {_pick(rng, _LICENCES)}}}"),
        "rollsOutTo": (8, f"{{id: {model}, rollsOutTo: {draws['product'].draw(rng)}}}"),
        "score": (12, f"{{id: {model}, score: {score}}}"),
        "amount": (5, f"{{id: {draws['deal'].draw(rng)}, amount: {amount}}}"),
        "launchedOn": (5, f"{{id: {model}, launchedOn: {_day(rng)}}}"),
        "deal": (4, f"{{id: {draws['deal'].draw(rng)}, dealKind: acquisition, buyer: {org}, target: {draws['org'].draw(rng)}}}"),
    }
    word = rng.choices(list(forms), [weight for weight, _ in forms.values()])[0]
    return forms[word][1], f"What is said in the words of {word} about {model} and {topic}"


def _pick(rng: random.Random, things: Sequence[_T]) -> _T:
    """Draw from things of which the first are the likeliest."""
    return things[min(int(rng.expovariate(1.2)), len(things) - 1)]


def _day(rng: random.Random) -> str:
    return f"{rng.randrange(2022, 2027)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"


def digest(text: str) -> str:
    """Return the hash of a text that nobody ever wrote."""
    return hashlib.sha256(text.encode()).hexdigest()


def write(path: str, text: str) -> None:
    """Write a file, the same bytes on every system."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
