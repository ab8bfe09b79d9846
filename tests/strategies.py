"""What tests draw at random: valid facts as text, and ways to spoil it.

Valid facts are drawn by hypothesis (`facts`); `spoil` takes bytes and a seeded
`random.Random`, so that one drawn text gives many broken ones cheaply.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    import random

__all__ = ["dates", "facts", "numbers", "render", "spoil", "words"]

#: Ids that every drawn corpus declares, by what predicates ask for.
IDS = {
    "Organization": ["org:Lab", "org:Council", "org:a_1"],
    "Person": ["person:Ann", "person:Bob-2"],
    "Model": ["product:M1", "product:M2.5"],
    "Benchmark": ["topic:Exam-2.0"],
    "Topic": ["topic:Budget"],
}
_MODALITIES = ["asserted", "conceded", "ongoing", "planned", "hoped", "envisioned", "projected", "estimated", "alleged", "possible"]
_INVISIBLE = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*[A-Za-z0-9]")


def words() -> st.SearchStrategy[str]:
    """Draw a text that a person can see, with whatever signs."""
    letters = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
    return st.text(letters, min_size=1, max_size=20).map(lambda s: _INVISIBLE.sub("", s)).filter(lambda s: bool(s.strip()))


def numbers() -> st.SearchStrategy[str]:
    """Draw a plain decimal number as people write it."""
    return st.from_regex(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?", fullmatch=True).filter(lambda n: n.isascii())


def days() -> st.SearchStrategy[str]:
    """Draw a day of the calendar."""
    return st.dates().map(lambda day: day.isoformat())


def dates() -> st.SearchStrategy[Any]:
    """Draw a date of any precision, plain or with its bounds."""
    precise = st.builds(lambda day, size: day[:size], days(), st.sampled_from([4, 7, 10]))
    vague = st.builds(lambda word, day: {word: day, "exactness": "vague"}, st.sampled_from(["earliest", "latest"]), days())
    between = st.builds(lambda two: {"earliest": min(two), "latest": max(two)}, st.tuples(days(), days()))
    labelled = st.builds(lambda day, label: {"value": day, "label": label, "exactness": "about"}, precise, words())
    return st.one_of(precise, vague, between, labelled)


def amounts(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw an amount: a value with its exactness, or a range."""
    unit = st.sampled_from(["percent", "USD", "EUR", "points", "times", "people", "items"])
    exactness = st.sampled_from(["exact", "about", "nearly", "over", "at-least", "at-most"])
    scale = st.sampled_from(["thousand", "million", "billion"])
    value = st.fixed_dictionaries(
        {"value": numbers(), "unit": unit, **more}, optional={"exactness": exactness, "scale": scale, "setting": words()}
    )
    low_high = st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)).map(sorted)
    between = st.builds(
        lambda two, rest: {"low": str(two[0]), "high": str(two[1]), **rest}, low_high, st.fixed_dictionaries({"unit": unit})
    )
    return value if more else st.one_of(value, between)


