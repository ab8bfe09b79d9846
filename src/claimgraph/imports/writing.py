"""A checked draft becomes a folder of facts, or a part of one; all of it or nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.checking import check_folder
from claimgraph.errors import FactsError, OutputError, Where, printable, reason
from claimgraph.files import temporary_name
from claimgraph.folder import CONFIG, Folder
from claimgraph.imports.leftovers import clear_parts
from claimgraph.imports.merge import Plan, check_fits, plan_files
from claimgraph.imports.names import slug
from claimgraph.imports.settings import load_draft_settings, settings_text
from claimgraph.model import Corpus

if TYPE_CHECKING:
    from claimgraph.imports.draft import Draft
    from claimgraph.imports.known import Known
    from claimgraph.imports.merge import ByHand

__all__ = ["Written", "add_facts", "make_facts", "with_settings"]


class Written(NamedTuple):
    """What an import wrote, or would write: the files, as messages name them, how many things in them are new, and what is left to the user."""

    files: list[str]
    claims: int
    sources: int
    entities: int
    by_hand: list[ByHand]


def add_facts(draft: Draft, folder: Folder, known: Known, *, dry_run: bool = False) -> Written:
    """Add a draft to the corpus of a folder, which `known` has read.

    Raises:
        CorpusError: it is of another corpus, or needs what the settings do not declare.
        FactsError: something is there already and says something else, or would break a rule; nothing is written.
        OutputError: the files cannot be written.
    """
    corpus = known.corpus
    assert corpus is not None
    check_fits(draft, corpus, folder)
    plan = plan_files(draft, folder, corpus)
    if plan.files:
        _check(folder, plan.files)
        if not dry_run:
            _write(plan.files, folder)
    return _written(plan, folder)


def _check(folder: Folder, files: dict[str, bytes]) -> None:
    report = check_folder(folder, instead=files)
    if report.problems:
        raise FactsError(report.problems)


def _written(plan: Plan, folder: Folder) -> Written:
    return Written([folder.show(path) for path in plan.files], plan.claims, plan.sources, plan.entities, plan.by_hand)


def _write(files: dict[str, bytes], folder: Folder) -> None:
    """Write files beside their names, then rename one after the other; who is interrupted can do it again."""
    parts: dict[str, str] = {}
    try:
        os.makedirs(folder.facts, exist_ok=True)
        for path, data in files.items():
            clear_parts(path)
            parts[path] = temporary_name(path)
            with open(parts[path], "wb") as file:
                file.write(data)
        for path, part in parts.items():
            os.replace(part, path)
    except OSError as error:
        raise OutputError(f"{printable(str(error.filename or folder.facts))} cannot be written: {reason(error)}") from None
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                os.unlink(part)


def make_facts(draft: Draft, path: str, *, dry_run: bool = False) -> Written:
    """Make a new folder of facts from a draft: under another name first, and renamed when all is checked.

    Raises:
        FactsError: it would break a rule; nothing is made.
        OutputError: there is something in the folder already, or it cannot be made.
    """
    final = os.path.realpath(path)
    if os.path.exists(final) and (not os.path.isdir(final) or os.listdir(final)):
        raise OutputError(f"{printable(path)} is there already, and is no corpus", "name a new folder, or add to facts with --facts DIR")
    draft = with_settings(draft, final)
    clear_parts(final)
    part = temporary_name(final)
    try:
        facts = os.path.join(part, "facts")
        os.makedirs(facts)
        texts = {CONFIG: settings_text(draft.settings), **draft.settings.modules}
        own = [os.path.join(part, name) for name in texts]
        for file_, text in zip(own, texts.values(), strict=True):
            with open(file_, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        folder = Folder(part, facts)
        try:
            plan = plan_files(draft, folder, Corpus(*load_draft_settings(draft.settings), (), (), (), ()))
        except FactsError as error:  # nobody will find the folder that it names
            raise FactsError(sorted({problem._replace(where=Where(draft.name)) for problem in error.problems})) from None
        if not plan.files:
            return Written([], 0, 0, 0, [])
        _write(plan.files, folder)
        _check_new(part, draft.name)
        if not dry_run:
            _take_name(part, final, path)
        shown = Folder(final, os.path.join(final, "facts"))
        written = [os.path.join(final, os.path.relpath(file, part)) for file in [*own, *plan.files]]
        return Written([shown.show(file) for file in written], plan.claims, plan.sources, plan.entities, plan.by_hand)
    except OSError as error:
        raise OutputError(f"the folder {printable(path)} cannot be made: {reason(error)}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _take_name(part: str, final: str, path: str) -> None:
    """Rename a folder; an empty one that has the name already stays the folder it is where somebody is in it.

    Raises:
        OutputError: another import has taken the name meanwhile.
    """
    here = os.path.isdir(final) and os.path.samefile(final, os.curdir)
    if here or (os.path.isdir(final) and os.name == "nt"):
        for name in sorted(os.listdir(part), key=lambda name: (name == "facts", name == CONFIG)):  # who is interrupted can do it again
            os.rename(os.path.join(part, name), os.path.join(final, name))
    else:
        try:
            os.rename(part, final)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
            hint = "run it again: it is then added to what is there"
            raise OutputError(f"another import has made {printable(path)} meanwhile", hint) from None


def _check_new(part: str, name: str) -> None:
    """Check a corpus that is not to be found afterwards if it is not sound: what is wrong is said of the input."""
    report = check_folder(Folder(part, os.path.join(part, "facts")))
    if report.problems:
        raise FactsError(sorted({problem._replace(where=Where(name)) for problem in report.problems}))


def with_settings(draft: Draft, folder: str) -> Draft:
    """Give a corpus that has no names of its own a base after its folder, and a title after its input."""
    settings = draft.settings
    base = settings.base or f"https://example.org/{slug(os.path.basename(folder), 80) or 'corpus'}/"
    title = settings.title or ("" if settings.base else f"Imported from {printable(os.path.basename(draft.name), limit=100)}")
    return draft._replace(settings=settings._replace(base=base, title=title))
