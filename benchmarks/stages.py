"""Synthetic facts in; what each stage of `check` costs, and each rule, out."""

from __future__ import annotations

import gc
import os
import time
from typing import TYPE_CHECKING

from benchmarks.corpus import write_corpus
from claimgraph.checks import check_corpus
from claimgraph.folder import find_folder
from claimgraph.model import Corpus
from claimgraph.ontology import load_ontology
from claimgraph.queries import package_query
from claimgraph.rdf import ontology_quads
from claimgraph.rdf.complete import Completer
from claimgraph.rdf.lines import node_lines
from claimgraph.rdf.quads import claims_in_force
from claimgraph.rdf.sample import Sample
from claimgraph.reader import Reader
from claimgraph.rules import core_rules, fill_rule, run_rules, sample_holds, shape_traits
from claimgraph.settings import load_settings
from claimgraph.store.embedded import memory_store
from claimgraph.syntax import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_stages"]


class _Watch:
    """Tells the processor time since it was last asked."""

    def __init__(self) -> None:
        self._last = time.process_time()

    def line(self, name: str) -> str:
        now = time.process_time()
        self._last, spent = now, now - self._last
        return f"{spent * 1000:8.1f} ms  {name}"


def run_stages(scratch: str, *, smoke: bool) -> Iterator[str]:
    """Yield a line for each stage of a check, run once in this process."""
    claims = 200 if smoke else 10_000
    facts = write_corpus(os.path.join(scratch, "stages"), claims)
    gc.collect()
    gc.disable()  # as the command line does
    try:
        yield f"stages of check, {claims} claims, run once:"
        yield from _stages(facts)
    finally:
        gc.enable()


def _stages(facts: str) -> Iterator[str]:
    watch = _Watch()
    folder = find_folder(facts)
    settings = load_settings(folder)
    ontology = load_ontology(settings.modules)
    yield watch.line("load the ontology")
    reader = Reader(ontology, settings)
    nodes = []
    for path in folder.fact_files():
        with open(path, "rb") as file:
            nodes.append(parse_yaml(file.read(), path)[0])
    yield watch.line("read YAML")
    for node in nodes:
        assert node is not None
        reader.read_file(node)
    yield watch.line("check keys and types")
    assert not reader.problems
    assert not list(check_corpus(reader.ontology, reader.declared, reader.references))
    yield watch.line("check references")
    prefixes = settings.all_prefixes()
    corpus = Corpus(settings, ontology, tuple(reader.sources), tuple(reader.entities), tuple(reader.claims), ())
    sample = Sample(shape_traits(ontology))
    sample.add(Completer(corpus).nodes(sample))
    yield watch.line("complete one claim of each form, and of the others what their values decide")
    assert sample_holds(sample, ontology, prefixes) == (True, True)
    yield watch.line("the shapes, asked of this sample")
    yield "only where the sample breaks a shape, and for a store:"
    completer = Completer(corpus)
    lines = node_lines(completer.nodes(), {completer.expand(claim.id) for claim in claims_in_force(corpus)})
    yield watch.line("complete, and write N-Quads with the asserted view")
    store = memory_store(ontology_quads(corpus), prefixes, nquads="\n".join([*lines, ""]))
    yield watch.line("parse and load")
    for name in core_rules():
        for query in fill_rule(store, package_query(f"rules/{name}")):
            assert not list(store.rows(query))
        yield watch.line(f"rule {name}")
    assert not list(run_rules(store, core=False))
    yield watch.line("rules written in SPARQL")
