"""The work of `claimgraph export`: quads from facts or a store, a file of them, and the line that says what it holds."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from claimgraph.errors import OutputError
from claimgraph.exports.loss import Loss, report_name, write_report
from claimgraph.exports.zipped import packed
from claimgraph.files import is_stream, open_output

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from claimgraph.exports.corpus import Shape
    from claimgraph.exports.formats import Format

__all__ = ["Job", "stored_quads", "write_export"]


class Job(NamedTuple):
    """What is to be written: `everything` is what a store would hold, `quads` what was chosen of it, sorted.

    `left_out` counts the claims that were not wanted.
    """

    format: Format
    shape: Shape
    base: str
    prefixes: Mapping[str, str]
    everything: list[ox.Quad]
    quads: list[ox.Quad]
    left_out: int = 0


def stored_quads(facts: str | None, store: str, as_of: str, valid_on: str) -> tuple[list[ox.Quad], dict[str, str]]:
    """Return all that a store of the facts holds, or that the named store does, and its prefixes."""
    from claimgraph.cli.options import filtered_corpus
    from claimgraph.cli.stores import open_facts, refuse_no_store
    from claimgraph.rdf import store_quads

    refuse_no_store(store)
    if store:
        opened = open_facts(facts, store, as_of, valid_on).store
        return list(opened.quads()), dict(opened.prefixes)
    corpus = filtered_corpus(facts, as_of, valid_on)
    return store_quads(corpus), corpus.settings.all_prefixes()


def write_export(job: Job, output: str, report: str) -> None:
    """Write the file and, where something is lost, its report; both whole or not at all. Says on stderr what was written.

    Raises:
        OutputError: one of them cannot be written.
    """
    to_file = output not in {"", "-"}
    beside = report or (report_name(output) if to_file and not is_stream(output) else "")
    if report == "-" or (to_file and report and os.path.realpath(report) == os.path.realpath(output)):
        raise OutputError("--loss names no file of its own", "such as --loss corpus.loss.json")
    with open_output(output) if to_file else contextlib.nullcontext(sys.stdout.buffer) as file:
        with packed(file, zipped=job.format.zipped) as out:
            loss = _write(job, out)
        if beside:
            write_report(loss, beside)  # before the file takes its name: no file is there without its report
    if to_file or loss.items or job.left_out:
        click.echo(_line(job.format, loss, output if to_file else "", beside, job.left_out), err=True)
    for note in loss.notes:
        click.echo(f"note: {note}", err=True)


def _line(format_: Format, loss: Loss, output: str, report: str, left_out: int = 0) -> str:
    """Say what was written, and what was not.

    >>> from claimgraph.exports.formats import export_format
    >>> _line(export_format("nq", ""), Loss("nq", 1, 20, 20), "a.nq", "a.nq.loss.json")
    'a.nq: N-Quads, 20 statements of 1 claim; nothing is lost'
    >>> _line(export_format("nq", ""), Loss("nq", 0, 12, 12), "a.nq", "", left_out=3)
    'a.nq: N-Quads, 12 statements; 3 claims are left out, as --asserted-only asks'
    """
    head = f"{output}: " if output else ""
    of = f" of {_claims(loss.claims)}" if loss.claims or not left_out else ""
    asked = f"; {_claims(left_out)} {'is' if left_out == 1 else 'are'} left out, as --asserted-only asks" if left_out else ""
    if not loss.items:
        return f"{head}{format_.title}, {loss.kept:,} statements{of}{asked or '; nothing is lost'}"
    where = f"see {report}" if report else "--loss FILE tells which"
    return f"{head}{format_.title}, {loss.kept:,} of {loss.statements:,} statements{of}{asked}; {loss.lost:,} are lost: {where}"


def _claims(number: int) -> str:
    return f"{number:,} claim{'' if number == 1 else 's'}"


def _write(job: Job, out: BinaryIO) -> Loss:
    """Write in the format asked for."""
    name = job.format.name
    if job.format.rdf is not None:
        from claimgraph.exports.corpus import export_quads

        return export_quads(job.quads, job.format, out, job.prefixes, job.base, job.shape)
    if name == "prov":
        from claimgraph.exports.prov import write_prov

        return write_prov(job.quads, job.prefixes, job.base, out)
    if name == "nanopub":
        from claimgraph.exports.nanopub import write_nanopubs

        return write_nanopubs(job.quads, job.prefixes, out)
    if name in {"claim", "claimreview"}:
        from claimgraph.exports.schemaorg import write_claimreviews, write_claims

        return (write_claims if name == "claim" else write_claimreviews)(job.quads, job.prefixes, out)
    return _write_rows(job, out)


def _write_rows(job: Job, out: BinaryIO) -> Loss:
    """Write the rows of `list`."""
    from claimgraph.exports.rows import account_rows
    from claimgraph.exports.selection import package_quads
    from claimgraph.store.embedded import memory_store
    from claimgraph.views.claims import list_claims
    from claimgraph.views.listing import render_claims

    # Which modalities hold now, the ontology says, and a store that others filled may be without.
    claims = list_claims(memory_store([*job.everything, *package_quads()], job.prefixes))
    out.write(render_claims(claims, job.format.name).encode("utf-8", "surrogateescape"))
    return account_rows(job.format.name, job.quads)
