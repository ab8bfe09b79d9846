"""Content that is unusual but valid, which every export and every store has to give back as it was."""

from __future__ import annotations

import pyoxigraph as ox

__all__ = ["UNUSUAL", "unusual"]

UNUSUAL = {
    "emoji": "\U0001f68b tram \U0001f469\u200d\U0001f680",
    "right to left": "\u05e7\u05d5 \u05d4\u05e8\u05db\u05d1\u05ea \u0627\u0644\u0642\u0637\u0627\u0631",
    "combining": "e\u0301 n\u0308 Z\u0351\u036b\u0343",
    "spaces": "  two   spaces\u00a0\u2003 and a tab\t, at both ends  ",
    "lines": "first\nsecond\r\nthird\rfourth",
    "quotes": "\"'`\\ \\n <b>&amp;]]></b> {$} #",
    "planes": "\U00010000\U0002f800\U000e0100\U0010fffd\ud7ff\ue000\ufffc",
    "separators": "a\u2028b\u2029c\u0085d",
    "long": "word " * 60_000,
}


def unusual(text: str) -> list[ox.Quad]:
    """Return statements that say a text plainly, in a language and with a datatype of its own, about IRIs beyond ASCII."""
    subject = ox.NamedNode("https://example.org/Straße/電車?a=1&b='x'#ü")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    literals = ox.Literal(text), ox.Literal(text, language="pt-br"), ox.Literal(text, datatype=ox.NamedNode("https://example.org/Art-ß"))
    said = [ox.Quad(subject, ox.NamedNode("https://example.org/prädikat"), value) for value in (subject, *literals)]
    return [*said, ox.Quad(subject, label, literals[0])]
