"""`claimgraph init`: a corpus of one's own in a minute."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("init")
@click.argument("folder", metavar="DIR")
def command(folder: str) -> None:
    """Make a small corpus of your own in DIR, with an example in it.

    The example is complete: an article, its claims with evidence, a vocabulary and a
    saved query. It checks, asks and draws at once; replace it bit by bit.

    \b
    claimgraph init my-claims
    """
    from claimgraph.starter import make_corpus

    for file in make_corpus(folder):
        click.echo(f"{folder}/{file}")
    import shlex

    click.echo(
        f"\nNow:\n  cd {shlex.quote(folder)}\n  claimgraph check\n  claimgraph query --name who-pays\n"
        "  claimgraph draw -o claims.html\n  claimgraph cite texts/gazette.txt 'a second tram line'",
        err=True,
    )
