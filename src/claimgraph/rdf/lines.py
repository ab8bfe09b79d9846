"""Nodes of the completer's JSON-LD document in, the same statements as lines of N-Quads out.

Any JSON-LD 1.1 processor reads these statements from the document. A general one
takes longer over it than all the rest of `check`: it has to expect contexts, blank
nodes and relative IRIs, of which the completer writes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

__all__ = ["node_lines", "quoted"]

_TYPE = f"<{RDF}type>"


def node_lines(nodes: Iterable[dict[str, Any]], in_force: AbstractSet[str]) -> list[str]:
    """Return the lines of expanded nodes; of the claims in force also those of the asserted view."""
    lines: list[str] = []
    seen: set[tuple[str, str]] = set()
    for node in nodes:
        _add(node, "", lines, seen, in_force)
    return lines


def _add(node: dict[str, Any], graph: str, lines: list[str], seen: set[tuple[str, str]], in_force: AbstractSet[str]) -> None:
    """Add the statements about a node, and about the nodes inside it, to a graph (its IRI in brackets; empty for the default)."""
    iri = node["@id"]
    if not iri:
        return  # a reference to what cannot be named is reported as undeclared
    subject, end = f"<{iri}>", f" {graph} ." if graph else " ."
    write = lines.append
    for key, found in node.items():
        if key[0] == "@":
            if key == "@type":
                for cls in found if isinstance(found, list) else [found]:
                    write(f"{subject} {_TYPE} <{cls}>{end}")
            elif key == "@graph":
                for statement in found:
                    _add(statement, subject, lines, seen, in_force)
                    if iri in in_force:
                        _add(statement, graph, lines, seen, in_force)
            elif key == "@reverse":
                for predicate, others in found.items():
                    for other in others:
                        write(f"<{other['@id']}> <{predicate}> {subject}{end}")
                        _add(other, graph, lines, seen, in_force)
            continue
        for value in found if isinstance(found, list) else [found]:
            if "@value" in value:
                datatype = f"^^<{value['@type']}>" if "@type" in value else ""
                write(f"{subject} <{key}> {quoted(value['@value'])}{datatype}{end}")
            elif name := value["@id"]:
                write(f"{subject} <{key}> <{name}>{end}")
                # A node that is named by its content says the same wherever it stands.
                if len(value) > 1 and (name, graph) not in seen:
                    seen.add((name, graph))
                    _add(value, graph, lines, seen, in_force)


def quoted(text: str) -> str:
    r"""Write a text as N-Quads do.

    >>> print(quoted('say "so"\n'))
    "say \"so\"\n"
    """
    if "\\" in text or '"' in text or "\n" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"'
