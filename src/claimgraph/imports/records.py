"""Records of a table in (texts by key), claims with their sources and entities out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimgraph.errors import did_you_mean, printable
from claimgraph.imports.claimset import ClaimSet
from claimgraph.imports.dates import date_bounds, read_date
from claimgraph.imports.entities import AGENT, Entities, NotKeptError
from claimgraph.imports.names import claim_id, is_address, label_of
from claimgraph.imports.objects import find_predicate, read_object, read_word
from claimgraph.imports.sources import Sources
from claimgraph.imports.verdicts import read_verdict
from claimgraph.vocab import CG, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.imports.dates import FactDate
    from claimgraph.imports.draft import Tree
    from claimgraph.imports.known import Known

__all__ = ["UNSORTED", "RecordReader"]

#: What statements in words speak of, where nobody says what they speak of.
UNSORTED = "Unsorted Statements"

_WORDS = {"modality": CG + "Modality", "polarity": CG + "Polarity", "stance": CG + "Stance"}
_TIMES = {"date": "said", "from": "from", "until": "until", "due": "due"}
#: Cells that may be missing: one that cannot be read goes into the note under such a word.
_SHOWN = {"date": "Said", "from": "From", "until": "Until", "due": "Due", "published": "Published", "rated": "Rated", "url": "Address",
          "reviewurl": "Review", "speakerkind": "Kind of the speaker", "raterkind": "Kind of the rater"}  # fmt: skip
#: What a speaker or a rater can be said to be.
_KINDS = {
    **dict.fromkeys(("person", "people", "mensch", "personne", "persona"), SCHEMA + "Person"),
    **dict.fromkeys(("organization", "organisation", "org", "organización", "institution"), SCHEMA + "Organization"),
}
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
#: What makes a claim this claim and no other, beside its dates: all of what is stated, by whom and where.
_CONTENT = ("claim", "quote", "label", "subject", "predicate", "object", "speaker", "role", "cited", "unnamed", "source", "title", "url",
            "publisher", "author", "modality", "polarity", "stance")  # fmt: skip


class RecordReader:
    """Reads records one by one; what it made of them is in `sources` and `entities`."""

    def __init__(self, known: Known, orders: Mapping[str, str], about: str, own_title: str) -> None:
        """Read dates in the orders given by key; `own_title` names the source of records that name none."""
        self.entities = Entities(known)
        self.sources = Sources(known)
        self._ontology = known.ontology
        self._orders = orders
        self._about = about or UNSORTED
        self._own_title = own_title
        self._claims = ClaimSet(self.sources)
        #: What cells of the last record could not be read, by key, and why; the record is kept all the same.
        self.unread: dict[str, str] = {}

    def read(self, record: Mapping[str, str], place: str) -> None:
        """Read one record, found at a place.

        Raises:
            NotKeptError: why it cannot be kept.
        """
        self.unread = {}
        claim = self._says(record)
        claim |= self._attribution(record, claim)
        notes = claim.pop("note", [])
        claim |= {key: read_word(record[key], cls, self._ontology) for key, cls in _WORDS.items() if key in record}
        dates = {fact: self._date(record, key) for key, fact in _TIMES.items()}
        claim |= {fact: date for fact, date in dates.items() if date is not None}
        self._check_order(claim)
        claim |= self._assessment(record, place)
        notes += [record["note"]] if "note" in record else []
        notes += claim.pop("note", [])
        dates["published"] = self._date(record, "published")
        # A date that is not read tells a claim from others by its text.
        times: dict[str, Any] = {_TIMES.get(key, key): record[key] for key in self.unread if key in record} | {
            key: date for key, date in dates.items() if date is not None
        }
        content = tuple(" ".join(record.get(key, "").split()) for key in _CONTENT) + tuple(str(times.get(key)) for key in sorted(dates))
        source = self._source(record, dates["published"], place)
        notes += [f"{_SHOWN[key]}: {record[key]}" for key in self.unread if key in _SHOWN]
        if notes:
            claim["note"] = notes
        tree = {"id": self._id(record, claim["label"], content), **claim}
        for hop in claim.get("attribution", []):
            if "source" in hop:
                hop["source"] = self._cited(hop["source"], place)
        self._claims.add(tree, source, content, place)

    # ------------------------------------------------------------ what is stated

    def _says(self, record: Mapping[str, str]) -> Tree:
        """Return the label and the statement: taken apart if the record has its parts, or else in words."""
        text = record.get("claim") or record.get("label") or record.get("quote") or ""
        if {"subject", "predicate", "object"} <= record.keys():
            field = find_predicate(record["predicate"], self._ontology)
            value = read_object(record["object"], field, self.entities, self._orders.get("object", ""))
            subject = self.entities.find(record["subject"], *self._ontology.domains(field.iri))
            label = text or f"{record['subject']}: {self._ontology.label(field.iri)} {record['object']}"
            found: Tree = {"label": " ".join(label.split()), "says": {"id": subject, field.key: value}}
        elif not text:
            raise NotKeptError("it says nothing: the claim is empty")
        elif "predicate" in record or "object" in record:
            raise NotKeptError("a statement needs a subject, a predicate and an object: one of them is empty")
        else:
            subject = self.entities.find(record.get("subject") or self._about)
            found = {"label": label_of(record.get("label") or text), "says": {"id": subject, "stated": text}}
        notes = []
        if "label" in record and "claim" in record:
            found["label"] = " ".join(record["label"].split())
            if "stated" not in found["says"]:
                notes.append(record["claim"])
        if "quote" in record and record["quote"] != text:
            notes.append(f'quoted: "{record["quote"]}"')
        return found | ({"note": notes} if notes else {})

    def _attribution(self, record: Mapping[str, str], claim: Tree) -> Tree:
        """Return the chain: what is cited, then who speaks."""
        hops: list[Tree] = []
        if "cited" in record:
            hops.append({"source": record["cited"]})
        if " → " in record.get("speaker", ""):  # as `list` writes them
            raise NotKeptError("its speaker is a chain of several, which does not fit into a cell")
        if "speaker" in record and "unnamed" in record:
            raise NotKeptError("its speaker has a name, and is unnamed, too")
        if "speaker" in record:
            hops.append({"agent": self._agent(record, "speaker")})
        elif "unnamed" in record:
            hops.append({"unnamed": record["unnamed"]})
        elif "role" in record:
            raise NotKeptError("it has the role of a speaker, but no speaker")
        if "role" in record:
            hops[-1]["role"] = record["role"]
        if hops and claim["says"].get("stated") == record.get("quote"):
            hops[-1]["speech"] = "direct"
        return {"attribution": hops} if hops else {}

    def _agent(self, record: Mapping[str, str], key: str) -> str:
        """Return the id of who speaks or rates, of the kind that the record tells."""
        told = record.get(f"{key}kind", "")
        kind = _KINDS.get(told.casefold(), "")
        if told and not kind:
            self.unread[f"{key}kind"] = f"'{printable(told, limit=40)}' is neither person nor organization"
        return self.entities.find(record[key], AGENT, kind=kind)

    # ------------------------------------------------------------ when, and what was thought of it

    def _date(self, record: Mapping[str, str], key: str) -> FactDate | None:
        if key not in record:
            return None
        read = read_date(record[key], self._orders.get(key, ""))
        if read.why:
            self.unread[key] = f"{read.why}{read.hint}"
        return read.date

    def _check_order(self, claim: Tree) -> None:
        if "from" in claim and "until" in claim:
            first, last = date_bounds(claim["from"])[0], date_bounds(claim["until"])[1]
            if first and last and first > last:
                raise NotKeptError("it holds until a day before it begins: its from is after its until")

    def _assessment(self, record: Mapping[str, str], place: str) -> Tree:
        """Return what somebody thinks of the claim: a verdict, or a note where no verdict follows from the words."""
        words = record.get("rating") or record.get("verdict") or ""
        if not words:
            return {}
        if "rater" not in record:
            raise NotKeptError("it has a verdict, but nobody who gives it")
        verdict = read_verdict(record.get("verdict") or words) or read_verdict(words)
        date, url = self._date(record, "rated"), record.get("reviewurl", "")
        if url and not is_address(url):
            self.unread["reviewurl"] = f"'{printable(url, limit=80)}' is no whole address such as https://example.org/page"
            url = ""
        if not verdict:
            self.unread["verdict"] = f"'{printable(words, limit=80)}' is no verdict that is known, so the claim counts as not assessed"
            where = "".join(f", {text}" for text in (record["rated"] if date else "", url) if text)
            return {"note": [f'rated "{words}" by {record["rater"]}{where}']}
        found: Tree = {"verdict": verdict, "agent": self._agent(record, "rater")}
        found |= {"said": date} if date else {}
        found |= {"source": self._cited(url, place)} if url else {}
        found |= {"rating": words} if words != verdict else {}
        return {"assessment": [found]}

    # ------------------------------------------------------------ where

    def _source(self, record: Mapping[str, str], published: FactDate | None, place: str) -> str:
        named = record.get("source", "")
        url, title = record.get("url", ""), record.get("title", "")
        own = ""
        if re.fullmatch("src:[a-z0-9-]+", named):
            if named not in self.entities.known.sources:
                near = did_you_mean(named, self.entities.known.sources)
                raise NotKeptError(f"its source {named} is the id of none that the corpus has. {near}".strip())
            own, named = named, ""
        if is_address(named):
            if url and url != named:
                raise NotKeptError("its source and its url are two addresses")
            url = named
        elif re.match(r"(?i)https?://", named):
            raise NotKeptError(f"its source '{printable(named, limit=80)}' is no whole address")
        elif named and not title:
            title = named
        elif named and named != title:
            raise NotKeptError("its source and its title are two titles; where the source is who publishes, map it as publisher")
        if url and not is_address(url):
            self.unread["url"] = f"'{printable(url, limit=80)}' is no whole address such as https://example.org/page"
            title, url = title or url, ""
        if not url and not title and not own:
            title = self._own_title
        facts: dict[str, Any] = {"published": published}
        facts |= {key: self.entities.find(record[key], AGENT) for key in ("publisher", "author") if key in record}
        return self.sources.add(title, url, place, id_=own, **facts)

    def _cited(self, text: str, place: str) -> str:
        return self.sources.add("", text, place) if is_address(text) else self.sources.add(text, "", place)

    # ------------------------------------------------------------ which claim it is

    def _id(self, record: Mapping[str, str], label: str, content: tuple[str, ...]) -> str:
        given = record.get("id")
        if given is None:
            return claim_id(label, *content)
        local = given.lower().removeprefix("claim:")
        if not _SLUG.fullmatch(local):
            raise NotKeptError(f"its id '{printable(given, limit=80)}' may hold a-z, 0-9 and - only")
        return f"claim:{local}"
