"""`claimgraph push`: the facts into a triple store, and proof that they are there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from claimgraph.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.pushing import Pushed
    from claimgraph.pushing.statements import Statement
    from claimgraph.store.embedded import EmbeddedStore
    from claimgraph.store.endpoint import Endpoint

__all__ = ["command"]

#: So many statements are shown of what differs, and so many claims of what would change.
_SHOWN = 5


@click.command("push")
@click.argument("target", metavar="URL|NAME")
@click.option("--facts", metavar="DIR", help="The folder of facts; by default ./facts or the nearest above.")
@click.option("--from", "from_", metavar="DIR", default="", help="Push what `import --store DIR` loaded, in place of facts.")
@click.option("--prune", is_flag=True, help="Also remove claims that the facts no longer have.")
@click.option("--yes", is_flag=True, help="Prune even under https://example.org/, which is anybody's base.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--default-graph", type=click.Choice(["auto", "separate", "union"]),
              help="Whether the store's default graph shows what stands in named graphs; auto finds out.")  # fmt: skip
@click.option("--meta-graph", metavar="IRI", default="", help="Put into this graph what else stands in the default graph.")
@click.option(
    "--batch", metavar="N", type=click.IntRange(1, 1_000_000), help="Statements per update; 1,000 unless the settings say otherwise."
)
@click.option("--format", "format_", default="text", type=click.Choice(["text", "json"]), help="text, or json for programs.")
def command(
    target: str, facts: str | None, from_: str, prune: bool, yes: bool, dry_run: bool,
    default_graph: str | None, meta_graph: str, batch: int | None, format_: str,
) -> None:  # fmt: skip
    """Push the facts into a triple store, and verify that it holds them.

    Only what differs is written, and nothing of anybody else is touched. Everything is
    read back; what then differs is named, and the command ends with 1. A push that was
    cut off is simply run again. NAME is one of [stores] in claimgraph.toml.

    \b
    claimgraph push http://127.0.0.1:7878/ --dry-run
    """
    from claimgraph.pushing import Wish, push
    from claimgraph.store.client import Client

    endpoint = _endpoint(target, facts)
    endpoint = endpoint._replace(
        default_graph=default_graph or endpoint.default_graph,
        meta_graph=meta_graph or endpoint.meta_graph,
        batch=batch or endpoint.batch,
    )
    tell = _Progress(endpoint.name)
    store = _store(facts, from_)
    try:
        pushed = push(store, Client(endpoint), Wish(prune, yes, dry_run), tell)
    finally:
        tell.end()
    if format_ == "json":
        click.echo(_as_json(pushed, _Beside.of(store, pushed), dry_run=dry_run))
    else:
        _say(pushed, _Beside.of(store, pushed), dry_run=dry_run, prune=prune)
    sys.exit(1 if pushed.missing or pushed.extra else 0)


def _endpoint(target: str, facts: str | None) -> Endpoint:
    """Return the store that an address or a name of the settings means."""
    from claimgraph.elsewhere import find_endpoint
    from claimgraph.errors import StoreError

    endpoint = find_endpoint(target, facts)
    if endpoint is None:
        raise StoreError(
            f"'{printable(target, limit=80)}' is neither an address nor a store of the settings",
            'give an address, or write [stores.NAME] and below it url = "…" into claimgraph.toml',
        )
    return endpoint


def _store(facts: str | None, imported: str) -> EmbeddedStore:
    """Open what is to be pushed."""
    if imported:
        from claimgraph.store.imported import open_imported

        return open_imported(imported)
    from claimgraph.folder import find_folder
    from claimgraph.workspace import open_corpus_store

    return open_corpus_store(find_folder(facts)).store


class _Beside(NamedTuple):
    """What is pushed beside the claims and what they speak of: so many statements of the ontology, and of the description."""

    ontology: int
    description: int
    #: Of those that were inserted or deleted, the description's: it counts the claims.
    changed: int

    @classmethod
    def of(cls, store: EmbeddedStore, pushed: Pushed) -> _Beside:
        """Count what was pushed."""
        from claimgraph.rdf.describe import description_graph
        from claimgraph.vocab import ONTOLOGY_GRAPH

        dataset = description_graph(pushed.base)
        changed = sum(statement.graph == dataset for statement in [*pushed.inserted, *pushed.deleted])
        added = pushed.statements - len(store.inner)  # the description also names the metadata graph, where there is one
        return cls(store.count(ONTOLOGY_GRAPH), store.count(dataset) + added, changed)


class _Progress:
    """Tells a person at a terminal how far a push is."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.told = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            unit = "statements" if what == "written" else "things"
            line = f"{printable(self.name)}: {done:,} of {total:,} {unit} {what}"
            click.echo(f"\r{line.ljust(self.told)}", nl=False, err=True)
            self.told = len(line)

    def end(self) -> None:
        """Take the line away, if there is one."""
        if self.told:
            click.echo(f"\r{' ' * self.told}\r", nl=False, err=True)


