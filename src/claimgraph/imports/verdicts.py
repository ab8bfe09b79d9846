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
                  "wahr", "richtig", "stimmt", "korrekt", "zutreffend", "belegt", "bestätigt", "vrai", "c'est vrai", "exact",
                  "confirmé", "avéré", "verdadero", "cierto", "correcto", "confirmado", "es cierto", "es verdad", "verdad"),
    "mostly-true": ("mostly true", "mostly correct", "mostly accurate", "largely true", "largely correct", "largely accurate",
                    "größtenteils wahr", "größtenteils richtig", "überwiegend wahr", "überwiegend richtig", "weitgehend richtig",
                    "weitgehend wahr", "eher wahr", "eher richtig", "plutôt vrai", "plutôt juste", "mayormente verdadero",
                    "mayormente cierto", "casi cierto"),
    "mixed": ("mixed", "mixture", "half true", "partly true", "partially true", "partly correct", "partially correct", "partly false",
              "partially false", "mostly false", "largely false", "barely true", "halb wahr", "halbwahr", "halbwahrheit", "halb richtig",
              "teilweise wahr", "teilweise richtig", "teilweise falsch", "teils teils", "teils wahr teils falsch", "teils richtig",
              "teils falsch", "gemischt", "größtenteils falsch", "überwiegend falsch", "weitgehend falsch", "eher falsch",
              "partiellement vrai", "partiellement faux", "en partie vrai", "en partie faux", "à moitié vrai", "mi vrai mi faux",
              "vrai et faux", "plutôt faux", "mitigé", "verdad a medias", "media verdad", "mayormente falso", "parcialmente falso",
              "parcialmente cierto", "parcialmente verdadero", "mixto"),
    "misleading": ("misleading", "missing context", "lacks context", "lacking context", "needs context", "out of context", "miscaptioned",
                   "distorts the facts", "irreführend", "fehlender kontext", "ohne kontext", "aus dem kontext gerissen", "missverständlich",
                   "trompeur", "manque de contexte", "hors contexte", "sorti de son contexte", "engañoso", "falta contexto",
                   "fuera de contexto", "sacado de contexto"),
    "refuted": ("refuted", "false", "incorrect", "inaccurate", "wrong", "untrue", "not true", "fake", "hoax", "pants on fire",
                "four pinocchios", "falsch", "stimmt nicht", "unwahr", "nicht wahr", "unzutreffend", "widerlegt", "frei erfunden", "erfunden",
                "fälschung", "gefälscht", "faux", "c'est faux", "inexact", "démenti", "infox", "falso", "es falso", "incorrecto", "bulo",
                "desmentido", "inventado"),
    "unverifiable": ("unverifiable", "unproven", "not proven", "unverified", "unsupported", "unsubstantiated", "no evidence",
                     "lacks evidence", "inconclusive", "unbelegt", "nicht belegt", "unbewiesen", "nicht überprüfbar", "nicht prüfbar",
                     "keine belege", "non prouvé", "invérifiable", "non vérifiable", "sans preuve", "sin pruebas", "no verificable",
                     "inverificable", "sin evidencia"),
    "outdated": ("outdated", "no longer true", "veraltet", "überholt", "nicht mehr aktuell", "obsolète", "périmé", "plus d'actualité",
                 "desactualizado", "obsoleto"),
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
