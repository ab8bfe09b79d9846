"""IRIs of strangers in; ids, prefixes and entries of entities out.

An IRI whose last part our ids allow keeps its IRI, by a prefix for its namespace.
Every other one gets an id of its own below the corpus's base, and a sameAs.
"""

from __future__ import annotations

import re
import urllib.parse
from collections import Counter
from typing import TYPE_CHECKING

from claimgraph.imports.names import digest, is_address, slug, unwritable
from claimgraph.model import Settings
from claimgraph.values import is_iri
from claimgraph.vocab import CG, CORE_PREFIXES, DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.imports.draft import DraftSettings, Tree
    from claimgraph.imports.known import Known

__all__ = ["Things", "prefixes_of", "words_of"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_NAMESPACE = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+[/#:]")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
#: More prefixes than this nobody wants to declare; the things of rarer namespaces get ids of our own.
_MOST = 50
_OWN = "thing"
_ONCE = ("description", "url")
_NODES = DEFAULT_BASE + ".well-known/genid/"
_AGENT = CG + "Agent"


#: Namespaces that everybody writes in the same way.
WELL_KNOWN = {
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/dcmitype/": "dcmitype",
    "http://www.w3.org/2006/vcard/ns#": "vcard",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.w3.org/ns/org#": "org",
    "http://rdfs.org/sioc/ns#": "sioc",
    "http://purl.org/ontology/bibo/": "bibo",
    "http://purl.org/vocab/bio/0.1/": "bio",
    "http://purl.org/pav/": "pav",
    "http://purl.org/NET/c4dm/event.owl#": "event",
    "http://dbpedia.org/ontology/": "dbo",
    "http://dbpedia.org/resource/": "dbr",
    "http://www.wikidata.org/entity/": "wd",
    "http://www.wikidata.org/prop/direct/": "wdt",
    "http://www.opengis.net/ont/geosparql#": "geosparql",
    "http://www.w3.org/ns/dcat#": "dcat",
    "http://rdfs.org/ns/void#": "void",
    **{namespace: prefix for prefix, namespace in CORE_PREFIXES.items() if prefix},
}


def prefixes_of(declared: Mapping[str, str]) -> dict[str, str]:
    """Return the prefix of each namespace: the one that an input declares, or the one that everybody writes."""
    own = {namespace: prefix for prefix, namespace in sorted(declared.items(), reverse=True) if _PREFIX.fullmatch(prefix)}
    return WELL_KNOWN | own


class Things:
    """The things that an input speaks of, and what is said of them that nobody argues about."""

    def __init__(self, known: Known, iris: Iterable[str], declared: Mapping[str, str], stem: str, beside: DraftSettings) -> None:
        """Find prefixes for the namespaces of all IRIs.

        `declared` are those that the input itself uses, `stem` is its name; `beside` is settled already for a new corpus.
        """
        self.known = known
        self._declared = dict(declared)
        named = sorted(set(iris))
        #: The base that a new corpus is to have: one that nothing of the input lies below.
        self.base = "" if known.corpus else beside.base or _free_base(stem, named)
        settled = Settings(base=self.base, prefixes=tuple(beside.prefixes.items())) if self.base else known.settings
        self._all = settled.all_prefixes()
        self._words = {iri: word for word, iri in known.ontology.entity_types().items()}
        #: Prefix -> namespace, or path below the base: those that the corpus lacks.
        self.prefixes: dict[str, str] = {}
        self._of = {self._all[prefix]: prefix for prefix in sorted(settled.entity_prefixes(), reverse=True)}
        self._declare(named, {namespace: prefix for prefix, namespace in sorted(declared.items(), reverse=True)})
        self._ids: dict[str, str] = {}
        self._iris: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._told: dict[str, dict[str, list[str]]] = {}
        self._types: dict[str, list[str]] = {}
        self._shown: dict[str, str] = {}
        self._used: dict[str, None] = {}

    def _declare(self, iris: Iterable[str], declared: Mapping[str, str]) -> None:
        taken = set(self._all)
        reserved = set(self._all.values()) - self._of.keys()
        counts = Counter(namespace for iri in iris if (namespace := _namespace(iri)) and _LOCAL.fullmatch(iri[len(namespace) :]))
        common = sorted((ns for ns in counts if ns not in self._of and ns not in reserved), key=lambda ns: (-counts[ns], ns))
        for namespace in sorted(common[:_MOST]):
            tries = [
                declared.get(namespace, ""),
                WELL_KNOWN.get(namespace, ""),
                "node" if namespace == _NODES else _word(namespace),
                f"ns-{digest(namespace)}",
            ]
            prefix = next(word for word in tries if _PREFIX.fullmatch(word) and word not in taken)
            taken.add(prefix)
            self.prefixes[prefix] = namespace
            self._of[namespace] = prefix

    def show_words(self, namespaces: Iterable[str]) -> dict[str, str]:
        """Return prefixes for namespaces of predicates and classes, so that exports show them as the input did."""
        words = prefixes_of(self._declared)
        taken = {*self._all, *self.prefixes}
        covered = {*self._all.values(), *self.prefixes.values()}
        return {
            words[namespace]: namespace
            for namespace in sorted(set(namespaces) - covered)
            if words.get(namespace, "") not in {"", *taken} and _NAMESPACE.fullmatch(namespace) and is_iri(namespace)
        }

    def id(self, iri: str) -> str:
        """Return the id of a thing; nothing if facts cannot name it."""
        found = self._ids.get(iri)
        if found is None:
            found = self._ids[iri] = self._make(iri)
            self._iris.setdefault(found, iri)
        return found

    def _make(self, iri: str) -> str:
        namespace = _namespace(iri)
        local = iri[len(namespace) :]
        if namespace in self._of and _LOCAL.fullmatch(local):
            return f"{self._of[namespace]}:{local}"
        if not is_address(iri) or not is_iri(iri):
            return ""
        self.prefixes |= {} if _OWN in self._all else {_OWN: f"{_OWN}/"}
        words = slug(words_of(iri))
        id_ = f"{_OWN}:{words}-{digest(iri)}" if words else f"{_OWN}:{digest(iri, digits=16)}"
        self.tell(id_, "sameAs", iri)
        return id_

    # ------------------------------------------------------------ what is said of them

    def is_known(self, id_: str) -> bool:
        """Tell whether the corpus has an entry of its own for a thing."""
        return id_ in self.known.ids

    def tell(self, id_: str, key: str, text: str) -> bool:
        """Add a name, an alias, a sameAs, an address or a description; False if there is another of what can be but once."""
        told = self._told.setdefault(id_, {}).setdefault(key, [])
        if key in _ONCE and told and told != [text]:
            return False
        if text not in told:
            told.append(text)
        return True

    def show(self, id_: str, text: str) -> None:
        """Remember a name for want of a better one: it stands in a language, which facts do not keep."""
        self._shown.setdefault(id_, text)

    def add_type(self, id_: str, cls: str, word: str) -> None:
        """Add a class, and its word in facts."""
        self._words.setdefault(cls, word)
        types = self._types.setdefault(id_, [])
        if cls not in types:
            types.append(cls)

    def make_agent(self, id_: str) -> bool:
        """See to it that a thing can be one who speaks; False if the corpus says what it is, and that it cannot."""
        if self.is_known(id_):
            return self.fits(id_, (_AGENT,))
        if not self.fits(id_, (_AGENT,)):
            self.add_type(id_, _AGENT, "Agent")
        return True

    def fits(self, id_: str, classes: Iterable[str]) -> bool:
        """Tell whether a thing is of one of some classes."""
        wanted = tuple(classes)
        have = self.known.classes[id_] if self.is_known(id_) else self._types.get(id_, [])
        return CG + "Entity" in wanted or any(self.known.ontology.is_a(cls, *wanted) for cls in have)

    # ------------------------------------------------------------ as facts write them

    def name(self, id_: str) -> str:
        """Return what a thing is called; without a name, what its IRI ends in."""
        told = self._told.get(id_, {}).get("name") or [self._shown.get(id_, "")]
        return told[0] or words_of(self._iris.get(id_, id_))

    def use(self, id_: str) -> None:
        """Remember that facts speak of a thing, so that it has to be declared."""
        self._used.setdefault(id_)

    def trees(self) -> list[Tree]:
        """Return the entries of all things that facts speak of and the corpus lacks."""
        return [self._tree(id_) for id_ in self._used if not self.is_known(id_)]

    def _tree(self, id_: str) -> Tree:
        told = self._told.get(id_, {})
        types = [self._words[cls] for cls in self._types.get(id_, [])] or ["Entity"]
        names = told.get("name", [])
        aliases = [text for text in dict.fromkeys([*names[1:], *told.get("aliases", [])]) if text not in names[:1]]
        tree: Tree = {"id": id_, "type": types[0] if len(types) == 1 else types, "name": self.name(id_)}
        if aliases:
            tree["aliases"] = aliases
        tree |= {key: told[key][0] for key in _ONCE if told.get(key)}
        if told.get("sameAs"):
            tree["sameAs"] = told["sameAs"][0] if len(told["sameAs"]) == 1 else told["sameAs"]
        return tree


def _free_base(stem: str, iris: list[str]) -> str:
    base = f"{DEFAULT_BASE}{stem}/"
    while any(iri.startswith(base) for iri in iris):
        base = f"{base[:-1]}-claims/"
    return base


def _namespace(iri: str) -> str:
    """Return what an IRI begins with, up to its last '#', '/' or ':', if a prefix could stand for it."""
    found = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] if "#" in iri or "/" in iri else iri[: iri.rfind(":") + 1]
    return found if _NAMESPACE.fullmatch(found) and is_iri(found) else ""


def _word(namespace: str) -> str:
    """Make a prefix for a namespace of its host and the last step of its path.

    >>> _word("http://www.dbpedia.org/resource/"), _word("https://example.org/a#")
    ('dbpedia-resource', 'example-a')
    """
    host, _, path = namespace.partition("://")[2].partition("/")
    labels = host.removeprefix("www.").split(":")[0].split(".")
    steps = [step for step in re.split(r"[/#:]", path) if step]
    return slug(" ".join([labels[-2] if len(labels) > 1 else labels[0], *steps[-1:]]), 30)


def words_of(iri: str) -> str:
    """Return what an IRI ends in, as words.

    >>> words_of("http://dbpedia.org/resource/Berlin_(city)"), words_of("https://example.org/birthPlace/")
    ('Berlin (city)', 'birth Place')
    """
    if iri.startswith(_NODES):
        return "unnamed " + re.split(r"[.-]", iri[len(_NODES) :], maxsplit=1)[-1]
    last = next((part for part in reversed(re.split(r"[/#:?]", urllib.parse.unquote(iri))) if part), iri)
    words = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", last).replace("_", " ").split())
    return iri if not words or unwritable(words) else words
