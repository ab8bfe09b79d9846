"""`claimgraph export`: the corpus as RDF for another tool."""

from __future__ import annotations

import sys

import click

__all__ = ["command"]


@click.command("export")
@click.option("-o", "--output", metavar="FILE", default="", help="Where to write; its extension tells the format.")
@click.option("--format", "format_", metavar="FORMAT", default="", help="trig, nq, ttl, nt, rdf or jsonld; or a media type.")
@click.option("--with-ontology", is_flag=True, help="Add the ontology, in a named graph of its own.")
@click.option("--facts", metavar="DIR", help="The folder of facts; by default ./facts or the nearest above.")
@click.option("--as-of", metavar="DATE", default="", help="Only what had been said by the end of DATE.")
@click.option("--valid-on", metavar="DATE", default="", help="Only what is said to hold on DATE.")
def command(output: str, format_: str, with_ontology: bool, facts: str | None, as_of: str, valid_on: str) -> None:
    """Write the facts as RDF for another tool.

    TriG, N-Quads and JSON-LD hold everything. Turtle, N-Triples and RDF/XML have no
    named graphs: they hold what is in force and all metadata, and the command says
    what they leave out. The same corpus gives the same bytes.

    \b
    claimgraph export -o corpus.trig
    """
    from claimgraph.cli.options import filtered_corpus
    from claimgraph.exports.corpus import export_format, export_quads
    from claimgraph.files import open_output
    from claimgraph.rdf import corpus_quads, ontology_quads

    wanted = export_format(format_, output)
    corpus = filtered_corpus(facts, as_of, valid_on)
    quads = corpus_quads(corpus, with_graphs=ontology_quads(corpus) if with_ontology else [])
    prefixes = corpus.settings.all_prefixes()
    if output and output != "-":
        with open_output(output) as file:
            loss = export_quads(quads.quads, wanted, file, prefixes)
        click.echo(f"{output}: {len(quads.quads) - loss.quads} statements of {len(corpus.claims)} claims", err=True)
    else:
        loss = export_quads(quads.quads, wanted, sys.stdout.buffer, prefixes)
    if loss.quads:
        click.echo(
            f"note: {wanted.name} has no named graphs: {loss.quads} statements in the graphs of {loss.graphs} claims are left out",
            err=True,
        )
