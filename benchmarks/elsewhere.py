"""Made-up claims in; what the same questions cost with other engines on the same statements, for information, out.

Each engine runs in a process of its own, opens or loads the statements first, and then
answers each question several times in that process; all rows are read. The numbers of
rows have to agree. How long loading takes stands beside them, where there is any. Here, as
servers are asked, the time is that of the clock.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import statistics
from typing import TYPE_CHECKING, Any

from benchmarks.kept import made_nquads, made_store
from benchmarks.machine import COMUNICA
from benchmarks.table import Row, not_run
from benchmarks.timing import Command, RunError, child_environment, measure, python_command
from benchmarks.virtuoso import METADATA, missing, virtuoso

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_elsewhere"]

_PREFIXES = {
    "": "https://w3id.org/claimgraph/domain#", "cg": "https://w3id.org/claimgraph/ns#", "schema": "http://schema.org/",
    "org": "https://example.org/synthetic/organization/", "model": "https://example.org/synthetic/model/",
}  # fmt: skip
#: What stands between « and » stands in the default graph, or in the graph that has its place.
_QUESTIONS = {
    "claims about a thing, with sources": "SELECT ?claim ?source { GRAPH ?claim { org:N5 ?p ?v } «?claim a cg:Claim ; schema:appearance ?source» }",
    "one fact, and who says it": "SELECT ?who ?source { «org:N1 :ledBy ?who» GRAPH ?claim { org:N1 :ledBy ?who } «?claim schema:appearance ?source» }",
    "neighbours of a busy thing": "SELECT DISTINCT ?other { «{ org:N3 ?p ?other } UNION { ?other ?q org:N3 }» }",
    "dates that differ, in the view": "SELECT ?s (COUNT(DISTINCT ?o) AS ?n) { «?s :launchedOn ?o» } GROUP BY ?s HAVING(COUNT(DISTINCT ?o) > 1)",
    "claims per source": "SELECT ?source (COUNT(?c) AS ?n) { «?c a cg:Claim ; schema:appearance ?source» } GROUP BY ?source",
}
#: These read a file first; the others open a store.
_LOADS = {"Virtuoso", "rdflib", "Comunica"}
_LARGE, _SMALL = 100_000, 10_000


def run_elsewhere(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield a row for each question and engine; those that hold all in memory are given a tenth of the claims."""
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    large, small, rounds = (200, 200, 1) if smoke else (_LARGE, _SMALL, 5)
    questions = {meta: _write_questions(scratch, meta) for meta in ("", METADATA)}
    ours = {
        size: _ask(_python("ours", made_store(scratch, size, environment), questions[""], rounds), environment) for size in {large, small}
    }
    for name, size in (("pyoxigraph", large), ("oxrdflib", large), ("Virtuoso", large), ("rdflib", small), ("Comunica", small)):
        lacking = _lacking(name)
        if lacking:
            yield not_run(f"questions, {size:,} claims / {name}", "-", lacking, None)
            continue
        try:
            found = _peer(name, scratch, size, questions, rounds, environment)
        except (RunError, RuntimeError) as problem:
            yield not_run(f"questions, {size:,} claims / {name}", "-", str(problem), None)
            continue
        yield from _rows(name, size, ours[size], found)


def _peer(name: str, scratch: str, size: int, questions: dict[str, str], rounds: int, environment: dict[str, str]) -> dict[str, Any]:
    if name in {"pyoxigraph", "oxrdflib"}:
        (data,) = glob.glob(os.path.join(made_store(scratch, size, environment), "store-*", "data"))
        return _ask(_python(name, data, questions[""], rounds), environment)
    path = made_nquads(scratch, size, environment)
    if name == "Virtuoso":
        folder = os.path.join(scratch, "virtuoso")
        with virtuoso(folder, path) as (url, load):
            found = _ask(_python("server", url, questions[METADATA], rounds), environment) | {"load": load}
        shutil.rmtree(folder)
        return found
    if name == "rdflib":
        return _ask(_python(name, path, questions[""], rounds), environment)
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers", "asked.mjs")
    packages = os.path.dirname(os.path.dirname(COMUNICA))
    node = shutil.which("node") or "node"
    return _ask(Command((node, "--max-old-space-size=4096", script, packages, path, questions[""], str(rounds)), scratch), environment)


def _lacking(name: str) -> str:
    if name == "Virtuoso":
        return missing()
    if name == "Comunica" and not (os.path.isdir(COMUNICA) and shutil.which("node")):
        return "npm install, in tests/stores"
    return ""


def _rows(name: str, size: int, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[Row]:
    for question in _QUESTIONS:
        if ours["rows"][question] != theirs["rows"][question]:
            raise RuntimeError(f"claimgraph and {name} do not agree on {question}: {ours['rows']}, {theirs['rows']}")
        sides = [side["seconds"][question] for side in (ours, theirs)]
        middle = [statistics.median(side) for side in sides]
        ratio = middle[0] / middle[1]
        loaded = f"loaded in {theirs['load']:.1f} s" if name in _LOADS else "-"
        runs = [[round(second, 6) for second in side] for side in sides]
        measured = {key: {"cpu": side, "wall": side} for key, side in zip(("ours", "peer"), runs, strict=True)}
        title = f"{question}, {size:,} claims, {ours['rows'][question]:,} rows / {name}"
        one, two = (f"{value * 1000:.1f} ms" for value in middle)
        yield Row(title, one, two, f"{ratio:.2f}" if ratio >= 0.01 else f"{ratio:.4f}", "-", "-", loaded, measured)


def _write_questions(scratch: str, meta: str) -> str:
    """Write the questions into a file, for a store whose default graph is its own, or stands in a graph of that name."""
    heads = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in _PREFIXES.items())
    one, two = (f"GRAPH <{meta}> {{ ", " }") if meta else ("", " .")
    path = os.path.join(scratch, f"questions{'-meta' * bool(meta)}.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({name: heads + text.replace("«", one).replace("»", two) for name, text in _QUESTIONS.items()}, file)
    return path


def _python(engine: str, place: str, questions: str, rounds: int) -> Command:
    return python_command("asked", engine, place, questions, str(rounds))


def _ask(command: Command, environment: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(measure({"it": command}, 1, environment, warm=False)["it"].output.splitlines()[-1])
    return answer
