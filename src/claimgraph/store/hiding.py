"""What somebody else says, and a secret, in; whether the one may hold the other, however it is spelt, out.

A text is not mended by replacing: whoever says a secret back may have escaped it,
changed its case, packed it or cut it, and a part of it is one to guess the rest from.
So what may hold it is found generously, and then not shown at all.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
import urllib.parse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["may_hold"]

#: So many characters of a secret in a row are a part of it; fewer are chance.
_PART = 6
#: A shorter secret is in too many words to be looked for.
_SHORTEST = 3
_MOST_LAYERS = 8
_ESCAPE = re.compile(r"\\(?:u\{?([0-9A-Fa-f]{4,6})\}?|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)


def may_hold(text: str, user: str, secret: str) -> bool:
    """Tell whether a text may hold a secret or a part of it: plain, in Base64 (as HTTP sends it) or hexadecimal, escaped, spaced or recased.

    >>> may_hold("no such password: TRAM%2Ddepot", "ann", "tram-depot"), may_hold("no such user", "ann", "tram-depot")
    (True, False)
    """
    parts: dict[int, set[str]] = {}
    for spelling in _spellings(user, secret):
        for squashed in _squash(spelling):
            length = min(len(squashed), _PART)
            if length >= _SHORTEST:
                parts.setdefault(length, set()).update(_pieces(squashed, length))
    if not any(len(squashed) >= _SHORTEST for squashed in _squash(secret)):
        return True
    seen = [squashed for read in _readings(text) for layer in _layers(read) for squashed in _squash(layer)]
    return any(piece in known for length, known in parts.items() for here in seen for piece in _pieces(here, length))


def _spellings(user: str, secret: str) -> Iterator[str]:
    """Yield what a server may have seen of a secret."""
    data = secret.encode("utf-8", "replace")
    yield from _layers(secret)
    yield data.hex()
    yield base64.b64encode(f"{user}:{secret}".encode("utf-8", "replace")).decode().rstrip("=")
    for before in range(3):  # Base64 of anything with the secret in it: it looks otherwise for each place it may begin at
        inner = base64.b64encode(b"\0" * before + data).decode().rstrip("=")
        sure = inner[(0, 2, 3)[before] : len(inner) - (1 if (before + len(data)) % 3 else 0)]
        if len(sure) > _SHORTEST:
            yield sure


def _readings(text: str) -> Iterator[str]:
    """Yield a text, and what it is if it was UTF-8 that was read as headers are."""
    yield text
    yield text.encode("latin-1", "ignore").decode("utf-8", "ignore")


def _layers(text: str) -> Iterator[str]:
    """Yield a text, and what is left of it when escapes are undone, one layer after another."""
    for _ in range(_MOST_LAYERS):
        yield text
        bare = _ESCAPE.sub(_unescape, html.unescape(urllib.parse.unquote(text)))
        if bare == text:
            return
        text = bare


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if not code:
        return "" if found[4] in "nrtbf" else found[4]
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""


def _squash(text: str) -> tuple[str, str]:
    """Return a text without spaces and case, and only its letters and digits."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded, "".join(sign for sign in folded if sign.isalnum())


def _pieces(text: str, length: int) -> Iterator[str]:
    return (text[start : start + length] for start in range(len(text) - length + 1))
