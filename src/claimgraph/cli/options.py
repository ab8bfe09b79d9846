"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimgraph.evidence import Snapshot
    from claimgraph.model import Corpus

__all__ = [
    "ONE_QUERY",
    "corpus_options",
    "filtered_corpus",
    "is_given",
    "last_day",
    "load_snapshots",
    "note_undated",
    "query_files",
    "query_text",
    "report_options",
    "texts_option",
    "timeout_option",
]

#: What is wrong, and how to mend it, where a query is given not at all or more than once.
ONE_QUERY = (
    "give one query: as an argument, with -f FILE, with --name SAVED, or - for standard input",
    "see `claimgraph query --list` for the saved ones",
)

_STORE_HELP = "Ask this store: a name from the settings, the address of a SPARQL store, or a folder to keep the store in."

_F = TypeVar("_F", bound="Callable[..., Any]")


def _refuse_no_day(context: click.Context, option: click.Parameter, day: str) -> str:
    """Refuse a date that is there and empty: `--as-of "$DAY"` without such a variable does not mean all days."""
    if not day and option.name and context.get_parameter_source(option.name) is click.core.ParameterSource.COMMANDLINE:
        last_day(" ", option.opts[0])
    return day


def corpus_options(command: _F) -> _F:
    """Add the options that say which facts, as they stood when."""
    for option in reversed(
        [
            click.option("--facts", metavar="DIR", help="The folder of facts; by default ./facts or the nearest above."),
            click.option("--store", metavar="STORE", default="", help=_STORE_HELP),
            click.option(
                "--as-of", metavar="DATE", default="", callback=_refuse_no_day, help="Only what had been said by the end of DATE."
            ),
            click.option("--valid-on", metavar="DATE", default="", callback=_refuse_no_day, help="Only what is said to hold on DATE."),
        ]
    ):
        command = option(command)
    return command


def report_options(command: _F) -> _F:
    """Add the options of an analysis: how its report is written, against which texts, and on which facts as they stood when."""
    formats = click.Choice(["text", "json", "csv", "tsv"])
    command = click.option("-o", "--output", metavar="FILE", help="Write to a file, whole or not at all.")(
        texts_option(corpus_options(command))
    )
    return click.option("--format", "format_", metavar="FORMAT", default="text", type=formats, help="text, json, csv or tsv.")(command)


def texts_option(command: _F) -> _F:
    """Add the option that says where the snapshots of the sources are."""
    option = click.option("--texts", metavar="DIR", default="", help="Verify evidence against the texts in this folder.")
    return option(command)


def _refuse_no_time(_context: click.Context, _option: click.Parameter, seconds: float) -> float:
    if not seconds >= 0:  # what is not a number is not
        raise QueryError(f"--timeout: {seconds:g} is no time to wait", "write a number of seconds, or 0 for as long as it takes")
    return seconds


def timeout_option(command: _F) -> _F:
    """Add the option that says how long a query of the user's own may take."""
    option = click.option(
        "--timeout", metavar="SECONDS", type=float, default=60, show_default=True, envvar="CLAIMGRAPH_TIMEOUT", callback=_refuse_no_time,
        help="Stop a query (exit code 124) that takes longer; 0 for never. To make the store, and to wait for who reads the answer, does not count.",
    )  # fmt: skip
    return option(command)


def is_given(name: str) -> bool:
    """Tell whether the user gave the value of an option, on the command line or in the environment."""
    context = click.get_current_context(silent=True)
    given = (click.core.ParameterSource.COMMANDLINE, click.core.ParameterSource.ENVIRONMENT)
    return context is not None and context.get_parameter_source(name) in given


def filtered_corpus(facts: str | None, as_of: str, valid_on: str) -> Corpus:
    """Read the corpus that the options name, and say what --as-of left out."""
    from claimgraph.errors import FactsError
    from claimgraph.folder import find_folder
    from claimgraph.loader import load_corpus
    from claimgraph.rdf import filter_corpus

    days = last_day(as_of, "--as-of"), last_day(valid_on, "--valid-on")
    corpus, problems = load_corpus(find_folder(facts))
    if problems:
        raise FactsError(problems)
    corpus, undated = filter_corpus(corpus, as_of=days[0], valid_on=days[1])
    note_undated(undated)
    return corpus


def load_snapshots(facts: str | None, texts: str, store: str = "") -> dict[str, Snapshot]:
    """Return the texts to verify evidence against: those of --texts, or those the corpus's settings name.

    A store that is named needs no facts beside it.
    """
    from claimgraph.evidence import load_texts

    if texts:
        return load_texts(texts)
    if store:
        from claimgraph.elsewhere import own_settings

        settings = own_settings(facts)
    else:
        from claimgraph.folder import find_folder
        from claimgraph.settings import load_settings

        settings = load_settings(find_folder(facts))
    place = settings.texts if settings else ""
    return load_texts(place) if place and os.path.isdir(place) else {}


def query_text(sparql: str | None, path: str | None, name: str | None, facts: str | None) -> str | None:
    """Return the query that one of the arguments gives, or None if none does.

    Raises:
        QueryError: more than one does, or it cannot be read.
    """
    given = [value for value in (sparql, path, name) if value is not None]
    if not given:
        return None
    if len(given) > 1:
        raise QueryError(*ONE_QUERY)
    if name is not None:
        from claimgraph.queries import find_query

        return find_query(name, query_files(facts)).text
    if path is not None and path != "-":
        from claimgraph.queries import parse_query

        return parse_query(path).text
    if sparql is not None and sparql != "-":
        return sparql
    from claimgraph.queries import LARGEST

    try:
        text = sys.stdin.buffer.read(4 * LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError("the query on standard input is not UTF-8") from None
    if len(text) > LARGEST:
        raise QueryError(f"the query on standard input is longer than {LARGEST:,} characters")
    return text


def query_files(facts: str | None) -> list[str]:
    """Return the files of the saved queries, which are kept with the facts: a store elsewhere has none.

    Raises:
        QueryError: there are no facts here.
        CorpusError: `facts` names none.
    """
    from claimgraph.errors import CorpusError
    from claimgraph.folder import find_folder

    try:
        return find_folder(facts).query_files()
    except CorpusError:
        if facts is not None:
            raise
    raise QueryError("there are no facts here, and saved queries are kept with the facts",
                     "ask from their folder or with --facts DIR; or give the query itself, or its file with -f")  # fmt: skip


def note_undated(undated: int) -> None:
    """Say what --as-of left out."""
    if undated:
        what = "claim is left out: it" if undated == 1 else "claims are left out: they"
        click.echo(f"note: {undated} {what} may or may not have been said by then", err=True)


def last_day(text: str, option: str) -> str:
    """Return the last day of a date of any precision."""
    if not text:
        return ""
    from claimgraph.values import parse_date

    bounds = parse_date(text)
    if bounds is None:
        raise QueryError(f"{option}: '{text.strip()}' is not a date of the calendar", "write 2026, 2026-04 or 2026-04-08")
    return bounds.latest
