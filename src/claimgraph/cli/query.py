"""`claimgraph query`: ask the facts with SPARQL."""

from __future__ import annotations

import click

from claimgraph.cli.options import ONE_QUERY, corpus_options, is_given, query_files, query_text, texts_option, timeout_option
from claimgraph.cli.stores import open_facts, say_remarks
from claimgraph.errors import QueryError, printable

__all__ = ["command"]


@click.command("query")
@click.argument("sparql", required=False)
@click.option("-f", "--file", "path", metavar="FILE", help="Read the query from a file.")
@click.option("--name", metavar="SAVED", help="Ask one of the corpus's saved queries.")
@click.option("--list", "listing", is_flag=True, help="List the saved queries.")
@click.option("--format", "format_", metavar="FORMAT", default="",
              help="By default a table at a terminal, tab-separated in a pipe; or table, csv, tsv, json, xml; for triples ttl, nt, nq, trig, rdf, jsonld; or a media type.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write the answer to a file, whole or not at all.")
@click.option("--no-prefixes", is_flag=True, help="Do not predeclare the corpus's prefixes.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE send parts of the query to other servers.")
@click.option("--why", is_flag=True, help="Show for each row which claims stand behind it; as text, json, csv or tsv.")
@timeout_option
@texts_option
@corpus_options
def command(
    sparql: str | None,
    path: str | None,
    name: str | None,
    listing: bool,
    format_: str,
    output: str | None,
    no_prefixes: bool,
    allow_service: bool,
    why: bool,
    timeout: float,
    texts: str,
    facts: str | None,
    store: str,
    as_of: str,
    valid_on: str,
) -> None:
    """Ask the facts with SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE.

    SPARQL is the query, or - to read it from standard input. The prefixes of the
    corpus are declared already. In the default graph stands what is in force; in
    the graph of each claim stands what that claim says.

    \b
    claimgraph query 'SELECT ?who { org:MSL :ledBy ?who }'
    claimgraph query --why 'SELECT ?who { org:MSL :ledBy ?who }'
    """
    from claimgraph.cli.clock import clock_for
    from claimgraph.cli.ownfiles import spare_own_files

    if listing:
        _list_saved(facts)
        return
    if why:
        from claimgraph.cli.why import why_format as format_of
    else:
        from claimgraph.views.results import result_format as format_of
    if texts and not why:
        raise QueryError("--texts is for --why: without it no evidence is shown", "add --why, or leave --texts out")
    wanted = format_of(format_, output or "")
    spare_own_files((output or "",), facts, store)
    query = query_text(sparql, path, name, facts)
    if query is None:
        raise QueryError(*ONE_QUERY)
    opened = open_facts(facts, store, as_of, valid_on, free=True)
    prefixes = {} if no_prefixes else opened.store.prefixes
    with clock_for(opened.store, timeout, said=is_given("timeout")) as clock:
        if why:
            from claimgraph.cli.why import write_why

            write_why(query, opened, wanted, output, clock, prefixes=prefixes, facts=facts, store=store, texts=texts, as_of=as_of)
        else:
            from claimgraph.cli.output import send_answer

            answer = opened.store.query(query, prefixes=prefixes, allow_service=allow_service)
            say_remarks(opened.store)
            send_answer(answer, wanted, output, prefixes, clock)


def _list_saved(facts: str | None) -> None:
    from claimgraph.queries import list_queries

    saved = list_queries(query_files(facts))
    if not saved:
        click.echo("this corpus has no saved queries; write one as queries/NAME.rq in its facts folder", err=True)
    width = max((len(query.name) for query in saved), default=0)
    for query in saved:
        click.echo(f"{query.name:<{width}}  {printable(query.title)}")
