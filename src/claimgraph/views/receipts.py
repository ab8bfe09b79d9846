"""Claims that an analysis speaks of in; their receipts out: who says it in which source, when, how, and where it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.records import read_origins
from claimgraph.views.claims import list_claims, list_sources
from claimgraph.wording.compact import Compactor, expand_curies
from claimgraph.wording.names import read_names
from claimgraph.wording.words import date_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["Receipts", "gather_receipts"]


class Receipts(NamedTuple):
    """What is known of some claims, by CURIE: the claims as `list_claims` returns them, their sources, and names of things.

    `bylines` holds for each source the CURIEs of its authors, `originals` of the sources it is derived from.
    """

    claims: Mapping[str, dict[str, Any]]
    sources: Mapping[str, dict[str, Any]]
    names: Mapping[str, str]
    bylines: Mapping[str, tuple[str, ...]]
    originals: Mapping[str, tuple[str, ...]] = {}

    def name(self, curie: str) -> str:
        """Return what a thing or a source is called; its CURIE where it has no name."""
        return self.names.get(curie, curie)

    def outlet(self, source: str) -> str:
        """Return who answers for a source: its author and publisher, such as "Reuters via CNA"; else its headline."""
        publisher = self.sources.get(source, {}).get("publisher")
        who = [self.name(author) for author in self.bylines.get(source, ()) if author != publisher]
        if publisher:
            return f"{', '.join(who)} via {self.name(publisher)}" if who else self.name(publisher)
        return ", ".join(who) or f"“{self.name(source)}”"

    def chain(self, claim: str) -> list[str]:
        """Return who says a claim, outermost first: the outlet, and whom it has it from, hop by hop.

        A page that names itself first (Axios, in Axios) is not said twice.
        """
        source, hops = self.claims[claim]["source"], self.claims[claim]["attribution"]
        makers = {self.sources.get(source, {}).get("publisher"), *self.bylines.get(source, ())} - {None}
        own = bool(hops) and hops[0]["agent"] in makers and hops[0]["source"] in {None, source}
        return [self.outlet(source), *(self._hop(hop) for hop in hops[own:])]

    def _hop(self, hop: Mapping[str, Any]) -> str:
        who = self.name(hop["agent"]) if hop["agent"] else str(hop["unnamed"] or "")
        cited = f"“{self.name(hop['source'])}”" if hop["source"] else ""
        return " in ".join(part for part in (who, cited) if part)

    def day(self, claim: str) -> str:
        """Return when a claim was said, in words: its own date or its source's; "undated" where neither is known."""
        found = self.claims[claim]
        if found["said"]:
            return date_text(found["said"])
        published = self.sources.get(found["source"], {}).get("published")
        return date_text({"value": published}) if published else "undated"

    def place(self, claim: str) -> str:
        """Return where in the text of its source a claim stands, and whether that was verified."""
        spans = self.claims[claim]["evidence"]
        if not spans:
            return "no place in the text given"
        places = ", ".join(f"{span['start']}\u2013{span['end']}" for span in spans)
        verified = {span["verified"] for span in spans}
        judged = "verified" if verified == {True} else "WRONG: the text there is another" if False in verified else "not verified"
        return f"characters {places}, {judged}"

    def put(self, claim: str) -> str:
        """Return how a claim is put, in words: "asserted", "planned, denied", "estimated, opinion", "asserted, refuted"."""
        found = self.claims[claim]
        words = [found["modality"]]
        words += [word for word, usual in ((found["polarity"], "cg:affirmed"), (found["stance"], "cg:fact")) if word != usual]
        words += [status for status in found["status"] if status != "in-force"]
        words += dict.fromkeys(assessed["verdict"] for assessed in found["assessments"])
        return ", ".join(word.removeprefix("cg:") for word in words)

    def line(self, claim: str) -> str:
        """Return a claim on one line, for a list of receipts."""
        found = self.claims[claim]
        return f"{' → '.join(self.chain(claim))}, {self.day(claim)}: {found['label']} [{self.put(claim)}; {claim}; {self.place(claim)}]"

    def as_json(self) -> dict[str, Any]:
        """Return the claims, as `claimgraph list --format json` gives them, and their sources, for the end of a report."""
        return {"claims": list(self.claims.values()), "sources": dict(self.sources)}


def gather_receipts(store: Store, claims: Collection[str], *, texts: Mapping[str, Snapshot] | None = None) -> Receipts:
    """Return the receipts of claims, given by IRI; `texts` are those to verify evidence against, by hash."""
    compact = Compactor(store.prefixes)
    found = {claim["id"]: claim for claim in list_claims(store, only=claims, texts=texts)} if claims else {}
    cited = {hop["source"] for claim in found.values() for hop in claim["attribution"] if hop["source"]}
    wanted = {claim["source"] for claim in found.values()} | cited
    iris = list(expand_curies(wanted, store.prefixes))
    sources = dict(sorted(list_sources(store, only=iris).items()))
    origins = {compact(iri): origin for iri, origin in read_origins(store, iris).items()}
    bylines = {source: tuple(map(compact, origin.authors)) for source, origin in origins.items()}
    originals = {source: tuple(map(compact, origin.derived)) for source, origin in origins.items()}
    people = {hop["agent"] for claim in found.values() for hop in claim["attribution"] if hop["agent"]}
    people |= {assessed["agent"] for claim in found.values() for assessed in claim["assessments"] if assessed["agent"]}
    people |= {source["publisher"] for source in sources.values() if source["publisher"]}
    people |= {author for authors in bylines.values() for author in authors}
    wanted |= {original for derived in originals.values() for original in derived}
    return Receipts(found, sources, _names(store, people | wanted, compact), bylines, originals)


def _names(store: Store, curies: Collection[str], compact: Compactor) -> dict[str, str]:
    return {compact(iri): name for iri, name in read_names(store, expand_curies(curies, store.prefixes)).items()}
