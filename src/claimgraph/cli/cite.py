"""`claimgraph cite`: the evidence line for a phrase of a text."""

from __future__ import annotations

import click

from claimgraph.evidence import cite, read_text

__all__ = ["command"]


@click.command("cite")
@click.argument("text", metavar="TEXT")
@click.argument("phrase")
@click.option("--nth", type=click.IntRange(min=1), default=None, help="Which occurrence, where there are several.")
@click.option("--source", "with_source", is_flag=True, help="Also print the line that ties the source to the text.")
def command(text: str, phrase: str, nth: int | None, with_source: bool) -> None:
    """Find PHRASE in the file TEXT, and print the evidence line for it.

    \b
    claimgraph cite texts/gazette.txt 'a second tram line'
    """
    snapshot = read_text(text)
    span = cite(snapshot.text, phrase, nth=nth or 0)
    if with_source:
        click.echo(f"text: {{sha256: {snapshot.sha256}, chars: {len(snapshot.text)}}}")
    click.echo(f"evidence: {{start: {span.start}, end: {span.end}, sha256: {span.sha256}}}")
