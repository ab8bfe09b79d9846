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
    from claimgraph.rdf.sample import Sample
    from claimgraph.rdf.values import Plain

__all__ = ["Completer"]

_MODALITY, _POLARITY, _STANCE = CG + "modality", CG + "polarity", CG + "stance"
_POSITION, _HAS_EVIDENCE = CG + "position", CG + "evidence"
_CONTENT_DIGEST, _FULL_DIGEST = CG + "contentDigest", CG + "fullDigest"
_CLAIM, _DATE = CG + "Claim", CG + "Date"
_PARTS = _SNAPSHOT, _EVIDENCE, _ATTRIBUTION, _ASSESSMENT = CG + "Snapshot", CG + "Evidence", CG + "Attribution", CG + "Assessment"
#: What parts a claim has: the key, the property, the prefix of their names, their class.
_PARTS_OF_CLAIMS = (
    ("evidence", _HAS_EVIDENCE, "ev", _EVIDENCE),
    ("attribution", PROV + "qualifiedAttribution", "hop", _ATTRIBUTION),
    ("assessment", CG + "assessment", "asm", _ASSESSMENT),
)


class Completer:
    """Completes one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        """Prepare to complete a corpus."""
        self.corpus = corpus
        self.ontology = corpus.ontology
        self.prefixes = corpus.settings.all_prefixes()
        self.values = ValueCompleter(self.ontology, self.prefixes)
        self.expand = self.values.expand
        self._brief: dict[str, dict[str, tuple[Field, Plain | None]]] = {}
        self._own: dict[str, dict[str, tuple[Field, Plain | None]]] = {}

    @property
    def origins(self) -> dict[str, Where]:
        """Where each node of the document was written, by IRI."""
        return self.values.origins

    def document(self) -> dict[str, Any]:
        """Return the corpus as one JSON-LD document in expanded form."""
        return {"@graph": list(self.nodes())}

    def nodes(self, sample: Sample | None = None) -> Iterator[dict[str, Any]]:
        """Yield the nodes of the document: entities, and sources with their claims; whoever writes them down need not hold all.

        For a sample, of claims whose form it has seen there are brief nodes, which no other reader understands.
        """
        claims: dict[str, list[Claim]] = {}
        for claim in self.corpus.claims:
            claims.setdefault(claim.source.id, []).append(claim)
        yield from map(self._entity, self.corpus.entities)
        for source in self.corpus.sources:
            made = [
                self._brief_claim(claim, sample)
                if sample is not None and sample.has_seen(claim.node)
                else self._claim(claim, self.expand(source.id))
                for claim in claims.get(source.id, [])
            ]
            yield self._source(source) | ({"@reverse": {SCHEMA + "appearance": made}} if made else {})

    # ------------------------------------------------------------ things

    def _entity(self, entity: Entity) -> dict[str, Any]:
        node: dict[str, Any] = {"@id": self.expand(entity.id), "@type": [CG + "Entity", *entity.classes]}
        self.origins[node["@id"]] = entity.where
        self._fill(node, entity.node, CG + "Entity")
        return node

    def _source(self, source: Source) -> dict[str, Any]:
        iri = self.expand(source.id)
        self.origins[iri] = source.where
        word = source.node.find_text("type") or ""
        node: dict[str, Any] = {"@id": iri, "@type": [CG + "Source", self.ontology.types[word]]}
        self._fill(node, source.node, CG + "Source")
        published = source.node.find_text("published")
        bounds = parse_date(published) if published else None
        if bounds:
            node[SCHEMA + "datePublished"] = {"@value": published, "@type": XSD + bounds.datatype}
        text = source.node.find("text")
        if isinstance(text, Mapping):
            slug = source.id.partition(":")[2]
            node[CG + "snapshot"] = self._part("txt", slug, text, _SNAPSHOT)
        return node

    def _claim(self, claim: Claim, source: str) -> dict[str, Any]:
        """Complete a claim; it is all that most corpora consist of. `source` is the IRI of its source."""
        iri = self.expand(claim.id)
        self.origins[iri] = claim.where
        slug = claim.id.partition(":")[2]
        find, find_text = claim.node.find, claim.node.find_text
        content, statements = self._statements(find("says"))
        node: dict[str, Any] = {"@id": iri, "@type": _CLAIM, "@graph": statements}
        self._fill(node, claim.node, _CLAIM)
        modality, polarity, stance = find_text("modality") or "asserted", find_text("polarity") or "affirmed", find_text("stance") or "fact"
        node[_MODALITY], node[_POLARITY], node[_STANCE] = {"@id": CG + modality}, {"@id": CG + polarity}, {"@id": CG + stance}
        node[_HAS_EVIDENCE] = [self._part("ev", f"{slug}.{n}", item, _EVIDENCE) for n, item in _numbered(find("evidence"))]
        if hops := [self._hop(slug, n, item) for n, item in _numbered(find("attribution"))]:
            node[PROV + "qualifiedAttribution"] = hops
            node[PROV + "wasAttributedTo"] = [agent for hop in hops for agent in hop.get(PROV + "agent", ())]
            node[PROV + "hadPrimarySource"] = [cited for hop in hops for cited in hop.get(CG + "citedSource", ())]
        if assessments := _numbered(find("assessment")):
            node[CG + "assessment"] = [self._part("asm", f"{slug}.{n}", item, _ASSESSMENT) for n, item in assessments]
        node[_CONTENT_DIGEST] = {"@value": _digest(content)}
        node[_FULL_DIGEST] = {"@value": _digest(f"{content}\n{modality}\n{polarity}\n{source}")}
        return node

    def _hop(self, slug: str, number: int, item: Mapping) -> dict[str, Any]:
        hop = self._part("hop", f"{slug}.{number}", item, _ATTRIBUTION)
        hop[_POSITION] = {"@value": str(number), "@type": XSD + "integer"}
        return hop

    def _brief_claim(self, claim: Claim, sample: Sample) -> dict[str, Any]:
        """Complete what a sample wants of a claim whose form it has seen: values that decide, and nodes named by their content."""
        slug, entry = claim.id.partition(":")[2], claim.node
        node: dict[str, Any] = {"@id": self.expand(claim.id), "@type": _CLAIM, "@brief": True}
        if values := self._stated_nodes(entry.find("says")):
            node["@graph"] = [{"values": values}]
        self._fill_brief(node, entry, _CLAIM, sample)
        for key, iri, prefix, cls in _PARTS_OF_CLAIMS:
            if items := _numbered(entry.find(key)):
                parts = node[iri] = []
                for number, item in items:
                    part: dict[str, Any] = {"@id": f"{self.prefixes[prefix]}{slug}.{number}", "@brief": True}
                    self._fill_brief(part, item, cls, sample)
                    if cls == _ATTRIBUTION:
                        part[_POSITION] = [{"@value": str(number), "@type": XSD + "integer"}]
                    parts.append(part)
        return node

    def _stated_nodes(self, says: Node | None) -> list[dict[str, Any]]:
        """Complete those of the values that a claim states which are nodes: dates, amounts."""
        found: list[dict[str, Any]] = []
        for _, item in _numbered(says):
            for key, entry in item.entries.items():
                field = self.ontology.predicates.get(key)
                if field is not None and (not isinstance(entry.value, Scalar) or _DATE in field.classes):
                    found += [value.jsonld for value in self.values.complete(entry.value, field)]
        return found

    def _fill_brief(self, found: dict[str, Any], node: Mapping, cls: str, sample: Sample) -> None:
        """Complete the keys of an entry whose values decide, or are nodes."""
        fields = self._brief.get(cls)
        if fields is None:
            fields = self._brief[cls] = {
                key: (field, self.values.plain_one(field))
                for key, field in self.ontology.fields(cls).items()
                if (sample.is_valued(field.iri) or self.ontology.inline_classes(field))
                and not any(self.ontology.is_a(c, *_PARTS) for c in field.classes)
            }
        self._complete_keys(found, node, fields)

    def _part(self, prefix: str, name: str, node: Mapping, cls: str) -> dict[str, Any]:
        """Complete a part of a source or claim that is named after its owner and place."""
        iri = self.prefixes[prefix] + name
        self.origins[iri] = node.where
        part: dict[str, Any] = {"@id": iri, "@type": cls}
        self._fill(part, node, cls)
        return part

    def _fill(self, found: dict[str, Any], node: Mapping, cls: str) -> None:
        """Complete every key of an entry but the parts that are named after their owner."""
        fields = self._own.get(cls)
        if fields is None:
            named = self.ontology.fields(cls).items()
            fields = self._own[cls] = {
                key: (field, self.values.plain_one(field))
                for key, field in named
                if not any(self.ontology.is_a(c, *_PARTS) for c in field.classes)
            }
        self._complete_keys(found, node, fields)

    def _complete_keys(self, found: dict[str, Any], node: Mapping, fields: dict[str, tuple[Field, Plain | None]]) -> None:
        for key, entry in node.entries.items():
            known = fields.get(key)
            if known is not None:
                field, plain_one = known
                value = entry.value
                if plain_one is not None and isinstance(value, Scalar):
                    found[field.iri] = [plain_one(value.text)]
                else:
                    found[field.iri] = [completed.jsonld for completed in self.values.complete(value, field)]

    # ------------------------------------------------------------ statements

    def _statements(self, says: Node | None) -> tuple[str, list[Any]]:
        """Return what a claim states as canonical text, one statement a line, and as JSON-LD."""
        lines: list[str] = []
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
                lines += [f"<{subject}> <{field.iri}> {value.canonical} ." for value in values]
            nodes.append(node)
        return "\n".join(sorted(set(lines))) if len(lines) > 1 else "".join(lines), nodes


def _numbered(value: Node | None) -> list[tuple[int, Mapping]]:
    """Return the mappings of a list, or the one that stands alone, numbered from 1."""
    if value is None or isinstance(value, Scalar):
        return []
    items = value.items if isinstance(value, Sequence) else [value]
    return [(n, item) for n, item in enumerate(items, 1) if isinstance(item, Mapping)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
