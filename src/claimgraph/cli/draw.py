"""`claimgraph draw`: the facts as a page to open in a browser, as a picture, or as a file for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from claimgraph.cli.options import corpus_options, is_given, last_day, load_snapshots, query_text, texts_option, timeout_option
from claimgraph.cli.stores import open_facts, say_remarks
from claimgraph.errors import QueryError, printable
from claimgraph.views.formats import FORMATS, MAX_DEPTH, RENDERERS, VIEWS, check_style, drawing_format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.views.pagedata import Content

__all__ = ["command"]


@click.command("draw")
@click.argument("sparql", metavar="[QUERY]", required=False)
@click.option("-f", "--file", "path", metavar="FILE", help="Draw what the query in this file finds.")
@click.option("--name", metavar="SAVED", help="Draw what one of the corpus's saved queries finds.")
@click.option("--about", metavar="THING", multiple=True, help="Only claims about an entity or a source: its id or name. May be repeated.")
@click.option("--source", metavar="SOURCE", multiple=True, help="Only what a source says or is cited for. May be repeated.")
@click.option("--depth", type=click.IntRange(0, MAX_DEPTH), default=1, show_default=True,
              help="How far from --about: 1 for the claims that touch it, 2 for those that touch what these speak of, and so on.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to this file, - for standard output; by default claims.html.")
@click.option("--format", "format_", metavar="FORMAT", default="",
              help=f"One of {', '.join(FORMATS)}; by default as the output's name ends, html without a name.")  # fmt: skip
@click.option("--title", metavar="TEXT", default="", help="The heading; by default the corpus's own title.")
@click.option("--view", type=click.Choice(VIEWS),
              help="What a page opens with; by default the graph of entities.")  # fmt: skip
@click.option("--renderer", type=click.Choice(RENDERERS), help="Who draws on a page; by default pyvis, sigma for large graphs.")
@timeout_option
@texts_option
@click.option(
    "--quotes/--no-quotes", default=None, help="Put the words of the evidence in, or leave them out; by default only those in the facts."
)
@click.option("--open", "open_", is_flag=True, help="Open the page in a browser.")
@corpus_options
def command(
    sparql: str | None,
    path: str | None,
    name: str | None,
    about: tuple[str, ...],
    source: tuple[str, ...],
    depth: int,
    output: str | None,
    format_: str,
    title: str,
    view: str | None,
    renderer: str | None,
    timeout: float,
    texts: str,
    quotes: bool | None,
    open_: bool,
    facts: str | None,
    store: str,
    as_of: str,
    valid_on: str,
) -> None:
    """Draw the facts as one HTML file that works without a network.

    Entities are nodes, and every statement of a claim is a line of its own: its colour,
    dash and head say how firmly it is put. The page has views of who says what by whom,
    when, what contradicts what, and what is due; filters, a search and a table. QUERY is SPARQL that
    finds claims or entities; the other formats take the graph elsewhere.

    \b
    claimgraph draw -o claims.html
    claimgraph draw -o claims.svg
    """
    from claimgraph.cli.clock import clock_for
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.gallery import Style, Wish, draw_subject, find_subject

    wanted = drawing_format(format_, output or "")
    target = output or f"claims.{wanted}"
    spare_own_files((target,), facts, store)
    _check_options(wanted, target, view=view, renderer=renderer, open_=open_)
    query = query_text(sparql, path, name, facts)
    snapshots = load_snapshots(facts, texts, store)
    opened = open_facts(facts, store, as_of, valid_on, whole=True)
    clock = clock_for(opened.store, timeout if query else 0, said=is_given("timeout"))
    wish = Wish(query, about, source, depth, quotes, last_day(as_of, "--as-of"), page=wanted == "html", within=clock)
    subject = find_subject(opened.store, wish, snapshots)
    if query:
        say_remarks(opened.store)
    content = subject.content
    if not content.claims and (as_of or valid_on):
        raise QueryError("no claim is left to draw", "choose another day with --as-of or --valid-on")
    notes = [*_scope(content, subject.focus, source, query), *_notes(as_of, valid_on, opened.undated)]
    style = Style(title or opened.title or _title(facts, store), renderer or "auto", view or "entities", notes)
    if target == "-":
        draw_subject(subject, style, wanted, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        from claimgraph.files import open_output

        with open_output(target) as file:
            draw_subject(subject, style, wanted, file)
    click.echo(
        f"{printable(target)}: {_count(len(content.claims), 'claim', 'claims')}, {_count(len(content.entities), 'entity', 'entities')}",
        err=True,
    )
    if open_:
        _open(target)


def _check_options(format_: str, target: str, *, view: str | None, renderer: str | None, open_: bool) -> None:
    """Refuse what only a page can do, before anything is read; and what cannot be done at all for want of a library."""
    check_style(format_, view=view, renderer=renderer)
    if open_ and target == "-":
        raise QueryError("--open needs a file, and the drawing goes to standard output", "name a file: -o claims.html")
    if format_ == "png":
        from claimgraph.views.raster import check_raster

        check_raster()


def _scope(content: Content, focus: Sequence[str], sources: Sequence[str], query: str | None) -> list[str]:
    """Return what a drawing of a part is of, lest it be taken for the whole."""
    names = [content.entities.get(node, {}).get("name") or content.sources.get(node, {}).get("headline") or node for node in focus]
    scope = ["Only what a query found."] if query else []
    if names and not query:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        scope.append(f"Only what is said about {', '.join(names[:3])}{more}.")
    return [*scope, f"Only from {', '.join(sources)}."] if sources else scope


def _notes(as_of: str, valid_on: str, undated: int) -> list[str]:
    """Return what a reader of the page has to know about how its claims were chosen."""
    notes = [f"As of {as_of}."] if as_of else []
    if undated:
        what = "claim is left out: it" if undated == 1 else "claims are left out: they"
        notes.append(f"{undated} {what} may or may not have been said by then.")
    return [*notes, f"Only what is said to hold on {valid_on}."] if valid_on else notes


def _open(path: str) -> None:
    import pathlib
    import webbrowser

    if not webbrowser.open(pathlib.Path(path).resolve().as_uri()):
        click.echo(f"note: no browser could be started; open {path} yourself", err=True)


def _title(facts: str | None, store: str) -> str:
    """Return the title in the corpus's settings, else the name of its folder; of a store without facts, none of these."""
    import os

    from claimgraph.elsewhere import own_settings
    from claimgraph.folder import find_folder

    settings = own_settings(facts)
    if settings is None and store:
        return "Claims"
    name = os.path.basename(os.path.dirname(os.path.realpath(find_folder(facts).facts)))
    return (settings.title if settings else "") or name or "Claims"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