def _say(pushed: Pushed, beside: _Beside, *, dry_run: bool, prune: bool) -> None:
    """Write the summary as one line, what differs below it, and what was left on stderr."""
    inserted, deleted = f"{len(pushed.inserted):,}", f"{len(pushed.deleted):,}"
    name = printable(pushed.name)
    what = (
        f"{name}: {pushed.statements:,} statements of {_claims(pushed.claims)}, "
        f"{beside.ontology:,} of the ontology and {beside.description:,} of the description among them"
    )
    all_changed = len(pushed.inserted) + len(pushed.deleted)
    where = f" ({'all' if beside.changed == all_changed else f'{beside.changed:,}'} in the description)" if beside.changed else ""
    if dry_run:
        click.echo(f"{what}; would insert {inserted}, delete {deleted}{where}")
        changed = _changed([*pushed.inserted, *pushed.deleted], pushed.base)
        if changed:
            more = f" and {len(changed) - _SHOWN:,} more" if len(changed) > _SHOWN else ""
            click.echo(f"  changes: {', '.join(changed[:_SHOWN])}{more}")
    else:
        click.echo(
            f"{what}; inserted {inserted}, deleted {deleted}{where}; verified: missing {len(pushed.missing):,}, extra {len(pushed.extra):,}"
        )
    for word, statements in (("missing", pushed.missing), ("extra", pushed.extra)):
        for statement in statements[:_SHOWN]:
            place = statement.graph or pushed.place
            click.echo(f"  {word} in {f'<{place}>' if place else 'the default graph'}: {printable(str(statement.triple))}")
    if pushed.missing or pushed.extra:
        click.echo("  hint: another push at the same time, or a store that rounds? push again", err=True)
    if pushed.left and not prune:
        them, keep = ("it", "is") if pushed.left == 1 else ("them", "are")
        click.echo(
            f"note: {_claims(pushed.left)} of {pushed.base} {keep} in {name} and no longer in the facts; --prune removes {them}", err=True
        )
    if pushed.pruned:
        removed = "would be removed" if dry_run else "removed"
        click.echo(f"note: {_claims(pushed.pruned)} no longer in the facts {removed}", err=True)


def _claims(count: int) -> str:
    return f"{count:,} claim{'' if count == 1 else 's'}"


def _changed(statements: Iterable[Statement], base: str) -> list[str]:
    """Return the ids of the claims that some statements belong to, in order."""
    found: dict[str, None] = {}
    for graph, triple in statements:
        for iri in (graph, getattr(triple.subject, "value", "")):
            if iri and iri.startswith(f"{base}claim/"):
                found["claim:" + iri.removeprefix(f"{base}claim/")] = None
    return list(found)


def _as_json(pushed: Pushed, beside: _Beside, *, dry_run: bool) -> str:
    import json

    def listed(statements: Iterable[Statement]) -> list[dict[str, str | None]]:
        return [{"graph": graph or pushed.place or None, "statement": str(triple)} for graph, triple in statements]

    account = {
        "store": pushed.name,
        "base": pushed.base,
        "metaGraph": pushed.place or None,
        "dryRun": dry_run,
        "statements": pushed.statements,
        "ontology": beside.ontology,
        "description": beside.description,
        "claims": pushed.claims,
        "inserted": len(pushed.inserted),
        "deleted": len(pushed.deleted),
        "changed": _changed([*pushed.inserted, *pushed.deleted], pushed.base),
        "left": pushed.left,
        "pruned": pushed.pruned,
        "missing": listed(pushed.missing),
        "extra": listed(pushed.extra),
    }
    return json.dumps(account, indent=2, ensure_ascii=False)
