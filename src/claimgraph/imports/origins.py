"""What is said of groups of statements in; where their claims come from, who says them and when, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import InputError, printable
from claimgraph.imports.entities import AGENT, NotKeptError
from claimgraph.imports.gather import SAID_OF_GROUPS
from claimgraph.imports.groups import LeaveError, Said, Speaker, nameless, plain_text
from claimgraph.imports.names import is_address, label_of, same_address, shown_address, source_id
from claimgraph.imports.things import words_of
from claimgraph.values import parse_date
from claimgraph.vocab import XSD

if TYPE_CHECKING:
    from claimgraph.imports.draft import Tree
    from claimgraph.imports.entities import Entities
    from claimgraph.imports.gather import Stated
    from claimgraph.imports.groups import About
    from claimgraph.imports.things import Things

__all__ = ["Origins"]


class Origins:
    """The sources of one draft, and who speaks in it."""

    def __init__(self, name: str, things: Things, people: Entities, about: About) -> None:
        """Begin with none; `about` tells of the source of statements that do not.

        Raises:
            InputError: it is no address, or no date.
        """
        self._name = name
        self._things = things
        self._people = people
        self._about = about
        self._sources: dict[str, Tree] = {}
        if about.url and not is_address(about.url):
            raise InputError(f"--source-url: '{printable(about.url)}' is not an address", "write it whole: https://example.org/page")
        if about.published and parse_date(about.published) is None:
            raise InputError(
                f"--published: '{printable(about.published)}' is not a date of the calendar", "write 2026, 2026-04 or 2026-04-08"
            )

    def trees(self) -> list[Tree]:
        """Return all sources that have claims."""
        return [source for source in self._sources.values() if source["claims"]]

    def read(self, group: str, stated: list[Stated], about: list[ox.Quad]) -> tuple[Said, dict[ox.Quad, str]]:
        """Read what is said of a group: one source, one date, any number of speakers; and why quads of it are left."""
        left: dict[ox.Quad, str] = {}
        found: dict[str, str] = {}
        speakers: list[Speaker] = []
        for quad in sorted(about, key=str):
            what = SAID_OF_GROUPS[quad.predicate.value]
            why = "" if what == "speaker" else f"a claim has one {'date' if what == 'said' else 'source'}, and there is another already"
            try:
                if what == "speaker":
                    speakers.append(self._speaker(quad.object))
                    why = "a claim has one speaker, and there is another already; it is in a note" if len(speakers) > 1 else ""
                elif what not in found:
                    found[what] = _day(quad.object) if what == "said" else self._origin(quad.object)
                    why = ""
            except LeaveError as error:
                why = str(error)
            if why:
                left[quad] = why
        origin = found.get("source", "")
        url = origin if is_address(origin) else ""
        said = Said(group, stated, speakers, url, "" if url else origin, found.get("said", ""), about=about)
        return said, left

    def _speaker(self, term: Any) -> Speaker:
        if isinstance(term, ox.NamedNode):
            id_ = self._things.id(term.value)
            if not id_:
                raise LeaveError(nameless(term.value))
            return Speaker(iri=term.value)
        return Speaker(name=plain_text(term))

    def _origin(self, term: Any) -> str:
        if not isinstance(term, ox.NamedNode):
            return plain_text(term)
        if is_address(term.value):
            return str(term.value)
        raise LeaveError(f"a source has a web address, not {printable(term.value, limit=80)}")

    def source(self, group: Said) -> Tree:
        """Return the source of a group: the one it names, or else the file."""
        url = group.source or ("" if group.headline else self._about.url)
        base = os.path.basename(self._name.replace("\\", "/"))
        headline = label_of(group.headline or shown_address(url) if url or group.headline else base)
        known = self._things.known
        id_ = known.source_at(url) or (source_id(url, same_address(url)) if url else source_id(headline, headline))
        if id_ not in self._sources and id_ in known.sources:
            self._sources[id_] = known.source_tree(id_) | {"claims": []}
        elif id_ not in self._sources:
            source: Tree = {"id": id_, "type": "WebPage" if url else "Source", "headline": headline}
            source |= {"url": url} if url else {}
            if not group.source and not group.headline:
                source |= {"published": self._about.published} if self._about.published else {}
                source |= {"publisher": self._publisher()} if self._about.publisher else {}
            self._sources[id_] = source | {"claims": []}
        return self._sources[id_]

    def _publisher(self) -> str:
        try:
            return self._people.find(self._about.publisher, AGENT)
        except NotKeptError as error:
            raise InputError(f"--publisher: {error}") from None

    def attribution(self, group: Said) -> Tree:
        """Return the attribution of a group's claims to who says them; and a note of those who say so, too."""
        hops = [(hop, speaker) for speaker in group.speakers if (hop := self._hop(speaker))]
        also = [speaker.name or self._things.name(hop["agent"]) for hop, speaker in hops[1:]]
        return ({"attribution": [hops[0][0]]} if hops else {}) | ({"note": f"Also attributed to {', '.join(also)}."} if also else {})

    def _hop(self, speaker: Speaker) -> Tree:
        id_ = self._things.id(speaker.iri) if speaker.iri else ""
        if id_ and self._things.make_agent(id_):
            self._things.use(id_)
            if speaker.name:
                self._things.show(id_, speaker.name)
            return {"agent": id_}
        name = speaker.name or (words_of(speaker.iri) if speaker.iri else "")
        try:
            return {"agent": self._people.find(name, AGENT)} if name else {}
        except NotKeptError:
            return {"unnamed": name}


def _day(term: Any) -> str:
    if not isinstance(term, ox.Literal):
        raise LeaveError("a date is a text")
    bounds = parse_date(term.value)
    if bounds and term.datatype.value in {XSD + bounds.datatype, XSD + "string"} and not term.language:
        return term.value
    raise LeaveError(f"'{printable(term.value, limit=40)}' is no date that facts can hold: to the second, with or without a zone")
