"""What has to stay although the corpus does not ask for it: others state it, or refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.pushing.reading import batches
from claimgraph.pushing.statements import Key, key
from claimgraph.vocab import CG, PROV

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from claimgraph.pushing.reading import Reader

__all__ = ["kept_for_others", "kept_values"]

#: A claim in force, as its metadata tell; which modalities hold now the ontology says.
_IN_FORCE = f"""
  ?g a <{CG}Claim> ; <{CG}modality> ?m ; <{CG}polarity> <{CG}affirmed> ; <{CG}stance> <{CG}fact> .
  FILTER NOT EXISTS {{ ?later <{PROV}wasRevisionOf> ?g }} FILTER NOT EXISTS {{ ?later <{CG}retracts> ?g }}
"""


def kept_for_others(view: Mapping[Key, ox.Triple], reader: Reader, mine: AbstractSet[str], holds_now: AbstractSet[str]) -> set[Key]:
    """Return those of some statements that a claim in force states which is not one of `mine`: another corpus's, or one that is left."""
    kept = set()
    for subjects in batches(sorted({name[0] for name in view}), lambda: reader.size):
        where = f"VALUES ?s {{ {' '.join(subjects)} }} GRAPH ?g {{ ?s ?p ?o }} {reader.at(_IN_FORCE)}"
        for row in reader.rows("?g ?m ?s ?p ?o", where, "?g", "?s", "?p", "?o"):
            if row["g"].value not in mine and row["m"].value in holds_now:
                name = key(ox.Triple(row["s"], row["p"], row["o"]))
                if name in view:
                    kept.add(name)
    return kept


def kept_values(values: Mapping[str, list[Key]], going: Mapping[Key, ox.Triple], reader: Reader) -> set[str]:
    """Return those of some values (their statements by name) that something refers to which stays."""
    referred: dict[str, set[str]] = {}  # value -> other values of these that refer to it
    kept = set()
    for names in batches(sorted(values), lambda: reader.size):
        where = f"VALUES ?o {{ {' '.join(f'<{name}>' for name in names)} }} {reader.at('?s ?p ?o')}"
        for row in reader.rows("?s ?p ?o", where, "?s", "?p", "?o"):
            triple = ox.Triple(row["s"], row["p"], row["o"])
            value, subject = row["o"].value, getattr(row["s"], "value", "")
            if subject in values:
                referred.setdefault(subject, set()).add(value)
            elif key(triple) not in going:
                kept.add(value)
    todo = list(kept)
    while todo:  # what a value that stays is made of stays as well
        for part in referred.get(todo.pop(), set()) - kept:
            kept.add(part)
            todo.append(part)
    return kept
