"""A folder of facts in; all its parts, and what only shows when they are taken together, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimgraph.checks import check_corpus, is_sound
from claimgraph.errors import CorpusError, Problem, Where
from claimgraph.evidence import Span
from claimgraph.files import cache_folder
from claimgraph.model import Reference
from claimgraph.parts.crew import Crew
from claimgraph.parts.files import Bytes, base_key, read_bytes, read_key
from claimgraph.parts.keep import Kept
from claimgraph.parts.make import Maker
from claimgraph.verify import CitedText, Passage, Verification, verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimgraph.evidence import Snapshot
    from claimgraph.folder import Folder
    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology
    from claimgraph.parts.part import Part

__all__ = ["Whole", "read_whole"]

#: The parts of so many files stay in memory; those of more are fetched again when they are needed again.
_MANY = 2_000


class Whole:
    """The parts of all files of a corpus."""

    def __init__(self, files: list[tuple[str, bytes]], kept: Kept, maker: Maker, fixed: Mapping[str, Part]) -> None:
        """Take the shown names of files with the keys of their parts; `fixed` are the parts, by name, that are nowhere kept."""
        self._files, self._kept, self._maker, self._fixed = files, kept, maker, fixed
        self._memory: dict[bytes, Part] | None = {} if len(files) <= _MANY else None
        self.sources = self.entities = self.claims = self.bare = 0
        for _, part in self.parts():
            self.sources += part.sources
            self.entities += part.entities
            self.claims += len(part.claims)
            self.bare += part.bare

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Yield the shown name of each file, and its part."""
        for name, key in self._files:
            yield name, self._fixed.get(name) or self._find(key)

    def _find(self, key: bytes) -> Part:
        known = self._memory.get(key) if self._memory is not None else None
        if known is None:
            known = self._kept.find(key)
            if known is None:
                raise CorpusError("the facts changed, or their cache was deleted, while they were read", "try again")
            if self._memory is not None:
                self._memory[key] = known
        return known

    def problems(self) -> list[Problem]:
        """Return what is wrong with the files, each and taken together; not what breaks the shapes."""
        found = [
            Problem(Where(name, *place), code, message, hint) for name, part in self.parts() for place, code, message, hint in part.problems
        ]
        declared = [(one, classes, Where(name, *place)) for name, part in self.parts() for one, classes, place in part.declared]
        known = {one: classes for one, classes, _ in declared}
        return [*found, *check_corpus(self._maker.ontology, declared, self._doubtful(known))]

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
        cited = (
            CitedText(source, sha256, chars, Where(name, *place))
            for name, part in self.parts()
            for source, sha256, chars, place in part.texts
        )
        evidence = (
            Passage(claim, source, Span(start, end, digest), quote, Where(name, *place))
            for name, part in self.parts()
            for claim, source, start, end, digest, quote, place in part.passages
        )
        return verify(cited, evidence, texts)

    def shapes_hold(self, *, core: bool) -> bool:
        """Tell whether it is known that the shapes find nothing; `core` asks for the core constraints, too."""
        if not all(part.written_hold and (part.core_hold or not core) for _, part in self.parts()):
            return False
        return self._maker.shapes.links_hold([link for _, part in self.parts() for link in part.links])


def read_whole(folder: Folder, settings: Settings, ontology: Ontology, *, rules: bool, instead: Mapping[str, bytes] | None = None) -> Whole:
    """Read the facts of a folder, what is unchanged from the cache; `rules` looks whether the shapes find anything.

    `instead` are the contents of files, by path, as they are to be.

    Raises:
        CorpusError: there are no facts.
    """
    planned = instead or {}
    paths = sorted({*folder.fact_files(), *planned})
    if not paths:
        raise CorpusError(f"no facts in {folder.show(folder.facts)}", "it holds no .yaml file; `claimgraph init DIR` makes an example")
    base = base_key(settings)
    kept = Kept(os.path.join(cache_folder(), "parts", f"{folder.cache_name()}.sqlite"))
    maker = Maker(ontology, settings)
    keys: dict[str, bytes] = {}
    fixed: dict[str, Part] = {}
    missing: list[str] = []
    for path in paths:
        if path in planned:
            (made,) = maker.make_group([Bytes(planned[path], len(planned[path]))], rules=rules)
            fixed[folder.show(path)] = made.part
            continue
        file = read_bytes(path)
        if not isinstance(file, Bytes):
            fixed[folder.show(path)] = file
            continue
        keys[path] = read_key(base, file)
        part = kept.find(keys[path])
        if part is None or (rules and not (part.written_hold and (part.core_hold or part.problems))):
            missing.append(path)
    done = 0
    for group in Crew(folder, settings, ontology, base, rules=rules, statements=False).make(missing):
        made_paths = missing[done : done + len(group.keys)]
        done += len(group.keys)
        kept.add((key, part) for key, part in zip(group.keys, group.parts, strict=True) if key)
        for path, key, part in zip(made_paths, group.keys, group.parts, strict=True):
            keys[path] = key
            if not key:
                fixed[folder.show(path)] = part
    if missing:
        kept.forget(set(keys.values()))
    return Whole([(folder.show(path), keys.get(path, b"")) for path in paths], kept, maker, fixed)
