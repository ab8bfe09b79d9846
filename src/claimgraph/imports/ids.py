"""IRIs in, ids as facts write them out; and the prefixes that this takes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claimgraph.model import Settings
from claimgraph.values import is_iri
from claimgraph.vocab import CORE_PREFIXES, ENTITY_PATHS, SYSTEM_PATHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.rdf.describe import Description

__all__ = ["Ids", "guess_base"]

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NAMESPACE = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+[/#:]")
_PATH = re.compile(r"[A-Za-z0-9._~-][A-Za-z0-9._~/-]*/")
_ENDS = re.compile(r"[/#:]")
_MOST = 100
_TAKEN = {*CORE_PREFIXES, *SYSTEM_PATHS, *ENTITY_PATHS}


def guess_base(claims: Iterable[str], sources: Iterable[str]) -> str:
    """Return the base that most IRIs of claims and sources begin with, where nothing says it; or nothing.

    >>> guess_base(["https://example.org/x/claim/a"], ["https://example.org/x/source/b"])
    'https://example.org/x/'
    """
    bases = Counter(
        iri[: iri.rfind(path)]
        for path, iris in ((SYSTEM_PATHS["claim"], claims), (SYSTEM_PATHS["src"], sources))
        for iri in iris
        if iri.rfind(path) > 0
    )
    sound = [base for base, _ in sorted(bases.items(), key=lambda found: (-found[1], found[0])) if _NAMESPACE.fullmatch(base)]
    return sound[0] if sound else ""


class Ids:
    """The ids of one corpus, and the prefixes it needs for them beyond those that every corpus has."""

    def __init__(self, base: str, prefixes: Mapping[str, str] | None = None) -> None:
        """Start from a base IRI, and further prefixes with their paths or IRIs."""
        self.base = base
        #: Prefix -> path below the base, or IRI; as `claimgraph.toml` has them.
        self.own: dict[str, str] = dict(prefixes or {})
        everything = Settings(base=base, prefixes=tuple(self.own.items())).all_prefixes()
        self._prefixes = {namespace: prefix for prefix, namespace in reversed(everything.items())}
        self._known: dict[str, str] = {}

    def declare(self, description: Description) -> None:
        """Add the prefixes that the description of a dataset declares."""
        for prefix, namespace in sorted(description.prefixes.items()):
            self._add(prefix, namespace)

    def _add(self, prefix: str, namespace: str) -> bool:
        """Add a prefix, if the settings could hold it and the namespace has none."""
        path = namespace.removeprefix(self.base) if self.base else namespace
        path = path if _PATH.fullmatch(path) and "./" not in path else namespace
        sound = _PREFIX.fullmatch(prefix) and prefix not in _TAKEN and prefix not in self.own
        if namespace in self._prefixes or not sound or not _NAMESPACE.fullmatch(namespace) or not is_iri(namespace):
            return False
        self.own[prefix] = path
        self._prefixes[namespace] = prefix
        self._known.clear()
        return True

    def short(self, iri: str) -> str:
        """Return the id that an IRI has in this corpus; where no prefix fits, the IRI.

        >>> Ids("https://example.org/x/").short("https://example.org/x/organization/A.1")
        'org:A.1'
        """
        known = self._known.get(iri)
        if known is None:
            known = iri
            for end in sorted((found.end() for found in _ENDS.finditer(iri)), reverse=True):
                prefix = self._prefixes.get(iri[:end])
                if prefix is not None:
                    known = f"{prefix}:{iri[end:]}"
                    break
            self._known[iri] = known
        return known

    def cover(self, iris: Iterable[str], named: Mapping[str, str]) -> None:
        """Find prefixes for the namespaces of entities that have none; `named` are those that the input itself uses."""
        words = {namespace: prefix for prefix, namespace in sorted(named.items(), reverse=True)}
        for namespace in sorted({_namespace(iri) for iri in iris if self.short(iri) == iri}):
            if len(self.own) >= _MOST:
                return  # nobody declares more by hand; what has no prefix is reported
            tries = [words.get(namespace, ""), _word(namespace), *(f"ns{n}" for n in range(1, _MOST))]
            any(self._add(prefix, namespace) for prefix in tries if prefix and prefix not in self.own)


def _namespace(iri: str) -> str:
    ends = [found.end() for found in _ENDS.finditer(iri)]
    return iri[: ends[-1]] if ends else iri


def _word(namespace: str) -> str:
    """Return the last word of a namespace, as a prefix.

    >>> _word("https://example.org/x/model/")
    'model'
    """
    words = re.findall(r"[A-Za-z][A-Za-z0-9]*", namespace.partition("://")[2])
    return words[-1].lower() if words else ""
