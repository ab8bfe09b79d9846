"""`claimgraph show`: one claim, as a person would want it."""

from __future__ import annotations

import click

from claimgraph.cli.options import corpus_options, load_snapshots, texts_option
from claimgraph.cli.stores import open_facts
from claimgraph.errors import StoreError, printable

__all__ = ["command"]


@click.command("show")
@click.argument("claim_id", metavar="ID")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@texts_option
@corpus_options
def command(claim_id: str, format_: str, texts: str, facts: str | None, store: str, as_of: str, valid_on: str) -> None:
    """Show one claim: what it says, who says so, where it stands.

    ID is the id of a claim, with or without its prefix.

    \b
    claimgraph show claim:msl-led-by-wang
    """
    import json

    from claimgraph.cli.output import write_output
    from claimgraph.views.claims import list_claims, list_entities, list_sources
    from claimgraph.views.sheet import agents_of, render_sheet, sources_of
    from claimgraph.wording.compact import expand_curies

    opened = open_facts(facts, store, as_of, valid_on)
    snapshots = load_snapshots(facts, texts, store)
    found = list_claims(opened.store, {"id": [claim_id]}, texts=snapshots)
    if not found:
        raise StoreError(f"the store holds {printable(claim_id, limit=80)} without a source, a modality, a polarity or a stance",
                         "`claimgraph push` puts it right")  # fmt: skip
    claim = found[0]
    if format_ == "json":
        write_output(lambda _: json.dumps(claim, indent=2, ensure_ascii=False) + "\n", None)
    else:
        prefixes = opened.store.prefixes
        sources = list_sources(opened.store, only=set(expand_curies(sources_of(claim), prefixes)))
        agents = expand_curies(agents_of(claim, sources), prefixes)
        names = {id_: entity["name"] for id_, entity in list_entities(opened.store, only=set(agents)).items()}
        write_output(lambda _: render_sheet(claim, sources, names, snapshots), None)
