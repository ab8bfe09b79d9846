"""Claims, entities and sources in; what the page knows about them out, as plain data with every text ready to be read."""

from __future__ import annotations

import collections
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.views.graph import kind_of, speakers_of
from claimgraph.views.pagefindings import Findings
from claimgraph.views.receipts import Receipts
from claimgraph.wording.words import amount_text, date_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimgraph.wording.words import Words

__all__ = ["Content", "page_data", "voices_of"]

Claim = dict[str, Any]
_TIMES = (("said", "said"), ("from", "holds from"), ("until", "holds until"), ("due", "due"))


class Content(NamedTuple):
    """What a page is about: claims as `list_claims` returns them, what they speak of, and what is found among them.

    `bylines` has for each source the CURIEs of its authors, such as the agency whose text an outlet prints.
    """

    claims: Sequence[Claim]
    entities: Mapping[str, dict[str, Any]]
    sources: Mapping[str, dict[str, Any]]
    words: Words
    findings: Findings = Findings()
    bylines: Mapping[str, tuple[str, ...]] = {}

    def speakers(self, claim: Claim) -> list[str]:
        """Return the agents that say a claim, outermost first; who answers for its source where nobody is named."""
        found = speakers_of(claim, self.sources)
        return found if claim["attribution"] else list(dict.fromkeys([*self.bylines.get(claim["source"], ()), *found]))


def voices_of(content: Content) -> collections.Counter[str]:
    """Return of how many claims each agent is a speaker."""
    return collections.Counter(speaker for claim in content.claims for speaker in content.speakers(claim))


def page_data(content: Content) -> dict[str, Any]:
    """Return claims, entities, sources and findings as the page's scripts take them."""
    names, found = _Names(content), content.findings
    receipts = Receipts({}, content.sources, {curie: entity["name"] for curie, entity in content.entities.items()}, content.bylines)
    against = {claim for disagreement in found.disagreements for side in disagreement["sides"] for claim in side["claims"]}
    return {
        "claims": [_claim(claim, content, names, disputed=claim["id"] in against) for claim in content.claims],
        "entities": {curie: _entity(entity, content.words) for curie, entity in sorted(content.entities.items())},
        "sources": {curie: _source(curie, content, receipts) for curie in sorted(content.sources)},
        "disagreements": list(found.disagreements),
        "updates": list(found.updates),
        "incomparable": list(found.incomparable),
        "promises": list(found.promises),
        "origins": found.origins._asdict(),
        "leftOut": found.left_out,
        "asOf": found.as_of,
    }


def _claim(claim: Claim, content: Content, names: _Names, *, disputed: bool) -> dict[str, Any]:
    return {
        "id": claim["id"],
        "label": claim["label"],
        "source": claim["source"],
        "modality": claim["modality"].removeprefix("cg:"),
        "polarity": claim["polarity"].removeprefix("cg:"),
        "stance": claim["stance"].removeprefix("cg:"),
        "status": [*claim["status"], *(["disputed"] if disputed or "disputedBy" in claim["relations"] else [])],
        "note": claim["note"],
        "speakers": content.speakers(claim),
        "chain": [_hop(hop, names) for hop in claim["attribution"]],
        "evidence": [{key: span[key] for key in ("start", "end", "quote", "verified")} for span in claim["evidence"]],
        "times": [[name, date_text(claim[key])] for key, name in _TIMES if claim[key]],
        "day": _bounds(claim["said"] or content.sources.get(claim["source"])),
        "due": _bounds(claim["due"]),
        "says": [[s, names(s), names.words(p), *_object(o, names)] for s, p, o in claim["triples"]],
        "relations": claim["relations"],
        "assessments": [_assessment(found, names) for found in claim.get("assessments", ())],
        "rdf": [[s, p, _rdf(o)] for s, p, o in claim["triples"]],
    }


def _assessment(found: Mapping[str, Any], names: _Names) -> dict[str, Any]:
    return {
        "verdict": (found["verdict"] or "").removeprefix("cg:"),
        "text": names.words(found["verdict"]) if found["verdict"] else "assessed",
        "agent": found["agent"],
        "who": names(found["agent"]) if found["agent"] else "",
        "source": found["source"],
        "said": date_text(found["said"]) if found["said"] else "",
        "rating": found["rating"],
        "note": found["note"],
    }


