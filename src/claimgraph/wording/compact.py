"""An IRI in, the CURIE that a corpus's prefixes make of it out; and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Compactor", "expand_curies"]

_LOCAL = re.compile(r"(?:[\w](?:[\w.-]*[\w-])?)?")


class Compactor:
    """Writes IRIs as CURIEs."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Use the prefixes of a corpus."""
        self._by_namespace = {iri: prefix for prefix, iri in prefixes.items()}

    def __call__(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI in angle brackets.

        >>> Compactor({"org": "http://x/org/"})("http://x/org/MSL")
        'org:MSL'
        """
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is not None and _LOCAL.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        return f"<{iri}>"


def expand_curies(curies: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the IRIs of what a `Compactor` wrote; texts that are neither a CURIE nor an IRI in brackets are left out.

    >>> list(expand_curies(["org:MSL", "<http://y/1>", "2.4 billion", "no: prefix"], {"org": "http://x/org/"}))
    ['http://x/org/MSL', 'http://y/1']
    """
    for curie in curies:
        if curie.startswith("<"):
            yield curie.strip("<>")
        else:
            prefix, colon, local = curie.partition(":")
            if colon and prefix in prefixes:
                yield prefixes[prefix] + local
