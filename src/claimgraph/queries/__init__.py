"""Named queries: `.rq` files with a title, those of the package and those of a corpus."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import QueryError, did_you_mean, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "LARGEST",
    "SavedQuery",
    "fill_values",
    "find_query",
    "iri_terms",
    "list_queries",
    "package_query",
    "pair_terms",
    "parse_query",
    "values_of",
]

#: No query of a person is longer; what is, may be a device that never ends.
LARGEST = 1_000_000
#: So many terms an engine takes easily in one VALUES.
_BATCH = 500
#: What no IRI holds between its angle brackets, nor begins with: no scheme.
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]|^(?![A-Za-z][A-Za-z0-9+.-]*:)')

#: A line of a query that is only for all that there is.
_ALL = re.compile(r"^.*#all\n", re.MULTILINE)


class SavedQuery(NamedTuple):
    """A query that has a name (its file's) and a title (its first comment)."""

    name: str
    title: str
    text: str
    path: str


def parse_query(path: str) -> SavedQuery:
    """Read a saved query: comment lines `# title: …` first, then SPARQL.

    Raises:
        QueryError: the file cannot be read.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read(LARGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"the query {path} cannot be read: {why}") from None
    if len(text) > LARGEST:
        raise QueryError(f"the query {path} cannot be read: it is longer than {LARGEST:,} characters")
    name = os.path.splitext(os.path.basename(path))[0]
    first = text.partition("\n")[0]
    return SavedQuery(name, first.removeprefix("#").strip().removeprefix("title:").strip(), text, path)


def package_query(name: str) -> str:
    """Return the text of one of the package's own queries, such as `list/claims`."""
    return parse_query(os.path.join(os.path.dirname(__file__), *f"{name}.rq".split("/"))).text


def list_queries(paths: list[str]) -> list[SavedQuery]:
    """Return the saved queries of a corpus, by name."""
    return sorted(parse_query(path) for path in paths)


def find_query(name: str, paths: list[str]) -> SavedQuery:
    """Return the saved query of a name.

    Raises:
        QueryError: there is none.
    """
    known = {os.path.splitext(os.path.basename(path))[0]: path for path in paths}
    if name not in known:
        hint = did_you_mean(name, known) or (
            "see `claimgraph query --list`" if known else "this corpus has none: write facts/queries/NAME.rq"
        )
        raise QueryError(f"there is no saved query '{name}'", hint)
    return parse_query(known[name])


def iri_terms(iris: Iterable[str]) -> Iterator[str]:
    """Yield IRIs as SPARQL writes them; what others wrote where an IRI should stand is left out.

    >>> list(iri_terms(["http://x/a", "http://x/> } DROP ALL"]))
    ['<http://x/a>']
    """
    return (f"<{iri}>" for iri in iris if not _NO_IRI.search(iri))


def pair_terms(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield pairs of IRIs as rows of a VALUES for two variables; those with what is no IRI are left out.

    >>> list(pair_terms([("http://x/a", "http://x/p"), ("http://x/a", "http://x/> }")]))
    ['(<http://x/a> <http://x/p>)']
    """
    return (f"(<{one}> <{two}>)" for one, two in pairs if not _NO_IRI.search(one) and not _NO_IRI.search(two))


def fill_values(query: str, terms: Iterable[str]) -> Iterator[str]:
    """Yield a query with terms in its empty VALUES, so many at a time as an engine takes easily.

    >>> list(fill_values("SELECT * { VALUES ?x { } ?x a ?type }", ["<http://x/b>", "<http://x/a>"]))
    ['SELECT * { VALUES ?x { <http://x/a> <http://x/b> } ?x a ?type }']
    """
    todo = sorted(terms)
    for start in range(0, len(todo), _BATCH):
        yield query.replace("{ }", f"{{ {' '.join(todo[start : start + _BATCH])} }}", 1)


def values_of(query: str, variable: str, iris: Iterable[str] | None) -> Iterator[str]:
    """Yield a query asked of some IRIs alone, for one of its variables, many at a time; or, without any given, as it is.

    Where an engine is quick with one pattern if all is asked for, and with another if
    little is, a query has both: a line that ends with `#all` is for the one, what
    stands behind `#some` for the other.

    >>> list(values_of("SELECT ?x WHERE { ?x a ?type }", "x", ["http://x/a"]))
    ['SELECT ?x WHERE { VALUES ?x { <http://x/a> } ?x a ?type }']
    >>> list(values_of("SELECT ?x WHERE { ?x a ?type }", "x", None))
    ['SELECT ?x WHERE { ?x a ?type }']
    """
    if iris is None:
        yield query
    else:
        few = _ALL.sub("", query).replace("#some ", "")
        yield from fill_values(few.replace("WHERE {", f"WHERE {{ VALUES ?{variable} {{ }}", 1), iri_terms(iris))
