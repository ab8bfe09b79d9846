"""The bytes of files in, their parts and their statements out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.model import Corpus
from claimgraph.parts.part import Part
from claimgraph.parts.shapes import Shapes
from claimgraph.rdf.complete import Completer
from claimgraph.rdf.lines import node_lines
from claimgraph.rdf.quads import ended_by, may_hold, targets
from claimgraph.reader import Reader
from claimgraph.syntax import parse_yaml
from claimgraph.verify import cited_text, passages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.model import Claim, Settings, Source
    from claimgraph.ontology import Ontology
    from claimgraph.parts.files import Bytes
    from claimgraph.rdf.sample import Sample

__all__ = ["Made", "Maker"]


class Made(NamedTuple):
    """A part, and the statements of its file as lines of N-Quads, if asked for: in the view are those of every claim that no *other* claim may end."""

    part: Part
    lines: list[str]


class Maker:
    """Makes parts of the files of one corpus; no file knows of another."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        """Prepare to read files with an ontology, and the prefixes of a corpus."""
        self.ontology = ontology
        self._reader = Reader(ontology, settings)
        self._nothing = Corpus(settings, ontology, (), (), (), ())
        self._completer = Completer(self._nothing)
        self.shapes = Shapes(ontology, settings)

    def make_group(self, files: Iterable[Bytes], *, rules: bool, statements: bool = False) -> list[Made]:
        """Make parts of several files; with `rules`, see whether the shapes find anything in them; with `statements`, write these down.

        The shapes take about as long over a file as over a hundred. If they find
        something, it may be in any of them.
        """
        rules = rules and self.shapes.are_local
        # Where parts of a file are missing, shapes that ask for parts would complain of that.
        sound, broken = self.shapes.sample(), self.shapes.sample()
        made = []
        for file in files:
            part = self._read(file)
            lines: list[str] = []
            if statements:
                in_force = {self._completer.expand(claim.id) for claim in self._reader.claims if may_hold(self.ontology, claim)}
                lines = node_lines(self._completer.nodes(), in_force)
            if rules:
                sample = broken if part.problems else sound
                sample.add(self._completer.nodes(sample))
            made.append(Made(part, lines))
        return self._judged(made, sound, broken) if rules else made

    def _judged(self, made: list[Made], sound: Sample, broken: Sample) -> list[Made]:
        """Return parts that know whether the shapes hold."""
        written, core = self.shapes.hold(sound, [one.part for one in made if not one.part.problems])
        broken_written, _ = self.shapes.hold(broken, [one.part for one in made if one.part.problems], core=False)
        return [
            one._replace(
                part=one.part._replace(written_hold=broken_written)
                if one.part.problems
                else one.part._replace(written_hold=written, core_hold=core)
            )
            for one in made
        ]

    def _read(self, file: Bytes) -> Part:
        """Read a file; what is in it stays with the reader and the completer until the next one."""
        reader, completer = self._reader, self._completer
        for read in (
            reader.sources,
            reader.entities,
            reader.claims,
            reader.references,
            reader.declared,
            reader.problems,
            completer.origins,
        ):
            read.clear()
        node, problems = parse_yaml(file.data, "", size=file.size)
        reader.problems += problems
        if node is not None:
            reader.read_file(node)
        completer.corpus = self._nothing._replace(
            sources=tuple(reader.sources), entities=tuple(reader.entities), claims=tuple(reader.claims)
        )
        return self._part()

    def _part(self) -> Part:
        reader = self._reader
        cited = [text for source in reader.sources if (text := cited_text(source))]
        quoted = [list(passages(claim)) for claim in reader.claims]
        # Of a place, [1:] are its line and column.
        return Part(
            problems=[(where[1:], code, message, hint) for where, code, message, hint in reader.problems],
            declared=[(name, classes, where[1:]) for name, classes, where in reader.declared],
            references=[(holder, target, classes, where[1:]) for holder, target, classes, where in reader.references],
            sources=len(reader.sources),
            entities=len(reader.entities),
            claims=[(claim.id, ended_by(claim), may_hold(self.ontology, claim)) for claim in reader.claims],
            texts=[(text.source, text.sha256, text.chars, text.where[1:]) for text in cited],
            passages=[(p.claim, p.source, *p.span, p.quote, p.where[1:]) for found in quoted for p in found],
            bare=sum(not found for found in quoted),
            links=[link for found in (reader.claims, reader.sources) for thing in found for link in self._links(thing)],
        )

    def _links(self, thing: Claim | Source) -> list[tuple[str, str, str]]:
        return [(thing.id, iri, target) for key, iri in self.shapes.followed.items() for target in targets(thing.node, key)]
