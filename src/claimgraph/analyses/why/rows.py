"""A query and its rows in; for each row the triples that its patterns matched out.

The rows are those of the query itself, asked as ever. The same query is then asked once
more, with a column for every variable of its patterns and one for every mark, and each
row finds the solutions that give its values. An embedded store is asked that; of a store
elsewhere, what the patterns can match is read first (one plain pattern at a time, which
every store answers alike), and the question is answered here.
"""

from __future__ import annotations

import collections
import contextlib
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.why.part import read_part
from claimgraph.errors import QueryError, printable
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.terms import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimgraph.analyses.why.pattern import Parsed, Pattern
    from claimgraph.store.protocol import Store

__all__ = ["Answered", "Match", "match_rows"]

#: For more rows than this, all solutions are looked at: a longer list of values helps an engine no more.
_MOST = 1_000
#: So many rows, and solutions behind them, are explained: a query that joins nothing has them without end.
_SOLUTIONS = 200_000
#: So many solutions are looked at to find those.
_READ = 1_000_000

Key = tuple[str, ...]


class Match(NamedTuple):
    """A pattern, the triple that it matched (terms), and the graph that it stands in; None for the default graph."""

    pattern: Pattern
    triple: tuple[Any, Any, Any]
    graph: Any = None


class Answered(NamedTuple):
    """The columns of an answer, its rows (terms, None where there is none), and what each row's patterns matched.

    What a row matched is None where the statements of the store do not give that row; `remarks` say what is odd, one line each.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    matches: tuple[tuple[Match, ...] | None, ...]
    remarks: tuple[str, ...] = ()


def match_rows(store: Store, query: str, parsed: Parsed, prefixes: Mapping[str, str]) -> Answered:
    """Ask a query, and find what each of its rows matched; `prefixes` are those that it may use undeclared.

    Raises:
        QueryError: the query fails, or more stands behind its rows than can be read.
        RemoteError: the store is elsewhere, and does not answer.
    """
    answer = store.query(query, prefixes=prefixes)
    assert isinstance(answer, ox.QuerySolutions)
    columns = tuple(variable.value for variable in answer.variables)
    with _as_query():
        rows = tuple(tuple(row[name] for name in columns) for row in itertools.islice(answer, _SOLUTIONS + 1))
    if len(rows) > _SOLUTIONS:
        raise _too_many(f"it has more than {_SOLUTIONS:,} rows", parsed)
    if not rows:
        return Answered(columns, rows, ())
    constants = _constants(parsed, prefixes)
    known = {name: values for name, values in _values(columns, rows).items() if name in parsed.variables}
    local = store if isinstance(store, EmbeddedStore) else read_part(store, parsed.patterns, constants, known)
    keys = [_key(row) for row in rows]
    found: dict[Key, list[tuple[Match, ...]]] = {key: [] for key in keys}
    with _as_query():
        # Not by `local.query`: the guard, which the query has passed, would find too many parts in a long list of values.
        wide = local.inner.query(_widen(parsed, columns, rows), prefixes=dict(prefixes))
        assert isinstance(wide, ox.QuerySolutions)
        kept = 0
        for number, solution in enumerate(wide):
            if kept == _SOLUTIONS or number == _READ:
                raise _too_many(f"more than {number:,} solutions stand behind its rows", parsed)
            solutions = found.get(_key(solution[name] for name in columns))
            if solutions is not None:
                kept += 1
                solutions.append(tuple(_matches(parsed, solution, constants)))
    return Answered(columns, rows, tuple(_share(keys, found, parsed)), tuple(_remarks(keys, found, parsed)))


def _too_many(what: str, parsed: Parsed) -> QueryError:
    """Return the error for a query with more behind it than can be read; it names patterns that nothing joins."""
    strangers = parsed.strangers()
    if strangers is None:
        hint = "name more of what is meant, by further patterns, FILTER or VALUES"
    else:
        one, two = strangers
        hint = f"'{one}' has no variable in common with '{two}': add a pattern that joins them, or leave one out"
    return QueryError(f"--why cannot explain this query: {what}", hint)


@contextlib.contextmanager
def _as_query() -> Iterator[None]:
    """Let what the engine says while it is read from be an error of the query."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {printable(str(error), limit=200)}") from None


