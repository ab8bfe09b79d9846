"""`claimgraph search`: the entities, claims and sources that have some words, the best first."""

from __future__ import annotations

import os
import re
import sys

import click

from claimgraph.cli.options import corpus_options, load_snapshots, texts_option
from claimgraph.cli.stores import open_facts
from claimgraph.errors import printable

__all__ = ["command"]

#: A word that must not be there, which is no option: options of one letter stand alone.
_WITHOUT = re.compile(r"-[^-\s]\S")


class _Search(click.Command):
    """A command whose words may begin with a minus: `claimgraph search tram -bus`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a space before what is a word, so that it is not taken for options of one letter each."""
        return super().parse_args(ctx, [f" {arg}" if _WITHOUT.match(arg) else arg for arg in args])


@click.command("search", cls=_Search)
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", type=click.Choice(["claim", "entity", "source"]),
              help="Only claims, entities or sources; twice means either.")  # fmt: skip
@click.option("--limit", metavar="N", type=int, default=20, show_default=True, help="Show so many; 0 shows all.")
@click.option("--format", "format_", metavar="FORMAT", type=click.Choice(["text", "json", "csv", "tsv"]),
              help="text, json, csv or tsv.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file, whole or not at all.")
@texts_option
@corpus_options
def command(
    words: tuple[str, ...], kinds: tuple[str, ...], limit: int, format_: str | None, output: str | None,
    texts: str, facts: str | None, store: str, as_of: str, valid_on: str,
) -> None:  # fmt: skip
    """Find claims, entities and sources by the words in their texts, the best first.

    All words must be there, in labels, names, aliases, quotes, notes, or the names of
    what a claim speaks of. In quotation marks, as a phrase; OR between two takes either;
    word* is the beginning of a word; -word must not be there.

    \b
    claimgraph search avocado -mango
    """
    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.search.hits import find_things
    from claimgraph.search.index import Making
    from claimgraph.search.render import SEARCH_FORMATS, render_findings
    from claimgraph.search.wanted import parse_words

    text = " ".join(words)
    ending = os.path.splitext(output or "")[1].lower().lstrip(".")
    format_ = format_ or (ending if ending in SEARCH_FORMATS else "text")
    parse_words(text)  # what cannot be searched for needs no store
    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on)
    making = Making(_say, _tell if sys.stderr.isatty() else None)
    findings = find_things(opened.store, text, kinds=kinds, limit=limit, texts=load_snapshots(facts, texts, store), making=making)
    write_output(lambda person: render_findings(findings, format_, bold=person and not os.environ.get("NO_COLOR")), output)
    if not findings.hits:
        click.echo(
            f"note: nothing has {printable(' '.join(text.split()), limit=200)}" + f"\n  hint: {findings.hint}" * bool(findings.hint),
            err=True,
        )
    elif findings.matching > len(findings.hits):
        many = f"more than {findings.matching:,}" if findings.more else f"{findings.matching:,}"
        click.echo(f"note: {len(findings.hits):,} of {many} shown; --limit 0 shows all", err=True)


def _say(line: str) -> None:
    click.echo(f"note: {line}", err=True)


def _tell(done: int, total: int, seconds: float) -> None:
    rate = done / max(seconds, 0.001)
    of, left = (f" of {total:,} things", f", {(total - done) / rate:,.0f} s left") if total else (" texts read", "")
    click.echo(f"\r{done:,}{of}, {rate:,.0f} a second{left}\x1b[K" + "\n" * (done == total), nl=False, err=True)
