"""Corpus in, one JSON-LD document out: ids, types, defaults, digests and bounds added.

The document is the YAML of the facts with everything an author need not write. Its
keys and values are expanded here, where the ontology knows their types, so that any
JSON-LD 1.1 processor reads the same quads from it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from claimgraph.rdf.values import Completed, ValueCompleter
from claimgraph.syntax import Mapping, Node, Scalar, Sequence
from claimgraph.values import parse_date
from claimgraph.vocab import CG, PROV, SCHEMA, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.errors import Where
    from claimgraph.model import Claim, Corpus, Entity, Source
    from claimgraph.ontology import Field

__all__ = ["Completer"]

_MODALITY, _POLARITY, _STANCE = CG + "modality", CG + "polarity", CG + "stance"
_DEFAULTS = {"modality": "asserted", "polarity": "affirmed", "stance": "fact"}


class Completer:
    """Completes one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        """Prepare to complete a corpus."""
        self.corpus = corpus
        self.ontology = corpus.ontology
        self.prefixes = corpus.settings.all_prefixes()
        self.values = ValueCompleter(self.ontology, self.prefixes)
        self.expand = self.values.expand
        self._own: dict[str, dict[str, Field]] = {}

    @property
    def origins(self) -> dict[str, Where]:
        """Where each node of the document was written, by IRI."""
        return self.values.origins

    def document(self) -> dict[str, Any]:
        """Return the corpus as one JSON-LD document in expanded form."""
        return {"@graph": list(self.nodes())}

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Yield the nodes of the document: entities, and sources with their claims; whoever writes them down need not hold all."""
        claims: dict[str, list[Claim]] = {}
        for claim in self.corpus.claims:
            claims.setdefault(claim.source.id, []).append(claim)
        yield from map(self._entity, self.corpus.entities)
        for source in self.corpus.sources:
            made = [self._claim(claim) for claim in claims.get(source.id, [])]
            yield self._source(source) | ({"@reverse": {SCHEMA + "appearance": made}} if made else {})

    # ------------------------------------------------------------ things

    def _entity(self, entity: Entity) -> dict[str, Any]:
        node: dict[str, Any] = {"@id": self.expand(entity.id), "@type": [CG + "Entity", *entity.classes]}
        self.origins[node["@id"]] = entity.where
        return node | self._fields(entity.node, CG + "Entity")

    def _source(self, source: Source) -> dict[str, Any]:
        iri = self.expand(source.id)
        self.origins[iri] = source.where
        word = source.node.find_text("type") or ""
        node: dict[str, Any] = {"@id": iri, "@type": [CG + "Source", self.ontology.types[word]]}
        node |= self._fields(source.node, CG + "Source")
        published = source.node.find_text("published")
        bounds = parse_date(published) if published else None
        if bounds:
            node[SCHEMA + "datePublished"] = {"@value": published, "@type": XSD + bounds.datatype}
        text = source.node.find("text")
        if isinstance(text, Mapping):
            slug = source.id.partition(":")[2]
            node[CG + "snapshot"] = self._part(f"txt:{slug}", text, CG + "Snapshot")
        return node

    def _claim(self, claim: Claim) -> dict[str, Any]:
        iri = self.expand(claim.id)
        self.origins[iri] = claim.where
        slug = claim.id.partition(":")[2]
        content, statements = self._statements(claim.node.find("says"))
        node: dict[str, Any] = {"@id": iri, "@type": CG + "Claim", "@graph": statements}
        node |= self._fields(claim.node, CG + "Claim")
        modality, polarity, stance = (claim.node.find_text(key) or default for key, default in _DEFAULTS.items())
        node[_MODALITY], node[_POLARITY], node[_STANCE] = {"@id": CG + modality}, {"@id": CG + polarity}, {"@id": CG + stance}
        node[CG + "evidence"] = [self._part(f"ev:{slug}.{n}", item, CG + "Evidence") for n, item in _numbered(claim.node.find("evidence"))]
        hops = [self._hop(slug, n, item) for n, item in _numbered(claim.node.find("attribution"))]
        if hops:
            node[PROV + "qualifiedAttribution"] = hops
            node[PROV + "wasAttributedTo"] = [agent for hop in hops for agent in hop.get(PROV + "agent", [])]
            node[PROV + "hadPrimarySource"] = [cited for hop in hops for cited in hop.get(CG + "citedSource", [])]
        if assessments := _numbered(claim.node.find("assessment")):
            node[CG + "assessment"] = [self._part(f"asm:{slug}.{n}", item, CG + "Assessment") for n, item in assessments]
        whole = "\n".join([content, modality, polarity, self.expand(claim.source.id)])
        node[CG + "contentDigest"] = {"@value": _digest(content)}
        node[CG + "fullDigest"] = {"@value": _digest(whole)}
        return node

    def _hop(self, slug: str, number: int, item: Mapping) -> dict[str, Any]:
        hop = self._part(f"hop:{slug}.{number}", item, CG + "Attribution")
        hop[CG + "position"] = {"@value": str(number), "@type": XSD + "integer"}
        return hop

    def _part(self, name: str, node: Mapping, cls: str) -> dict[str, Any]:
        """Complete a part of a source or claim that is named after its owner and place."""
        iri = self.expand(name)
        self.origins[iri] = node.where
        return {"@id": iri, "@type": cls} | self._fields(node, cls)

    def _fields(self, node: Mapping, cls: str) -> dict[str, Any]:
        """Complete every key of an entry but the parts that are named after their owner."""
        fields = self._own.get(cls)
        if fields is None:
            named = self.ontology.fields(cls).items()
            fields = self._own[cls] = {key: field for key, field in named if not any(self.ontology.is_a(c, *_PARTS) for c in field.classes)}
        found: dict[str, Any] = {}
        for key, entry in node.entries.items():
            field = fields.get(key)
            if field is not None:
                found[field.iri] = self.values.plain(entry.value, field)
        return found

    # ------------------------------------------------------------ statements

    def _statements(self, says: Node | None) -> tuple[str, list[Any]]:
        """Return what a claim states as canonical text, one statement a line, and as JSON-LD."""
        lines: set[str] = set()
        nodes = []
        for _, item in _numbered(says):
            subject = self.values.refer(item.find_text("id") or "")
            node: dict[str, Any] = {"@id": subject}
            for key, entry in item.entries.items():
                if key == "id":
                    continue
                field = self.ontology.predicates[key]
                values: list[Completed] = self.values.complete(entry.value, field)
                node[field.iri] = [value.jsonld for value in values]
                lines |= {f"<{subject}> <{field.iri}> {value.canonical} ." for value in values}
            nodes.append(node)
        return "\n".join(sorted(lines)), nodes


_PARTS = (CG + "Snapshot", CG + "Evidence", CG + "Attribution", CG + "Assessment")


def _numbered(value: Node | None) -> list[tuple[int, Mapping]]:
    """Return the mappings of a list, or the one that stands alone, numbered from 1."""
    if value is None or isinstance(value, Scalar):
        return []
    items = value.items if isinstance(value, Sequence) else [value]
    return [(n, item) for n, item in enumerate(items, 1) if isinstance(item, Mapping)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
