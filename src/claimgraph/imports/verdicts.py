"""What a fact-checker's rating says in, the verdict of our closed list out, where the words are clear.

A rating is never bent: it is kept in its own words beside the verdict, and where no
verdict follows from the words it is kept alone.
"""

from __future__ import annotations

import math
import re
import unicodedata

__all__ = ["WORDS", "read_verdict"]

#: Verdict -> the words that say it, of whatever case, in English, German, French and Spanish. docs/import-schemaorg.md shows this table.
WORDS = {
    "confirmed": ("confirmed", "true", "correct", "accurate", "verified", "it is true", "it's true", "correct attribution",
                  "wahr", "richtig", "stimmt", "vrai", "exact", "verdadero", "cierto", "correcto"),
    "mostly-true": ("mostly true", "mostly correct", "mostly accurate", "largely true", "largely correct", "largely accurate",
                    "größtenteils wahr", "größtenteils richtig", "überwiegend wahr", "überwiegend richtig", "plutôt vrai",
                    "mayormente verdadero", "mayormente cierto"),
    "mixed": ("mixed", "mixture", "half true", "partly true", "partially true", "partly correct", "partially correct", "partly false",
              "partially false", "mostly false", "largely false", "barely true", "teilweise wahr", "teilweise richtig", "teilweise falsch",
              "teils teils", "größtenteils falsch", "überwiegend falsch", "partiellement vrai", "partiellement faux", "plutôt faux",
              "verdad a medias", "mayormente falso", "parcialmente falso"),
    "misleading": ("misleading", "missing context", "lacks context", "lacking context", "needs context", "out of context", "miscaptioned",
                   "distorts the facts", "irreführend", "fehlender kontext", "trompeur", "manque de contexte", "engañoso",
                   "falta contexto", "fuera de contexto"),
    "refuted": ("refuted", "false", "incorrect", "inaccurate", "wrong", "untrue", "not true", "fake", "hoax", "pants on fire",
                "four pinocchios", "falsch", "stimmt nicht", "faux", "falso", "incorrecto", "bulo"),
    "unverifiable": ("unverifiable", "unproven", "not proven", "unverified", "unsupported", "unsubstantiated", "no evidence",
                     "lacks evidence", "inconclusive", "unbelegt", "nicht belegt", "non prouvé", "invérifiable", "sin pruebas",
                     "no verificable"),
    "outdated": ("outdated", "no longer true", "veraltet", "obsolète", "desactualizado"),
}  # fmt: skip


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")  # noqa: RUF001  (the typographic apostrophe)
    return " ".join(re.sub(r"[^\w' ]+|_", " ", letters).split())


_VERDICTS = {_plain(word): verdict for verdict, words in WORDS.items() for word in (verdict, *words)}


def read_verdict(words: str, value: str = "", worst: str = "", best: str = "") -> str:
    """Return the verdict that a rating's words say; without words, what the ends of its scale say; or nothing.

    >>> read_verdict("Half-True"), read_verdict("PANTS ON FIRE!"), read_verdict("Two Pinocchios"), read_verdict("", "1", "1", "5")
    ('mixed', 'refuted', '', 'refuted')
    """
    plain = _plain(words)
    if plain:
        return _VERDICTS.get(plain, "")
    try:
        rated, low, high = float(value), float(worst), float(best)
    except ValueError:
        return ""
    if not low < high or not all(map(math.isfinite, (rated, low, high))):
        return ""
    return "confirmed" if rated == high else "refuted" if rated == low else ""
