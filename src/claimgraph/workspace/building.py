"""Facts in, a new store on disk out: group by group as they are read, or from a corpus that is filtered first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.errors import FactsError
from claimgraph.rdf import corpus_text, description_quads, filter_corpus, ontology_quads
from claimgraph.rdf.describe import describe_facts
from claimgraph.rdf.quads import in_ontology_graph
from claimgraph.store.embedded import build_store, cannot_write
from claimgraph.workspace.record import Record, write_record
from claimgraph.workspace.standing import end_views, is_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.workspace.reading import Reading
    from claimgraph.workspace.stamp import View

__all__ = ["build", "build_view"]

#: Bytes of N-Quads. Smaller slices make more files to merge at the end, larger ones take memory: eight times their size.
_SLICE = 12 * 1024**2


def build(reading: Reading, part: str) -> None:
    """Make a store of all facts, in the folder `part`.

    Raises:
        FactsError: the facts have problems.
        StoreError: the disk does not take it.
    """
    if not is_apart(reading.ontology):
        build_view(reading, None, part)
        return
    data = os.path.join(part, "data")
    statements = 0
    try:
        store = ox.Store(data)
        for text in _slices(reading.make(list(reading.keys))):
            store.bulk_load(text, format=ox.RdfFormat.N_QUADS, lenient=True)  # every IRI was checked where it came from
            statements += text.count(b"\n")
        whole = reading.whole()
        reading.tell("put in order", whole.claims, 1.0)
        end_views(store, reading.ontology, reading.settings.all_prefixes())
        about = describe_facts(reading.settings, claims=whole.claims, sources=whole.sources, entities=whole.entities)
        store.bulk_extend([*in_ontology_graph(reading.ontology.triples), *about])
        store.optimize()
        store.flush()
    except (OSError, ValueError, RuntimeError) as error:
        raise cannot_write(data, error) from None
    keys = set(reading.keys.values())
    write_record(part, Record(reading.base, {key: reading.brought[key] for key in keys}, statements, 0))


def _slices(texts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield texts joined, about as long as a slice."""
    slice_: list[bytes] = []
    size = 0
    for text in texts:
        slice_.append(text)
        size += len(text)
        if size >= _SLICE:
            yield b"\n".join(slice_)
            slice_, size = [], 0
    yield b"\n".join(slice_)


def build_view(reading: Reading, view: View | None, part: str) -> int:
    """Make a store of the facts as they stood on a day, with all of them in memory; returns how many claims lack a date.

    Raises:
        FactsError: the facts have problems.
        StoreError: the disk does not take it.
    """
    corpus, problems = reading.corpus()
    if problems:
        raise FactsError(problems)
    undated = 0
    if view:
        corpus, undated = filter_corpus(corpus, as_of=view.as_of, valid_on=view.valid_on)
    about = [*ontology_quads(corpus), *description_quads(corpus)]
    build_store(os.path.join(part, "data"), about, nquads=corpus_text(corpus).nquads)
    return undated
