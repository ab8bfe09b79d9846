"""`claimgraph export`: the corpus for other tools: RDF of any kind, nanopublications, schema.org, PROV, rows."""

from __future__ import annotations

import click

__all__ = ["command"]

_FORMATS = "nq, trig, ttl, nt, rdf or jsonld (or a media type); nanopub, claim, claimreview, prov, csv or jsonl."


@click.command("export")
@click.option("-o", "--output", metavar="FILE", default="", help="Where to write; its ending tells the format.")
@click.option("--format", "format_", metavar="FORMAT", default="", help=_FORMATS)
@click.option("--reify", type=click.Choice(["named-graph", "rdf-statement", "rdf12"]), default="named-graph",
              help="How claims hold what they state: a graph each (the default), nodes, or the triple terms of RDF 1.2.")  # fmt: skip
@click.option("--meta-graph", metavar="IRI", default="", help="Put what stands in the default graph into this named graph.")
@click.option("--asserted-only", is_flag=True, help="Only what is in force, with entities and sources; nothing of who says so.")
@click.option("--with-ontology", is_flag=True, help="Add the ontology, in a named graph of its own.")
@click.option("--no-description", is_flag=True, help="Leave out the description of the dataset.")
@click.option("--gzip", "zipped", is_flag=True, help="Pack it; a name that ends with .gz asks for that too.")
@click.option("--loss", "report", metavar="FILE", default="", help="Where to write what was lost; by default FILE.loss.json.")
@click.option("--facts", metavar="DIR", help="The folder of facts; by default ./facts or the nearest above.")
@click.option("--store", metavar="STORE", default="", help="Export what a store holds: its folder, name or URL.")
@click.option("--as-of", metavar="DATE", default="", help="Only what had been said by the end of DATE.")
@click.option("--valid-on", metavar="DATE", default="", help="Only what is said to hold on DATE.")
def command(
    output: str, format_: str, reify: str, meta_graph: str, asserted_only: bool, with_ontology: bool, no_description: bool,
    zipped: bool, report: str, facts: str | None, store: str, as_of: str, valid_on: str,
) -> None:  # fmt: skip
    """Write the claims for another tool.

    TriG, N-Quads and JSON-LD hold everything. Turtle, N-Triples and RDF/XML have no
    named graphs: they hold what is in force and all metadata, or with --reify
    everything too. What a format cannot hold is counted in a loss report beside the
    file. The same corpus gives the same bytes.

    \b
    claimgraph export -o corpus.nq.gz
    """
    from claimgraph.cli.exporting import Job, stored_quads, write_export
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.errors import OutputError
    from claimgraph.exports.corpus import Shape, check_shape
    from claimgraph.exports.formats import export_format
    from claimgraph.exports.selection import base_of, count_claims, select_quads

    wanted = export_format(format_, output, zipped=zipped)
    shape = Shape(reify, meta_graph)
    check_shape(shape, wanted)
    if asserted_only and wanted.rdf is None:
        raise OutputError(f"--asserted-only leaves no claims, and {wanted.title} holds nothing else",
                          "for the claims in force: claimgraph list --status in-force")  # fmt: skip
    spare_own_files((output, report), facts, store)
    everything, prefixes = stored_quads(facts, store, as_of, valid_on)
    base = base_of(everything, prefixes)
    quads = select_quads(everything, base, asserted_only=asserted_only, with_ontology=with_ontology, with_description=not no_description)
    left_out = count_claims(everything) if asserted_only else 0
    write_export(Job(wanted, shape, base, prefixes, everything, quads, left_out), output, report)