def statements() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a statement with one predicate."""
    ids = {name: st.sampled_from(known) for name, known in IDS.items()}
    comparison = st.fixed_dictionaries({"relation": st.sampled_from(["ahead", "level", "behind"]), "comparedWith": ids["Model"]})

    def about(subject: str, predicate: str, value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({"id": ids[subject], predicate: value})

    return st.one_of(
        about("Organization", "ledBy", ids["Person"]),
        about("Organization", "developing", st.lists(ids["Model"], min_size=1, max_size=3, unique=True)),
        about("Organization", "newlyFormed", st.sampled_from(["true", "false"])),
        about("Model", "launchedOn", dates()),
        about("Model", "licence", st.sampled_from(["proprietary", "open-source", "open-weight"])),
        about("Model", "codename", words()),
        about("Topic", "stated", words()),
        about("Model", "parameterCount", amounts()),
        about("Model", "score", amounts(on=ids["Benchmark"])),
        about("Model", "standing", comparison),
        about("Model", "availableAt", st.just("https://example.org/a?b=[c]")),
    )


_HASH = "0123456789abcdef" * 4


@st.composite
def claims(draw: st.DrawFn, earlier: list[str]) -> dict[str, Any]:
    """Draw a claim; it may replace or dispute earlier ones, so there are no circles."""
    slug = f"claim:c-{len(earlier)}"
    claim: dict[str, Any] = {"id": slug, "label": draw(words())}
    claim["says"] = draw(st.one_of(statements(), st.lists(statements(), min_size=1, max_size=3)))
    hop = st.one_of(
        st.fixed_dictionaries(
            {"agent": st.sampled_from(IDS["Person"] + IDS["Organization"])}, optional={"speech": st.just("direct"), "cue": words()}
        ),
        st.fixed_dictionaries({"unnamed": words()}, optional={"count": st.integers(1, 9).map(str), "role": words()}),
        st.fixed_dictionaries({"source": st.just("src:paper")}),
    )
    verdicts = st.sampled_from(["confirmed", "mostly-true", "mixed", "misleading", "refuted", "unverifiable", "outdated"])
    assessment = st.fixed_dictionaries(
        {"verdict": verdicts, "agent": st.sampled_from(IDS["Organization"])},
        optional={"said": dates(), "source": st.just("src:paper"), "rating": words(), "note": words()},
    )
    span = st.tuples(st.integers(0, 499), st.integers(500, 999)).map(lambda p: {"start": str(p[0]), "end": str(p[1]), "sha256": _HASH})
    two = sorted([draw(days()), draw(days())])
    optional = {
        "modality": st.sampled_from(_MODALITIES),
        "polarity": st.sampled_from(["affirmed", "denied"]),
        "stance": st.sampled_from(["fact", "opinion"]),
        "attribution": st.lists(hop, min_size=1, max_size=3),
        "assessment": st.one_of(assessment, st.lists(assessment, min_size=1, max_size=12)),
        "evidence": st.one_of(span, st.lists(span, min_size=1, max_size=3)),
        "from": st.just(two[0]),
        "until": st.just(two[1]),
        "due": dates(),
        "said": st.one_of(dates(), st.just("2026-04-08T12:00:00+02:00")),
        "recorded": days(),
        "note": words(),
    }
    if earlier:
        optional |= {key: st.sampled_from(earlier) for key in ("supersedes", "retracts", "supports", "disputes")}
    return claim | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def facts(draw: st.DrawFn) -> str:
    """Draw the text of a valid facts file, with its entities, in one of YAML's styles."""
    entities = [
        {"id": id_, "type": kind, "name": draw(words())}
        | draw(
            st.fixed_dictionaries({}, optional={"aliases": st.lists(words(), min_size=1, max_size=3, unique=True), "description": words()})
        )
        for kind, known in IDS.items()
        for id_ in known
    ]
    found: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 5))):
        found.append(draw(claims([claim["id"] for claim in found])))
    source: dict[str, Any] = {"id": "src:paper", "type": "NewsArticle", "headline": draw(words()), "url": "https://example.org/a"}
    source["publisher"] = draw(st.sampled_from(IDS["Organization"]))
    source |= draw(
        st.fixed_dictionaries({}, optional={"published": dates(), "language": st.sampled_from(["en", "pt-BR"]), "note": words()})
    )
    source["text"] = {"sha256": _HASH, "chars": "1000"}
    return render({"entities": entities, "sources": [source | {"claims": found}]}, flow=draw(st.sampled_from([0, 2, 4, 99])))


def render(node: Any, *, flow: int = 99, depth: int = 0) -> str:
    """Write lists, mappings and texts as YAML: in blocks down to a depth, in brackets below."""
    if isinstance(node, str):
        return node if _PLAIN.fullmatch(node) and "://" not in node else json.dumps(node, ensure_ascii=False)
    if depth >= flow:
        return json.dumps(node, ensure_ascii=False)
    pad = "\n" + "  " * depth
    if isinstance(node, list):
        return "".join(f"{pad}- {render(item, flow=flow, depth=depth + 1).lstrip()}" for item in node)
    return "".join(f"{pad}{key}: {render(value, flow=flow, depth=depth + 1)}" for key, value in node.items())


