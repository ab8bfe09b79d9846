"""A store of made-up claims in; what answers cost, written as CSV or JSON, beside pyoxigraph called directly, out.

Both sides are processes of their own that open the same store, and then ask and write each
question several times. Their answers are compared byte for byte. That a process starts counts
in the rows at the end only: there the command line is beside a script of click and pyoxigraph.
"""

from __future__ import annotations

import filecmp
import glob
import json
import os
from typing import TYPE_CHECKING

from benchmarks.kept import claimgraph_command, made_store
from benchmarks.table import Row, compare
from benchmarks.timing import Cost, child_environment, measure, python_command, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["run_answers"]

_TARGET = 1.10
_EVIDENCE = """SELECT ?who ?claim ?start ?end {
  GRAPH ?claim { org:N12 :ledBy ?who }
  ?claim a cg:Claim ; cg:evidence ?e . ?e oa:start ?start ; oa:end ?end
}"""
_CHAIN = """SELECT * {
  claim:claim-150 schema:appearance ?source . ?source schema:publisher ?who
  OPTIONAL { claim:claim-150 prov:qualifiedAttribution ?hop . ?hop ?p ?o }
}"""
_MONTHS = """SELECT ?source ?month (COUNT(?c) AS ?n) {
  ?c a cg:Claim ; schema:appearance ?source ; cg:said ?d . ?d cg:earliest ?day
  BIND(SUBSTR(STR(?day), 1, 7) AS ?month)
} GROUP BY ?source ?month"""
_WIDE = """SELECT * {
  ?claim a cg:Claim ; rdfs:label ?label ; schema:appearance ?source ; cg:modality ?modality ; cg:polarity ?polarity ; cg:contentDigest ?digest
} LIMIT 20000"""
#: What is asked -> the format of the answer, and the query.
_QUESTIONS = {
    "claims of a thing with sources": ("json", "SELECT ?claim ?source { GRAPH ?claim { org:N12 ?p ?v } ?claim a cg:Claim ; schema:appearance ?source }"),
    "a leader with evidence": ("json", _EVIDENCE),
    "a chain": ("json", _CHAIN),
    "the neighbourhood of a thing": ("csv", "SELECT DISTINCT ?other ?p ?o { { org:N12 ?q ?other } UNION { ?other ?q org:N12 } ?other ?p ?o }"),
    "what differs, in the view": ("csv", "SELECT ?s (COUNT(DISTINCT ?o) AS ?n) { ?s :launchedOn ?o } GROUP BY ?s HAVING(COUNT(DISTINCT ?o) > 1)"),
    "claims by source and month": ("csv", _MONTHS),
    "labels that contain a word": ("csv", 'SELECT ?claim ?label { ?claim a cg:Claim ; rdfs:label ?label FILTER(CONTAINS(LCASE(?label), "n4231")) }'),
    "20,000 rows of 6 columns": ("csv", _WIDE),
    "20,000 rows of 6 columns, JSON": ("json", _WIDE),
    "statements of 5,000 claims": ("nt", "CONSTRUCT { ?s ?p ?o } { { SELECT ?c { ?c a cg:Claim } LIMIT 5000 } GRAPH ?c { ?s ?p ?o } }"),
}  # fmt: skip


def run_answers(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield a row for each question, one for the rows that a pipe gets by default, and one for the whole process."""
    claims, rounds, times = (200, 1, 1) if smoke else (100_000, 5, 3)
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    store = made_store(scratch, claims, environment)
    (data,) = glob.glob(os.path.join(store, "store-*", "data"))
    questions, prefixes = (os.path.join(scratch, name) for name in ("questions.json", "prefixes.json"))
    with open(questions, "w", encoding="utf-8") as file:
        json.dump(_QUESTIONS, file)
    folders = {side: os.path.join(scratch, side) for side in ("ours", "direct")}
    commands = {
        "ours": python_command("our_answers", store, prefixes, questions, folders["ours"], str(times)),
        "direct": python_command("direct_answers", data, prefixes, questions, folders["direct"], str(times)),
    }
    found: dict[str, list[Mapping[str, float]]] = {side: [] for side in commands}
    for _ in range(rounds):
        for side, command in commands.items():
            timing = measure({side: command}, 1, environment, warm=False)[side]
            found[side].append(json.loads(timing.output.splitlines()[-1]))
    for name, (format_, _query) in _QUESTIONS.items():
        _check_same(folders, name, may_be_empty=smoke)
        ours, theirs = (summary([Cost(run[name], run[name], "") for run in found[side]]) for side in ("ours", "direct"))
        yield compare(f"{name} as {format_}, {claims:,} claims / pyoxigraph called", ours, theirs, None if smoke else _TARGET)
    short, csv = (summary([Cost(run[key], run[key], "") for run in found["ours"]]) for key in ("short names", "20,000 rows of 6 columns"))
    yield compare("20,000 rows of 6 columns for a pipe, names short / the same as csv", short, csv, None)
    yield _whole(store, data, prefixes, environment, claims, rounds)


def _whole(store: str, data: str, prefixes: str, environment: dict[str, str], claims: int, rounds: int) -> Row:
    """Compare processes, with all it takes to start them."""
    commands = {
        "ours": claimgraph_command("query", "--store", store, _WIDE, "--format", "csv", folder=os.path.dirname(store)),
        "direct": python_command("direct_query", data, prefixes, _WIDE),
    }
    times = measure(commands, rounds, environment)
    if times["ours"].output != times["direct"].output:
        raise RuntimeError("claimgraph and pyoxigraph do not give the same rows of six columns")
    return compare(f"20,000 rows of 6 columns, {claims:,} claims, whole process / click + pyoxigraph", times["ours"], times["direct"], None)


def _check_same(folders: Mapping[str, str], name: str, *, may_be_empty: bool) -> None:
    """Compare the answers byte for byte; one without rows would measure nothing."""
    ours, theirs = (os.path.join(folder, name) for folder in folders.values())
    if not filecmp.cmp(ours, theirs, shallow=False):
        raise RuntimeError(f"claimgraph and pyoxigraph do not answer the same: compare {ours} with {theirs}")
    with open(ours, "rb") as file:
        lines = sum(1 for _ in file)
    if not may_be_empty and os.path.getsize(ours) < 100 and lines < 2:
        raise RuntimeError(f"there is no answer to: {name}")
