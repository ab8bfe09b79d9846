"""A folder of facts in, its store out: the one that is kept if nothing has changed, or a new one beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import StoreError, reason
from claimgraph.files import cache_folder, temporary_name
from claimgraph.store.embedded import EmbeddedStore, open_store
from claimgraph.store.seal import is_sound, write_seal
from claimgraph.workspace.places import check_own, claim_place, forget_old, put_in_place, remove
from claimgraph.workspace.stamp import Stamp, View, read_stamp, signature, write_stamp

if TYPE_CHECKING:
    from claimgraph.folder import Folder
    from claimgraph.parts.steps import Progress
    from claimgraph.workspace.reading import Reading

__all__ = ["Opened", "open_corpus_store"]


class Opened(NamedTuple):
    """A store, and how many claims `as_of` left out for want of a date."""

    store: EmbeddedStore
    undated: int


def open_corpus_store(folder: Folder, *, as_of: str = "", valid_on: str = "", keep: str = "", progress: Progress | None = None) -> Opened:
    """Open the store of a corpus, making it if the text has changed; of much text that has changed little, what changed is read.

    `as_of` and `valid_on` (ISO days) filter the corpus first, which takes all of it in
    memory. `keep` names a folder to keep the store in, in place of the cache.
    `progress` is told how far it is: see parts.steps.Step.

    Raises:
        FactsError: the facts have problems.
        StoreError: the store cannot be kept, or `keep` holds something else.
    """
    home = os.path.abspath(keep) if keep else os.path.join(cache_folder(), "stores", folder.cache_name())
    view = View(as_of, valid_on)
    if keep:
        check_own(home, keep)
    stamp = read_stamp(os.path.join(home, f"stamp{view}"))
    if stamp is None or stamp.signature != signature(folder, stamp.modules):
        stamp = _refresh(folder, home, view, stamp, progress)
    try:
        return _open(home, stamp)
    except StoreError:
        # Deleted or damaged behind our back: the text is the truth, so build it again.
        return _open(home, _refresh(folder, home, view, None, progress))


def _open(home: str, stamp: Stamp) -> Opened:
    store = os.path.join(home, stamp.store)
    if not is_sound(store):
        raise StoreError(f"the store {store} is damaged", "delete it: it is rebuilt from the facts")
    return Opened(open_store(os.path.join(store, "data"), stamp.prefixes), stamp.undated)


def _refresh(folder: Folder, home: str, view: View, last: Stamp | None, progress: Progress | None) -> Stamp:
    """Find or make the store that the text asks for, and remember it; `last` names the one to begin with."""
    from claimgraph.parts.basis import load_basis
    from claimgraph.settings import load_settings
    from claimgraph.workspace.reading import Reading

    now = signature(folder, load_settings(folder).modules)  # taken first: a change while we read rebuilds
    reading = Reading(folder, load_basis(folder), progress)
    settings = reading.settings
    name = "store-" + reading.name(str(view))
    known = read_stamp(os.path.join(home, name, "stamp")) if is_sound(os.path.join(home, name)) else None
    stamp = known._replace(modules=settings.modules, signature=now) if known else None
    try:
        if stamp is None:
            blank = Stamp(name, 0, settings.modules, settings.all_prefixes(), now)
            stamp = _make(home, view, blank, reading, os.path.join(home, last.store) if last else "")
        write_stamp(os.path.join(home, f"stamp{view}"), stamp)
        forget_old(home, stamp.store)
    except OSError as error:
        raise StoreError(
            f"the store cannot be kept in {home}: {reason(error)}",
            "name another place with --store DIR or the variable CLAIMGRAPH_CACHE",
        ) from None
    return stamp


def _make(home: str, view: View, stamp: Stamp, reading: Reading, last: str) -> Stamp:
    """Make a store under a temporary name, and rename it into place."""
    from claimgraph.workspace.building import build, build_view

    claim_place(home)
    part = temporary_name(os.path.join(home, stamp.store))
    try:
        os.mkdir(part)
        if any(view):
            stamp = stamp._replace(undated=build_view(reading, view, part))
        elif not (last and _change(reading, last, part)):
            build(reading, part)
        stamp = stamp._replace(store="store-" + reading.name(str(view)))  # of what was read, which may be newer than what was looked at
        write_stamp(os.path.join(part, "stamp"), stamp)
        write_seal(part)
        put_in_place(part, os.path.join(home, stamp.store))
    finally:
        remove(part)
    return stamp


def _change(reading: Reading, last: str, part: str) -> bool:
    """Make a store from the last one, if that can be done and is worth it."""
    from claimgraph.workspace.changing import change, changed_files
    from claimgraph.workspace.record import read_record

    record = read_record(last) if is_sound(last) else None
    paths = changed_files(reading, record)
    if record is None or paths is None:
        return False
    try:
        change(reading, last, record, paths, part)
    except StoreError:  # somebody has just cleared the last one away, or it is damaged: the text is the truth
        remove(os.path.join(part, "data"))
        return False
    return True
