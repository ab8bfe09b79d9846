"""Writes what can be derived: commands.md, vocabulary.md, the answers in the README's console blocks, and the figures of benchmarks.

`python docs/generate.py` writes them; a test compares them with what stands there.
"""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys

import click

from claimgraph.cli.app import cli
from claimgraph.ontology import Ontology, load_ontology, local_name
from claimgraph.vocab import CG, CORE_PREFIXES, DOMAIN, RDFS, SKOS

DOCS = pathlib.Path(__file__).parent


def commands_page() -> str:
    """Return the help of every command."""
    parts = ["# All commands\n\nWritten by `python docs/generate.py`.\n"]
    context = cli.make_context("claimgraph", [], resilient_parsing=True, terminal_width=100)  # with all that the command itself settles
    parts.append(f"```text\n{cli.get_help(context)}\n```\n")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        below = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        parts.append(f"## {name}\n\n```text\n{command.get_help(below)}\n```\n")
    return "\n".join(parts)


def vocabulary_page() -> str:
    """Return the terms of the ontology with their definitions."""
    ontology = load_ontology()
    parts = [
        "# The vocabulary\n\nWritten by `python docs/generate.py` from `ontology/`.\n",
        f"`cg:` is `{CG}`, `:` is `{DOMAIN}`. The namespaces are names; they are not registered to resolve.",
        "Terms of other vocabularies that claimgraph uses are listed in [the model](model.md).\n",
    ]
    for namespace, title in ((CG, "Terms of claims"), (DOMAIN, "Artificial intelligence labs and models")):
        parts.append(f"## {title}\n\n| term | label | definition |\n|---|---|---|")
        parts += _rows(ontology, namespace)
        parts.append("")
    return "\n".join(parts)


def _rows(ontology: Ontology, namespace: str) -> list[str]:
    found: dict[str, dict[str, str]] = {}
    for triple in ontology.triples:
        subject = getattr(triple.subject, "value", "")
        if subject.startswith(namespace) and triple.predicate.value in {RDFS + "label", SKOS + "definition"}:
            found.setdefault(subject, {})[local_name(triple.predicate.value)] = getattr(triple.object, "value", "")
    prefix = next(p for p, iri in CORE_PREFIXES.items() if iri == namespace)
    return [
        f"| `{prefix}:{iri.removeprefix(namespace)}` | {words.get('label', '')} | {words.get('definition', '')} |"
        for iri, words in sorted(found.items(), key=lambda item: item[0].lower())
    ]


def readme_page() -> str:
    """Return the README with every console block's answer as it is now.

    A block is one command behind `$ claimgraph`, run at the top of the checkout.
    """
    text = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    return re.sub(r"```console\n\$ claimgraph (.*)\n(?:.*\n)*?```", _answered, text)


def _answered(block: re.Match[str]) -> str:
    script = "import shlex, sys; from claimgraph.cli import main; sys.argv[1:] = shlex.split(sys.argv[1]); main()"
    run = subprocess.run(  # noqa: S603  (our own README, and our own interpreter)
        [sys.executable, "-c", script, block[1]],
        cwd=DOCS.parent,
        env=os.environ | {"COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return f"```console\n$ claimgraph {block[1]}\n{run.stdout}```"


def _measured_page(name: str) -> str:
    """Return a page with the figures of the last benchmarks that were kept in performance.json."""
    sys.path.insert(0, str(DOCS.parent))
    try:
        from benchmarks.markdown import fill_page  # noqa: PLC0415  (benchmarks is no package that is installed)
        from benchmarks.results import Results  # noqa: PLC0415  (likewise)
    finally:
        sys.path.pop(0)
    return fill_page((DOCS / name).read_text(encoding="utf-8"), Results.read(str(DOCS / "performance.json")))


def performance_page() -> str:
    """Return the page of what was measured."""
    return _measured_page("performance.md")


def scale_page() -> str:
    """Return the page of what follows from it for larger corpora."""
    return _measured_page("scale.md")


PAGES = {
    "docs/commands.md": commands_page,
    "docs/vocabulary.md": vocabulary_page,
    "README.md": readme_page,
    "docs/performance.md": performance_page,
    "docs/scale.md": scale_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS.parent / name).write_text(page(), encoding="utf-8")
