"""An IRI in, the CURIE that a corpus's prefixes make of it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Compactor"]

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
