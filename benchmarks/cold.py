"""The repository's facts in; what a query costs in a new process, beside its floor and its alternatives, out."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from benchmarks.completed import write_completed
from benchmarks.table import Row, compare
from benchmarks.timing import Command, child_environment, measure, python_command, script_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["run_cold"]

_SPARQL = "SELECT ?who { org:MSL :ledBy ?who }"
_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_TITLES = {"bare": "cold query / click + pyoxigraph", "rdflib": "cold query / rdflib", "oxigraph": "cold query / oxigraph CLI"}
_TARGETS = {"bare": 1.25, "rdflib": 0.25, "oxigraph": 4.0}


def run_cold(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield the rows about a query on a warm cache, and about the first build of that cache."""
    corpus = os.path.join(scratch, "repository")
    shutil.copytree(os.path.join(_ROOT, "facts"), os.path.join(corpus, "facts"))
    shutil.copy(os.path.join(_ROOT, "claimgraph.toml"), corpus)
    environment = child_environment(scratch)
    commands = _commands(corpus, environment)
    times = measure(commands, 2 if smoke else 25, environment)
    for name, title in _TITLES.items():
        if name not in times:
            yield Row(title, str(times["ours"]), "not run: pip install oxigraph", "-", f"≤ {_TARGETS[name]:.2f}", "-", "-")
            continue
        _check_same(times["ours"].output, times[name].output, name)
        yield compare(title, times["ours"], times[name], _TARGETS[name])
    yield _first_build(corpus, commands["ours"], environment, 2 if smoke else 9)


def _commands(corpus: str, environment: dict[str, str]) -> dict[str, Command]:
    """Build the store, write what the peers read, and return the commands to compare."""
    ours = script_command("claimgraph", "query", _SPARQL, folder=corpus)
    assert ours is not None, "claimgraph is not installed in this environment"
    subprocess.run(ours.argv, cwd=corpus, env=environment, check=True, capture_output=True)
    quads = os.path.join(corpus, "facts.nq")
    subprocess.run((ours.argv[0], "export", "-o", quads), cwd=corpus, env=environment, check=True, capture_output=True)
    known = write_completed(os.path.join(corpus, "facts"), os.path.join(corpus, "completed.jsonld"))
    prefixes = os.path.join(corpus, "prefixes.tsv")
    with open(prefixes, "w", encoding="utf-8") as file:
        file.writelines(f"{prefix}\t{iri}\n" for prefix, iri in known.items())
    (store,) = glob.glob(os.path.join(environment["CLAIMGRAPH_CACHE"], "stores", "repository-*", "store-*", "data"))
    commands = {
        "ours": ours,
        "bare": python_command("bare_query", store, prefixes, _SPARQL),
        "rdflib": python_command("rdflib_query", quads, prefixes, _SPARQL),
    }
    whole = _with_prefixes(known)
    oxigraph = script_command("oxigraph", "query", "-l", store, "--query", whole, "--results-format", "tsv", folder=corpus)
    return commands | ({"oxigraph": oxigraph} if oxigraph else {})


def _with_prefixes(prefixes: Mapping[str, str]) -> str:
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in prefixes.items()) + _SPARQL


def _check_same(ours: str, theirs: str, name: str) -> None:
    """Compare answers: the names behind the last sign that namespaces end with, for not all write them short."""
    names = [[line.rstrip(">").rpartition("/")[2].rpartition(":")[2] for line in text.split("\n")[1:] if line] for text in (ours, theirs)]
    if names[0] != names[1] or not names[0]:
        raise RuntimeError(f"claimgraph and {name} do not agree: {ours!r}, {theirs!r}")


def _first_build(corpus: str, ours: Command, environment: dict[str, str], rounds: int) -> Row:
    def forget() -> None:
        shutil.rmtree(environment["CLAIMGRAPH_CACHE"])

    facts, document = os.path.join(corpus, "facts"), os.path.join(corpus, "completed.jsonld")
    commands = {"ours": ours._replace(before=forget), "floor": python_command("floor", facts, document)}
    times = measure(commands, rounds, environment)
    return compare("first build and query / YAML + JSON-LD", times["ours"], times["floor"], None)
