"""Synthetic facts in; what `claimgraph check` costs, beside its floor and a SHACL engine, out."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox

from benchmarks.completed import write_completed
from benchmarks.corpus import write_corpus
from benchmarks.table import Row, compare
from benchmarks.timing import Command, child_environment, measure, python_command, script_command
from claimgraph.loader import load
from claimgraph.rdf import corpus_quads
from claimgraph.vocab import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_checks"]


def run_checks(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield the rows about `check`."""
    environment = child_environment(scratch)
    yield _against_floor(scratch, 200 if smoke else 10_000, 1 if smoke else 7, environment)
    yield _against_shacl(scratch, 20 if smoke else 300, 1 if smoke else 3, environment)


def _check(facts: str) -> Command:
    """Return the command of a full check: what an earlier one kept of the files is deleted before each run."""
    command = script_command("claimgraph", "check", facts, folder=os.path.dirname(facts))
    assert command is not None, "claimgraph is not installed in this environment"
    cache = os.path.join(os.path.dirname(facts), "cache")
    return command._replace(cache=cache, before=lambda: shutil.rmtree(cache, ignore_errors=True))


def _against_floor(scratch: str, claims: int, rounds: int, environment: dict[str, str]) -> Row:
    facts = write_corpus(os.path.join(scratch, "large"), claims)
    document = os.path.join(scratch, "large", "completed.jsonld")
    write_completed(facts, document)
    times = measure({"ours": _check(facts), "floor": python_command("floor", facts, document)}, rounds, environment)
    return compare(f"check, {claims} claims / YAML + JSON-LD", times["ours"], times["floor"], 2.0)


def _against_shacl(scratch: str, claims: int, rounds: int, environment: dict[str, str]) -> Row:
    facts = write_corpus(os.path.join(scratch, "small"), claims)
    data = os.path.join(scratch, "small", "default-graph.nt")
    default = [quad for quad in corpus_quads(load(facts)).quads if quad.graph_name == ox.DefaultGraph()]
    ox.serialize([quad.triple for quad in default], data, format=ox.RdfFormat.N_TRIPLES)
    names = [os.path.join(ontology_folder(), name) for name in ("claimgraph.ttl", "domain.ttl", "shapes.ttl")]
    times = measure({"ours": _check(facts), "shacl": python_command("shacl", data, *names)}, rounds, environment)
    return compare(f"check, {claims} claims / pySHACL", times["ours"], times["shacl"], 0.15)
