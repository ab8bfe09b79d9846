"""Texts and addresses in; ids that depend on nothing else, and texts that facts can hold, out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from claimgraph import writer

__all__ = [
    "claim_id",
    "digest",
    "entity_id",
    "is_address",
    "label_of",
    "plain_letters",
    "same_address",
    "shown_address",
    "slug",
    "source_id",
    "unwritable",
]

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20/?#][^\s<>\"{}|\\^`\x00-\x20]*", re.IGNORECASE)
#: A name made of such words is plain: it can be told from its id, so that no two plain names share one.
_PLAIN_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_LONGEST_LABEL = 200
_FEW_LETTERS = 6


#: Letters that no accent makes of a plain one.
_LETTERS = str.maketrans({
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d",
    "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "\u0131": "i", "ŋ": "ng", "Ŋ": "Ng", "ŧ": "t", "Ŧ": "T", "ĸ": "k",
})  # fmt: skip


def plain_letters(text: str) -> str:
    """Return a text in ASCII: letters without their accents, and those that have a plain spelling in that; others are dropped.

    >>> plain_letters("Ängelika Groß, Ørsted, Łódź")
    'Angelika Gross, Orsted, Lodz'
    """
    return unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()


def slug(text: str, limit: int = 40) -> str:
    """Return a text as small letters, digits and hyphens, cut between words; nothing if it has none of these.

    >>> slug("Rides on tram line 2 are free: Café!"), slug("трамвай")
    ('rides-on-tram-line-2-are-free-cafe', '')
    """
    ascii_ = plain_letters(text[: 20 * limit]).lower()
    made = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")
    if len(made) > limit:
        cut = made[: limit + 1].rfind("-")
        made = made[: cut if cut > limit // 2 else limit].strip("-")
    return made


def digest(*parts: object, digits: int = 8) -> str:
    """Return hexadecimal digits that stand for a content; each part for itself.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    return hashlib.sha256("".join(f"{len(text)}:{text}" for text in map(str, parts)).encode()).hexdigest()[:digits]


def _named(prefix: str, words: str, *content: object) -> str:
    """Join prefix, words and digest; where there are hardly any words, the digest alone must tell thousands apart."""
    marks = digest(*content, digits=16 if len(words) < _FEW_LETTERS else 8)
    return f"{prefix}:{words}-{marks}" if words else f"{prefix}:{marks}"


def claim_id(text: str, *content: object) -> str:
    """Name a claim by its text, and by all that makes it this claim and no other.

    >>> claim_id("Rides are free", "Rides are free", "2026"), claim_id("Да", "Да")
    ('claim:rides-are-free-6474a4da', 'claim:2b2139f3ee175339')
    """
    return _named("claim", slug(text), *content)


def source_id(title: str, *content: object) -> str:
    """Name a source by its title, or else its address, and by what tells it from others."""
    return _named("src", slug(shown_address(title)), *content)


def entity_id(prefix: str, name: str) -> str:
    """Name an entity; what its name says beyond plain words goes into a digest.

    >>> entity_id("agent", "Ada Okoro"), entity_id("agent", "ADA okoro")
    ('agent:AdaOkoro', 'agent:ADAOkoro-21b1d7c0')
    """
    ascii_ = plain_letters(name[:200])
    joined = "".join(word[:1].upper() + word[1:] for word in re.findall("[A-Za-z0-9]+", ascii_))[:60]
    if _PLAIN_NAME.fullmatch(name) and joined == name.replace(" ", ""):
        return f"{prefix}:{joined}"
    return _named(prefix, joined, name)


def label_of(text: str) -> str:
    r"""Return a text as the label of a claim: on one line, and cut between words if it is very long.

    >>> label_of("It runs\n  at last.")
    'It runs at last.'
    """
    line = " ".join(text.split())
    if len(line) <= _LONGEST_LABEL:
        return line
    cut = line.rfind(" ", _LONGEST_LABEL // 2, _LONGEST_LABEL)
    return line[: cut if cut > 0 else _LONGEST_LABEL - 1] + "…"


def is_address(text: str) -> bool:
    """Tell whether a text is a whole web address, as facts write them.

    >>> is_address("https://example.org/a"), is_address("example.org"), is_address("https://a b")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(text) is not None and not writer.unwritable(text)


def same_address(url: str) -> str:
    """Return an address as all its spellings have it in common: the scheme and the host in small letters.

    >>> same_address("HTTPS://Example.ORG/Tram")
    'https://example.org/Tram'
    """
    found = re.match(r"(?i)https?://[^/?#]*", url)
    return found[0].lower() + url[found.end() :] if found else url


def shown_address(url: str) -> str:
    """Return an address as a headline for a page that has no other.

    >>> shown_address("https://www.example.org/news/")
    'example.org/news'
    """
    return re.sub(r"(?i)^https?://(www\.)?", "", url).rstrip("/") or url


def unwritable(text: str) -> str:
    r"""Say which character of a text facts cannot hold; nothing if they can hold it all.

    >>> unwritable("a\0b"), unwritable("tram")
    ('the invisible character U+0000', '')
    """
    found = writer.unwritable(text)
    if not found:
        return ""
    half = "\ud800" <= found <= "\udfff"
    return f"{'half a character,' if half else 'the invisible character'} U+{ord(found):04X}"