def _share(keys: Sequence[Key], found: Mapping[Key, list[tuple[Match, ...]]], parsed: Parsed) -> Iterator[tuple[Match, ...] | None]:
    """Yield for each row the solutions with its values: one each if there are as many rows as solutions, else all of them.

    Several solutions come from a store in whatever order; here they have one of their own, so that every store gives the same.
    """
    alike = collections.Counter(keys)
    given: collections.Counter[Key] = collections.Counter()
    order = {pattern: number for number, pattern in enumerate(parsed.patterns)}

    def place(match: Match) -> tuple[int, Key]:
        return order[match.pattern], _key((*match.triple, match.graph))

    for solutions in found.values():
        solutions.sort(key=lambda solution: [*map(place, solution)])
    for key in keys:
        solutions = found[key]
        if len(solutions) == alike[key]:
            solutions = [solutions[given[key]]]
        given[key] += 1
        matches = dict.fromkeys(match for solution in solutions for match in solution)
        yield tuple(sorted(matches, key=place) if len(solutions) > 1 else matches) if solutions else None


def _remarks(keys: Sequence[Key], found: Mapping[Key, list[tuple[Match, ...]]], parsed: Parsed) -> Iterator[str]:
    """Yield what is odd about rows: a store may lose some, or reckon otherwise than we do."""
    alike = collections.Counter(keys)
    for key, number in {key: number for number, key in reversed([*enumerate(keys, 1)])}.items():
        count, there = alike[key], len(found[key])
        if not there:
            what = "the store gives it, but what its statements give is another; it has no receipts"
        elif parsed.distinct or count == there or (parsed.sliced and count < there):
            continue
        else:
            what = f"the store gives it {_times(count)}, and its statements give it {_times(there)}"
        yield f"row {number:,}: {what}"


def _times(number: int) -> str:
    """Say how often.

    >>> _times(1), _times(3)
    ('once', '3 times')
    """
    return "once" if number == 1 else f"{number:,} times"


def _key(terms: Any) -> Key:
    return tuple("" if term is None else str(canonical(term)) for term in terms)


def _matches(parsed: Parsed, solution: Any, constants: Mapping[str, Any]) -> list[Match]:
    """Return what the patterns matched that are part of a solution."""

    def value(text: str, name: str) -> Any:
        return solution[name] if name else constants[text]

    return [
        Match(pattern, (*(value(term.text, term.name) for term in pattern.triple),), pattern.graph and value(pattern.graph.text, pattern.graph.name))
        for pattern in parsed.patterns
        if all(solution[mark] is not None for mark in pattern.marks)
    ]  # fmt: skip


def _constants(parsed: Parsed, prefixes: Mapping[str, str]) -> dict[str, Any]:
    """Return the terms that the constants of the patterns stand for, by their text; the engine reads them."""
    texts = list(dict.fromkeys(term.text for pattern in parsed.patterns for term in pattern.terms if not term.name))
    lines = " ".join(f"({number} {text})" for number, text in enumerate(texts))
    answer = ox.Store().query(f"{parsed.prologue}SELECT ?number ?term {{ VALUES (?number ?term) {{ {lines} }} }}", prefixes=dict(prefixes))
    assert isinstance(answer, ox.QuerySolutions)
    return {texts[int(row["number"].value)]: row["term"] for row in answer}


def _values(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, set[Any]]:
    """Return the values of the columns that have one in every row."""
    values = {name: {row[number] for row in rows} for number, name in enumerate(columns)}
    return {name: found for name, found in values.items() if None not in found}


def _widen(parsed: Parsed, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Write the query with all that its patterns match as columns, of no other rows than those that were given."""
    names = dict.fromkeys((*parsed.variables, *(name for name in columns if name not in parsed.aliases), *parsed.marks))
    head = " ".join([*(f"?{name}" for name in names), *parsed.expressions]) or f"(1 AS ?{parsed.stem})"
    more = [text for text in (parsed.values, _only(parsed, columns, rows)) if text]
    return f"{parsed.prologue}SELECT {head} WHERE {' '.join(['{', parsed.group, *more, '}']) if more else parsed.group}"


def _only(parsed: Parsed, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Write the VALUES that leave only the solutions of these rows; nothing, where that cannot be said.

    Only a flat query takes them: into the groups of another, Oxigraph lets values in that have no business there.
    """
    if not parsed.flat:
        return ""
    given = _values(columns, rows)
    names = [name for name in columns if name in given and name not in parsed.aliases]
    if not names or any(not isinstance(term, (ox.NamedNode, ox.Literal)) for name in names for term in given[name]):
        return ""
    places = [columns.index(name) for name in names]
    lines = {" ".join(str(row[place]) for place in places) for row in rows}
    if len(lines) > _MOST:
        return ""
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(f'({line})' for line in sorted(lines))} }}"
