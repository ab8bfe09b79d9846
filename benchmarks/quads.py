"""Files of made-up facts in; their statements out, as N-Quads, one source at a time.

The same code reads and completes each file as for any folder of facts, but never holds
more than one of them: a million claims fit. `tests/test_benchmarks.py` compares the
N-Quads with those that `claimgraph export` makes of the same files.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox

from benchmarks.corpus import SETTINGS, write
from benchmarks.outlets import make_outlets
from claimgraph.folder import find_folder
from claimgraph.model import Corpus
from claimgraph.ontology import load_ontology
from claimgraph.rdf import description_quads
from claimgraph.rdf.complete import Completer
from claimgraph.rdf.lines import node_lines
from claimgraph.rdf.quads import claims_in_force
from claimgraph.reader import Reader
from claimgraph.settings import load_settings
from claimgraph.syntax import parse_yaml

if TYPE_CHECKING:
    from claimgraph.model import Settings

__all__ = ["build_nquads", "write_nquads"]


def write_nquads(path: str, claims: int, settings: Settings) -> None:
    """Write the statements of so many claims as N-Quads; those of value nodes once for every file that has them."""
    empty = Corpus(settings, load_ontology(), (), (), (), ())
    reader, completer = Reader(empty.ontology, settings), Completer(empty)
    ended = frozenset[str]().union(*(file.ends for file in make_outlets(claims)))
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for file in make_outlets(claims):
            node, problems = parse_yaml(file.text.encode(), file.name)
            assert node is not None, problems
            reader.read_file(node)
            assert not reader.problems, reader.problems[0]
            corpus = completer.corpus = empty._replace(
                sources=tuple(reader.sources), entities=tuple(reader.entities), claims=tuple(reader.claims)
            )
            in_force = {completer.expand(claim.id) for claim in claims_in_force(corpus) if claim.id not in ended}
            out.writelines(f"{line}\n" for line in node_lines(completer.nodes(), in_force))
            for read in (reader.sources, reader.entities, reader.claims, reader.references, reader.declared, completer.origins):
                read.clear()


def build_nquads(folder: str, claims: int) -> str:
    """Write the file of N-Quads of so many claims into a folder, with the description that names its prefixes; returns its path."""
    os.makedirs(folder)
    write(os.path.join(folder, "claimgraph.toml"), SETTINGS)
    os.mkdir(os.path.join(folder, "facts"))
    settings = load_settings(find_folder(os.path.join(folder, "facts")))
    path = os.path.join(folder, "outlets.nq")
    write_nquads(path, claims, settings)
    with open(path, "ab") as out:
        out.write(ox.serialize(description_quads(Corpus(settings, load_ontology(), (), (), (), ())), format=ox.RdfFormat.N_QUADS) or b"")
    return path
