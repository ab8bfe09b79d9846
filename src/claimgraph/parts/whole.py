"""A folder of facts in; all its parts, and what only shows when they are taken together, out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from claimgraph.checks import check_corpus, is_sound
from claimgraph.errors import CorpusError, Problem, Where
from claimgraph.evidence import Span
from claimgraph.model import Reference
from claimgraph.parts.crew import Crew
from claimgraph.parts.files import Bytes
from claimgraph.parts.lookup import Parts
from claimgraph.parts.make import Maker
from claimgraph.parts.steps import Steps
from claimgraph.verify import CitedText, Passage, Verification, verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimgraph.evidence import Snapshot
    from claimgraph.folder import Folder
    from claimgraph.parts.basis import Basis
    from claimgraph.parts.part import Part
    from claimgraph.parts.steps import Progress

__all__ = ["Whole", "read_whole"]


class Whole:
    """The parts of all files of a corpus.

    One look at all parts gathers what is small; references and passages are looked at
    when they are asked for, for in a large corpus each look reads all parts again.
    """

    def __init__(self, paths: Mapping[str, str], parts: Parts, maker: Maker) -> None:
        """Take the paths of files by the names that messages call them."""
        self._paths, self._parts, self._maker = paths, parts, maker
        self.sources = self.entities = self.claims = self.bare = 0
        self._problems: list[Problem] = []
        self._declared: list[tuple[str, tuple[str, ...], Where]] = []
        self._texts: list[CitedText] = []
        self._links: list[tuple[str, str, str]] = []
        self._written_hold = self._core_hold = True
        for name, part in self.parts():
            self._gather(name, part)

    def _gather(self, name: str, part: Part) -> None:
        self.sources += part.sources
        self.entities += part.entities
        self.claims += len(part.claims)
        self.bare += part.bare
        self._problems += (Problem(Where(name, *place), code, message, hint) for place, code, message, hint in part.problems)
        self._declared += ((one, classes, Where(name, *place)) for one, classes, place in part.declared)
        self._texts += (CitedText(source, sha256, chars, Where(name, *place)) for source, sha256, chars, place in part.texts)
        self._links += part.links
        self._written_hold &= part.written_hold
        self._core_hold &= part.core_hold

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Yield the shown name of each file, and its part."""
        for name, path in self._paths.items():
            yield name, self._parts[path]

    def problems(self) -> list[Problem]:
        """Return what is wrong with the files, each and taken together; not what breaks the shapes."""
        known = {one: classes for one, classes, _ in self._declared}
        return [*self._problems, *check_corpus(self._maker.ontology, self._declared, self._doubtful(known))]

    def _doubtful(self, known: Mapping[str, tuple[str, ...]]) -> Iterator[Reference]:
        """Yield the references that are not sound; the same ones are made again and again."""
        sound: set[tuple[str, tuple[str, ...]]] = set()
        for name, part in self.parts():
            for holder, target, classes, place in part.references:
                if (target, classes) in sound:
                    continue
                if is_sound(self._maker.ontology, known.get(target), classes):
                    sound.add((target, classes))
                else:
                    yield Reference(holder, target, classes, Where(name, *place))

    def verify(self, texts: dict[str, Snapshot]) -> Verification:
        """Verify all evidence against the snapshots of texts."""
        evidence = (
            Passage(claim, source, Span(start, end, digest), quote, Where(name, *place))
            for name, part in self.parts()
            for claim, source, start, end, digest, quote, place in part.passages
        )
        return verify(self._texts, evidence, texts)

    def shapes_hold(self, *, core: bool) -> bool:
        """Tell whether it is known that the shapes find nothing; `core` asks for the core constraints, too."""
        return self._written_hold and (self._core_hold or not core) and self._maker.shapes.links_hold(self._links)


def read_whole(
    folder: Folder, basis: Basis, *, rules: bool, instead: Mapping[str, bytes] | None = None, progress: Progress | None = None
) -> Whole:
    """Read the facts of a folder, what is unchanged from the cache; `rules` looks whether the shapes find anything.

    `instead` are the contents of files, by path, as they are to be. `progress` is told
    after each group of files how far it is.

    Raises:
        CorpusError: there are no facts.
    """
    planned = instead or {}
    paths = sorted({*folder.fact_files(), *planned})
    if not paths:
        raise CorpusError(f"no facts in {folder.show(folder.facts)}", "it holds no .yaml file; `claimgraph init DIR` makes an example")
    parts = Parts(folder, basis, [path for path in paths if path not in planned])
    maker = Maker(basis.ontology, basis.settings)
    for path, data in planned.items():
        (made,) = maker.make_group([Bytes(data, len(data))], rules=rules)
        parts.fix(path, made.part)
    missing = [path for path in paths if not _is_known(parts.find(path), rules=rules)]
    todo, steps = iter(missing), Steps(progress)
    total, done, claims = sum(parts.sizes[path] for path in missing), 0, 0
    for group in Crew(folder, basis, rules=rules, statements=False).make(missing):
        paths_of = list(itertools.islice(todo, len(group.keys)))
        parts.keep(paths_of, group, judged=rules)
        done += sum(parts.sizes[path] for path in paths_of)
        claims += sum(len(part.claims) for part in group.parts)
        steps.tell("read", claims, done / max(total, 1))
    if missing:
        parts.forget_old()
    return Whole({folder.show(path): path for path in paths}, parts, maker)


def _is_known(part: Part | None, *, rules: bool) -> bool:
    """Tell whether a part is there; with `rules`, whether the shapes hold in it, too, or nothing can be said of that."""
    return part is not None and (not rules or (part.written_hold and (part.core_hold or bool(part.problems))))
