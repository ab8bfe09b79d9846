"""RDF that knows nothing of our model in; claims, and what they speak of, out.

Names, types and links of things go to entities; every other statement becomes a claim
of the source that its graph names, or else of the file. A named graph of a few
statements about one thing is one claim. What facts cannot hold is left out with the
reason, never bent until it fits.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.imports.draft import Draft, DraftSettings, Left
from claimgraph.imports.entities import Entities
from claimgraph.imports.gather import Stated, gather
from claimgraph.imports.groups import About, Group, LeaveError, Said, Speaker, nameless, plain_text
from claimgraph.imports.names import claim_id, is_address, label_of, slug, unwritable
from claimgraph.imports.origins import Origins
from claimgraph.imports.things import Things
from claimgraph.imports.vocabulary import DATE, ENTITY, Vocabulary, literal_kind, plain_iri
from claimgraph.values import is_iri
from claimgraph.vocab import DCTERMS, OWL, RDF, RDFS, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimgraph.imports.draft import Tree
    from claimgraph.imports.known import Known
    from claimgraph.imports.rdf import Rdf
    from claimgraph.ontology import Field

__all__ = ["About", "Group", "Speaker", "draft_foreign", "draft_groups"]

_FOAF = "http://xmlns.com/foaf/0.1/"
_DC = "http://purl.org/dc/elements/1.1/"
_TYPE = RDF + "type"
#: Predicate -> the key of an entity that holds what it says.
_OF_ENTITIES = {
    **dict.fromkeys((RDFS + "label", SKOS + "prefLabel", SCHEMA + "name", _FOAF + "name", DCTERMS + "title", _DC + "title"), "name"),
    **dict.fromkeys((SKOS + "altLabel", SCHEMA + "alternateName", _FOAF + "nick"), "aliases"),
    **dict.fromkeys((RDFS + "comment", SKOS + "definition", SCHEMA + "description"), "description"),
    **dict.fromkeys((DCTERMS + "description", _DC + "description"), "description"),
    SCHEMA + "url": "url",
    **dict.fromkeys((OWL + "sameAs", SKOS + "exactMatch", SCHEMA + "sameAs"), "sameAs"),
}  # fmt: skip
#: So many statements of a graph, about one thing, are one claim.
_FEW = 5


def draft_foreign(rdf: Rdf, name: str, known: Known, *, about: About = About()) -> Draft:  # noqa: B008  (it is immutable)
    """Draft claims of statements that are not of our model.

    Raises:
        InputError: what the user says of the source is not what it should be.
    """
    drafter = _Drafter(rdf, name, known, about, DraftSettings())
    gathered = gather(rdf.quads)
    read = [drafter.origins.read(group, stated, gathered.about.get(group, [])) for group, stated in gathered.groups.items()]
    for _, left in read:
        for quad, why in left.items():
            drafter.leave([quad], why)
    for group, quads in gathered.about.items():
        if group not in gathered.groups:
            drafter.leave(quads, "the graph that it speaks of states nothing")
    return drafter.draft([said for said, _ in read], rdf.quads)


def draft_groups(groups: list[Group], rdf: Rdf, name: str, known: Known, *, beside: DraftSettings = DraftSettings()) -> Draft:  # noqa: B008  (it is immutable)
    """Draft claims of groups of statements whose provenance is known already; what is read are the statements of the groups.

    `beside` are the settings of a draft that this one is to be joined with.
    """
    said = [
        Said(g.name, [Stated(q.subject, q.predicate, q.object, (q,)) for q in g.quads], g.speakers, g.source, g.headline, g.said, g.label)
        for g in groups
    ]
    speakers = [speaker.iri for group in groups for speaker in group.speakers]
    return _Drafter(rdf, name, known, About(), beside, speakers).draft(said, [quad for group in groups for quad in group.quads])


class _Drafter:
    """Makes one draft; keeps account of every quad."""

    def __init__(self, rdf: Rdf, name: str, known: Known, about: About, beside: DraftSettings, speakers: Iterable[str] = ()) -> None:
        self.rdf = rdf
        self.name = name
        self.known = known
        self.left: dict[ox.Quad, str] = {}
        self.vocabulary = Vocabulary(known.ontology, rdf.prefixes)
        self.stem = slug(os.path.basename(name.replace("\\", "/")).removesuffix(".gz").partition(".")[0]) or "input"
        self.things = Things(known, [*_iris(rdf.quads), *speakers], rdf.prefixes, self.stem, beside)
        self.people = Entities(known)
        self.origins = Origins(name, self.things, self.people, about)
        self.claims: set[str] = set()

    def leave(self, quads: Iterable[ox.Quad], why: str) -> None:
        """Report quads as left out."""
        for quad in quads:
            self.left.setdefault(quad, why)

    # ------------------------------------------------------------ entities, vocabulary, claims

    def draft(self, groups: Sequence[Said], read: Sequence[ox.Quad]) -> Draft:
        """Make the draft: what is said of things first, then which predicates mean what, then the claims."""
        every = [stated for group in groups for stated in group.stated]
        words = {_word_of(stated) for stated in every}
        labels = [stated for stated in every if _is_label(stated) and stated.subject.value in words]
        of_words = set(labels)
        rest = [(group, [stated for stated in group.stated if stated not in of_words and not self._describe(stated)]) for group in groups]
        kinds: dict[str, Counter[str]] = {}
        for _, all_stated in rest:
            for stated in all_stated:
                if isinstance(stated.predicate, ox.NamedNode):
                    kinds.setdefault(plain_iri(stated.predicate.value), Counter())[self._kind(stated.object)] += 1
        self.vocabulary.settle(kinds)
        for stated in labels:
            if not self.vocabulary.add_label(stated.subject.value, stated.object):
                self._describe(stated)
        for group, all_stated in rest:
            self._claim(group, all_stated)
            if all(quad in self.left for stated in all_stated for quad in stated.quads):
                self.leave(group.about, "nothing that it tells the origin of became a claim")
        counted = set(read)
        entities = {tree["id"]: tree for tree in [*self.people.trees(), *self.things.trees()]}
        used = {id_.partition(":")[0] for id_ in entities}
        prefixes = {prefix: iri for prefix, iri in self.things.prefixes.items() if prefix in used}
        module = self.vocabulary.module()
        if not self.known.corpus:
            prefixes |= self.things.show_words(self.vocabulary.namespaces())
        return Draft(
            name=self.name,
            unit="statements",
            read=len(counted),
            left=[Left(self.rdf.where(quad), _shown(quad), why) for quad, why in self.left.items() if quad in counted],
            sources=self.origins.trees(),
            entities=list(entities.values()),
            settings=DraftSettings(
                base=self.things.base, prefixes=prefixes, modules={f"vocabulary-{self.stem}.ttl": module} if module else {}
            ),
        )

    def _describe(self, stated: Stated) -> bool:
        """Add what goes to entities, and tell whether that is where it belongs."""
        predicate = plain_iri(getattr(stated.predicate, "value", ""))
        key = "type" if predicate == _TYPE else _OF_ENTITIES.get(predicate, "")
        if not key:
            return False
        try:
            id_ = self._name(stated.subject)
            why = f"the corpus has an entry of its own for {id_}" if self.things.is_known(id_) else self._tell(id_, key, stated.object)
        except LeaveError as error:
            id_, why = "", str(error)
        if why:
            self.leave(stated.quads, why)
        else:
            self.things.use(id_)
        return True

    def _tell(self, id_: str, key: str, term: Any) -> str:
        """Add what is said of a thing; returns why it cannot be, if so."""
        if key == "type":
            return self._type(id_, term)
        if key == "sameAs":
            if not isinstance(term, ox.NamedNode) or not is_address(term.value) or not is_iri(term.value):
                return "sameAs is a web address"
            text = term.value
        elif key == "url":
            if not isinstance(term, ox.Literal) or term.datatype.value != XSD + "anyURI" or not is_address(term.value):
                return "an entity's url is a literal: a web address of the type xsd:anyURI"
            text = term.value
        else:
            if key == "name" and isinstance(term, ox.Literal) and term.language and not unwritable(term.value) and term.value.strip():
                self.things.show(id_, " ".join(term.value.split()))
            text = plain_text(term)
        return "" if self.things.tell(id_, key, text) else f"an entity has one {key}, and there is another already"

    def _type(self, id_: str, term: Any) -> str:
        cls = plain_iri(term.value) if isinstance(term, ox.NamedNode) else ""
        word = self.vocabulary.word(cls) if cls else ""
        if word:
            self.things.add_type(id_, cls, word)
        return "" if word else "things that claims are about are not of this class"

    def _thing(self, term: Any) -> str:
        """Return the id of a thing that facts speak of, and see to it that it is declared."""
        id_ = self._name(term)
        self.things.use(id_)
        return id_

    def _name(self, term: Any) -> str:
        if not isinstance(term, ox.NamedNode):
            raise LeaveError(
                "facts say nothing of triples" if isinstance(term, ox.Triple) else "a text is no thing that facts can speak of"
            )
        id_ = self.things.id(term.value)
        if not id_:
            raise LeaveError(nameless(term.value))
        return id_

    def _kind(self, term: Any) -> str:
        """Return what an object would ask of the range of its predicate; nothing if facts cannot hold it."""
        if isinstance(term, ox.NamedNode):
            return ENTITY if self.things.id(term.value) else ""
        return literal_kind(term)[0] if isinstance(term, ox.Literal) else ""

    def _claim(self, group: Said, all_stated: Iterable[Stated]) -> None:
        """Make claims of what a group states."""
        says: dict[tuple[str, str, str], str] = {}
        for stated in all_stated:
            try:
                subject, key, value, words = self._statement(stated)
            except LeaveError as why:
                self.leave(stated.quads, str(why))
            else:
                says.setdefault((subject, key, value), words)
        if not says:
            return
        source, attribution = self.origins.source(group), self.origins.attribution(group)
        whole = group.name and len(says) <= _FEW and len({subject for subject, _, _ in says}) == 1
        for part in [list(says)] if whole else [[one] for one in says]:
            label = label_of(group.label if whole and group.label else "; ".join(says[one] for one in part))
            claim: Tree = {"id": claim_id(label, group.name, source["id"], *(text for one in part for text in one)), "label": label}
            claim["says"] = _says(part)
            claim |= attribution | ({"said": group.said} if group.said else {})
            if claim["id"] not in self.claims:
                self.claims.add(claim["id"])
                source["claims"].append(claim)

    def _statement(self, stated: Stated) -> tuple[str, str, str, str]:
        """Return a statement as facts write it (subject, key, value), and as words."""
        if not isinstance(stated.predicate, ox.NamedNode):
            raise LeaveError("a predicate has an IRI")
        iri = plain_iri(stated.predicate.value)
        if why := self.vocabulary.refuses(iri):
            raise LeaveError(why)
        kind, why = self._kind(stated.object), ""
        if isinstance(stated.object, ox.Literal):
            why = literal_kind(stated.object)[1]
        if not kind:
            raise LeaveError(
                why or nameless(getattr(stated.object, "value", ""))
                if not isinstance(stated.object, ox.Triple)
                else "facts say nothing of triples"
            )
        subject = self.things.id(getattr(stated.subject, "value", "")) if isinstance(stated.subject, ox.NamedNode) else ""
        field = self.vocabulary.field(iri)
        if field:
            value = self._fit(field, subject, stated.object, kind)
        elif kind != self.vocabulary.range(iri):
            raise LeaveError(f"nearly all objects of this predicate are of another kind ({_kind_words(self.vocabulary.range(iri))})")
        else:
            value = self.things.id(stated.object.value) if kind == ENTITY else stated.object.value
        subject = self._thing(stated.subject)
        shown = stated.object.value
        if isinstance(stated.object, ox.NamedNode) and kind == ENTITY and value == self.things.id(stated.object.value):
            shown = self.things.name(self._thing(stated.object))
        return (
            subject,
            self.vocabulary.key(iri),
            value,
            f"{self.things.name(subject)} {self.vocabulary.label(iri)} {' '.join(shown.split())}",
        )

    def _fit(self, field: Field, subject: str, term: Any, kind: str) -> str:
        """Return the object of a predicate that the corpus knows, if it is what belongs there."""
        ontology = self.known.ontology
        domains = ontology.domains(field.iri)
        if subject and domains and not self.things.fits(subject, domains):
            raise LeaveError(f"'{field.key}' speaks of a thing that is {' or '.join(ontology.label(cls) for cls in domains)}")
        if field.classes and isinstance(term, ox.NamedNode):
            members = ontology.members(field.classes[0]) if ontology.is_closed_list(field.classes[0]) else {}
            word = next((word for word, iri in members.items() if iri == term.value), "")
            things = [cls for cls in field.classes if not ontology.is_inline(cls)]
            if word or (things and not members and self.things.fits(self.things.id(term.value), things)):
                return word or self.things.id(term.value)
        elif (kind == DATE and DATE in field.classes) or (
            isinstance(term, ox.Literal) and kind == (field.datatype or XSD + "string") and not field.classes
        ):
            return str(term.value)
        raise LeaveError(f"the object is not what '{field.key}' of this corpus takes")


def _word_of(stated: Stated) -> str:
    """Return the predicate of a statement, or the class that it names."""
    term = stated.object if getattr(stated.predicate, "value", "") == _TYPE else stated.predicate
    return plain_iri(term.value) if isinstance(term, ox.NamedNode) else ""


def _is_label(stated: Stated) -> bool:
    is_label = isinstance(stated.predicate, ox.NamedNode) and stated.predicate.value == RDFS + "label"
    return is_label and isinstance(stated.subject, ox.NamedNode) and isinstance(stated.object, ox.Literal)


def _says(part: list[tuple[str, str, str]]) -> Tree:
    """Write statements about one thing as facts do."""
    tree: Tree = {"id": part[0][0]}
    for _, key, value in part:
        there = tree.get(key)
        tree[key] = value if there is None else [*(there if isinstance(there, list) else [there]), value]
    return tree


def _iris(quads: Iterable[ox.Quad]) -> Iterable[str]:
    """Yield the IRIs that may have to be named: subjects, and objects of what is said of things."""
    for quad in quads:
        terms: list[Any] = [quad.subject]
        if isinstance(quad.object, ox.Triple):
            terms += [quad.object.subject, quad.object.object]
        elif quad.predicate.value != _TYPE and _OF_ENTITIES.get(quad.predicate.value) != "sameAs":
            terms.append(quad.object)
        yield from (term.value for term in terms if isinstance(term, ox.NamedNode))


def _kind_words(range_: str) -> str:
    return {ENTITY: "things", DATE: "dates"}.get(range_, range_.removeprefix(XSD))


def _shown(quad: ox.Quad) -> str:
    graph = f" in <{quad.graph_name.value}>" if isinstance(quad.graph_name, ox.NamedNode) else ""
    return f"{quad.triple}{graph}"
