"""`claimgraph draw`: the facts as a page to open in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from claimgraph.cli.options import corpus_options, load_snapshots, open_facts, texts_option

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command"]


@click.command("draw")
@click.option("-o", "--output", metavar="FILE", default="claims.html", show_default=True, help="Write the page to this file.")
@click.option("--title", metavar="TEXT", default="", help="The heading of the page; by default the corpus's own title.")
@click.option("--about", metavar="ENTITY", multiple=True, help="Only claims about an entity: its id or name. May be given twice.")
@texts_option
@corpus_options
def command(
    output: str,
    title: str,
    about: tuple[str, ...],
    texts: str,
    facts: str | None,
    store: str,
    as_of: str,
    valid_on: str,
) -> None:
    """Draw the facts as one HTML file that works without a network.

    Entities are nodes, and every statement of a claim is a line of its own: its colour
    and dash say how firmly it is put. The page has filters, a search and a table.

    \b
    claimgraph draw -o claims.html
    """
    from claimgraph.files import open_output
    from claimgraph.views.claims import list_claims, list_entities, list_sources
    from claimgraph.views.graph import Words, list_words, speakers_of
    from claimgraph.views.html import render_page

    opened = open_facts(facts, store, as_of, valid_on).store
    claims = list_claims(opened, {"about": about}, texts=load_snapshots(facts, texts))
    entities, sources = list_entities(opened), list_sources(opened)
    if about:
        speakers = {speaker for claim in claims for speaker in speakers_of(claim, sources)}
        mentioned = _mentioned(claims) | speakers
        entities = {curie: entity for curie, entity in entities.items() if curie in mentioned}
    page = render_page(claims, entities, sources, Words(list_words(opened)), title=title or _title(facts))
    with open_output(output) as file:
        file.write(page.encode("utf-8", "surrogateescape"))
    click.echo(f"{output}: {_count(len(claims), 'claim', 'claims')}, {_count(len(entities), 'entity', 'entities')}", err=True)


def _mentioned(claims: Sequence[dict[str, Any]]) -> set[str]:
    """Return the ids that claims speak of, those inside values included."""
    terms = [term for claim in claims for triple in claim["triples"] for term in triple]
    inside = [value for term in terms if isinstance(term, dict) for value in term.values()]
    return {term for term in [*terms, *inside] if isinstance(term, str)}


def _title(facts: str | None) -> str:
    """Return the title in the corpus's settings, else the name of its folder."""
    import os

    from claimgraph.folder import find_folder
    from claimgraph.loader import load_settings

    folder = find_folder(facts)
    return load_settings(folder).title or os.path.basename(os.path.dirname(os.path.realpath(folder.facts))) or "Claims"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
