"""What can go wrong: `Problem` values for mistakes in facts, exceptions for misuse.

ClaimgraphError          anything claimgraph raises on purpose; one line, and a hint
├── CorpusError          the facts folder or its settings cannot be used
│   └── FactsError       the facts were read, and have problems (it carries them)
├── QueryError           a query is wrong, or asks for what a query may not do
├── StoreError           a store cannot be opened, built or kept
│   └── RemoteError      a store elsewhere cannot be reached, refuses, or answers nonsense
├── InputError           a file to import cannot be read
├── TextError            a text cannot be read, or a phrase not found in it
└── OutputError          a result cannot be written
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "ClaimgraphError",
    "CorpusError",
    "FactsError",
    "InputError",
    "OutputError",
    "Problem",
    "QueryError",
    "RemoteError",
    "StoreError",
    "TextError",
    "Where",
    "did_you_mean",
    "printable",
    "reason",
    "render_problem",
]


class Where(NamedTuple):
    """A place in a file: lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    col: int = 0

    def __str__(self) -> str:
        """Write the place as editors understand it.

        >>> print(Where("facts/a.yaml", 3, 7), Where("facts/a.yaml"))
        facts/a.yaml:3:7 facts/a.yaml
        """
        return f"{self.file}:{self.line}:{self.col}" if self.line else self.file


class Problem(NamedTuple):
    """A mistake in the facts: where it is, what kind, what is wrong, how to mend it."""

    where: Where
    code: str
    message: str
    hint: str = ""


def render_problem(problem: Problem) -> str:
    """Write a problem as one line, and a second one with the hint.

    >>> print(render_problem(Problem(Where("a.yaml", 1, 2), "unknown-key", "no key 'x'", "drop it")))
    a.yaml:1:2: error[unknown-key]: no key 'x'
      hint: drop it
    """
    line = f"{printable(str(problem.where))}: error[{problem.code}]: {printable(problem.message)}"
    return f"{line}\n  hint: {printable(problem.hint)}" if problem.hint else line


def printable(text: str, *, limit: int = 400) -> str:
    r"""Make text from a file safe to print on one line of a terminal.

    >>> printable("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    """
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: limit + 1])
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the known words nearest to a misspelt one, as a hint; empty if none is near.

    >>> did_you_mean("org:Concil", ["org:Council", "org:Meta"])
    'did you mean org:Council?'
    """
    import difflib  # only a mistake pays for it

    near = difflib.get_close_matches(word[:80], sorted(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""


class ClaimgraphError(Exception):
    """Misuse, or a world that does not allow what was asked: `message`, and a `hint`."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the line that says what is wrong, and the one that says how to mend it."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class CorpusError(ClaimgraphError):
    """The facts folder, or its `claimgraph.toml`, cannot be used."""


class FactsError(CorpusError):
    """The facts were read, and something in them is wrong."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems; the message counts them."""
        count = len(problems)
        super().__init__(f"the facts have {count} problem{'s' if count != 1 else ''}", "run `claimgraph check`")
        self.problems = tuple(problems)


class QueryError(ClaimgraphError):
    """A query that cannot be answered as it stands."""


class StoreError(ClaimgraphError):
    """A store that cannot be opened, built or kept."""


class RemoteError(StoreError):
    """A store elsewhere that cannot be reached, refuses, or answers what is no answer.

    `status` is the number that HTTP gave, 0 where there was none.
    """

    def __init__(self, message: str, hint: str = "", *, status: int = 0) -> None:
        """Keep the status beside what is said."""
        super().__init__(message, hint)
        self.status = status


class InputError(ClaimgraphError):
    """A file to import that cannot be read, or is not what it should be."""


class TextError(ClaimgraphError):
    """A text that cannot be read, or a phrase that is not in it."""


class OutputError(ClaimgraphError):
    """A result that cannot be written."""


def reason(error: OSError) -> str:
    """Say in a few words why the system refused, without Python's own decoration."""
    return (error.strerror or str(error)).lower()