# ---------------------------------------------------------------- spoiling

_NASTY = [
    *(b"\0 & * ! ? | > % @ ` [ ] { } , : # - ' \" \\ \t \n \r ~ <<".split(b" ")),
    b"---\n", b"...\n", b"%YAML 1.1\n---\n", b"<<: *a", b"&a ", b"*a", b"!!python/object:os.system ", b"!!binary ", b"[" * 40, b"{a: " * 40, b"- " * 40,
    b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\x1b[31m",
    b'"\\0"', b'"\\ud800"', b'"\\x1b"', b'"\\U0010ffff"', b"null", b"true", b"NO", b"1e999", b"-0", b"NaN", b".inf", b"0x10", b"9" * 40, b"-1", b"1_000",
    b"999999999999999999.99999999999999999", b"0000-00-00", b"9999-12-31", b"9999-12", b"2026-02-29", b"2026-13", b"2026-04-08T24:00:00Z", b"0001",
    b"org:", b":", b"::", b"claim:", b"src:paper", b"claim:c-0", b"org:Lab", b"rdf:type", b"_:b0", b"date:2026", b"val:x", b"https://[", b"http://a b/<>",
    b"[]", b"{}", b"[[]]", b"{id: org:Lab}", b"{value: 1, unit: percent}", b"{value: 1, low: 2}", b"{earliest: 2026-04-08}", b"{value: 2026, exactness: vague}",
    b"{label: soon}", b"id: ", b"says: ", b"type: [Person, Organization]", b"supersedes: claim:c-0\n", b"scale: trillion", b"x" * 5000, "\u0301\U0001d4b3\u200f".encode(),
]  # fmt: skip
_TOKEN = re.compile(rb"[A-Za-z0-9_.:-]+|\s+|.", re.DOTALL)


def spoil(random: random.Random, data: bytes, other: bytes) -> bytes:
    """Return a text with a few things wrong: bits, bytes, words, lines, or a piece of another text."""
    for _ in range(random.choice([1, 1, 1, 2, 4])):
        data = random.choice(_WAYS)(random, data, other) or b" "
    return data


def _flip(random: random.Random, data: bytes, _: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def _cut(random: random.Random, data: bytes, _: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + random.choice([1, 2, 8, 100, len(data)]) :]


def _repeat(random: random.Random, data: bytes, _: bytes) -> bytes:
    at = random.randrange(len(data))
    end = at + random.choice([1, 5, 40, 300])
    return data[:end] + data[at:end] * random.choice([1, 1, 20]) + data[end:]


def _insert(random: random.Random, data: bytes, _: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_NASTY) + data[at:]


def _splice(random: random.Random, data: bytes, other: bytes) -> bytes:
    start, at = random.randrange(len(other)), random.randrange(len(data))
    return data[:at] + other[start : start + random.choice([10, 100, 1000])] + data[at:]


def _retype(random: random.Random, data: bytes, other: bytes) -> bytes:
    """Put a nasty word, or a word of the text or of another, in place of a word: it often stays YAML."""
    tokens = _TOKEN.findall(data)
    places = [n for n, token in enumerate(tokens) if token[:1].isalnum()]
    if places:
        kind = random.randrange(3)
        new = random.choice(_NASTY) if kind == 0 else random.choice(_TOKEN.findall(data if kind == 1 else other))
        tokens[random.choice(places)] = new
    return b"".join(tokens)


def _shuffle_lines(random: random.Random, data: bytes, _: bytes) -> bytes:
    lines = data.split(b"\n")
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[two] = lines[two], b" " * random.randrange(4) + lines[one]
    return b"\n".join(lines)


_WAYS = [_flip, _cut, _repeat, _insert, _splice, _retype, _retype, _retype, _shuffle_lines]