def _bounds(time: Mapping[str, Any] | None) -> list[str | None] | None:
    """Return the first and the last day of a date, either of which may be unknown; None where both are."""
    if not time or not (time.get("earliest") or time.get("latest")):
        return None
    return [time.get("earliest"), time.get("latest")]


def _hop(hop: Mapping[str, Any], names: _Names) -> dict[str, Any]:
    return {
        "agent": hop["agent"],
        "who": names(hop["agent"]) if hop["agent"] else hop["unnamed"] or "",
        "unnamed": bool(hop["unnamed"]),
        "source": hop["source"],
        "speech": (hop["speech"] or "").removeprefix("cg:"),
        "cue": hop["cue"],
        "role": hop["role"],
        "count": hop["count"],
    }


def _object(value: Any, names: _Names) -> tuple[str | None, str]:
    """Return the node that a statement is about, if it is one, and the words for its object."""
    if not isinstance(value, dict):
        return value, names(value)
    kind, words = value.get("type"), names.words
    if kind is None:
        return None, words.literal(value)
    if kind == "cg:Date":
        return None, date_text(value)
    other, respect, test = (value.get(key) for key in ("cg:comparedWith", "cg:inRespectOf", "schema:variableMeasured"))
    text = words(value["cg:relation"]) if kind == "cg:Comparison" and value.get("cg:relation") else amount_text(value, words)
    setting = value.get("cg:setting")
    text += f" on {names(test)}" if isinstance(test, str) else ""
    text += f", compared with {names(other)}" if isinstance(other, str) else ""
    text += f", in respect of {names(respect)}" if isinstance(respect, str) else ""
    text += f" ({setting['value'] if isinstance(setting, dict) else setting})" if setting else ""
    return next((t for t in (test, other) if isinstance(t, str)), None), text


def _rdf(value: Any) -> str:
    """Write the object of a triple as Turtle would; a value node in brackets."""
    if not isinstance(value, dict):
        return str(value)
    if "id" in value:
        inner = " ; ".join(f"{'a' if k == 'type' else k} {_rdf(v)}" for k, v in sorted(value.items()) if k != "id")
        return f"[ {inner} ]"
    text = json.dumps(value["value"], ensure_ascii=False)
    plain = value.get("datatype") in {None, "xsd:string"}
    return text + (f"@{value['lang']}" if value.get("lang") else "" if plain else f"^^{value['datatype']}")


def _entity(entity: Mapping[str, Any], words: Words) -> dict[str, Any]:
    return {
        "name": entity["name"],
        "kind": kind_of(entity["types"]),
        "type": ", ".join(words(t) for t in entity["types"]),
        "aliases": entity["aliases"],
        "sameAs": entity["sameAs"],
        "description": entity["description"],
    }


def _source(curie: str, content: Content, receipts: Receipts) -> dict[str, Any]:
    """Return a source; `outlet` is who answers for it, as every command says it ("Reuters via CNA"), and None where nobody is named."""
    source = content.sources[curie]
    publisher = source["publisher"]
    authors = [author for author in content.bylines.get(curie, ()) if author != publisher]
    return {
        "headline": source["headline"],
        "type": content.words(source["type"]),
        "url": source["url"],
        "publisher": publisher,
        "by": receipts.name(publisher) if publisher else None,
        "authors": [[author, receipts.name(author)] for author in authors],
        "outlet": receipts.outlet(curie) if publisher or authors else None,
        "published": date_text({"value": source["published"]}) if source["published"] else None,
        "day": _bounds(source),
    }


class _Names:
    """Says what a CURIE is called: an entity's name, a source's headline, an ontology's word."""

    def __init__(self, content: Content) -> None:
        self._entities, self._sources, self.words = content.entities, content.sources, content.words

    def __call__(self, curie: str) -> str:
        if curie in self._entities:
            return str(self._entities[curie]["name"])
        return str(self._sources[curie]["headline"]) if curie in self._sources else self.words(curie)
