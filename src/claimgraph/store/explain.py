"""A query the engine refuses in; where it is wrong, and a hint a person can use, out."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from claimgraph.errors import QueryError, did_you_mean, printable
from claimgraph.store.guard import UPDATES, place
from claimgraph.store.tokens import Token, after_prologue, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["explain"]

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_KEYWORDS = frozenset(
    """a abs as asc ask avg base bind bnode bound by ceil coalesce concat construct contains count datatype day desc
    describe distinct encode_for_uri exists false filter floor from graph group group_concat having hours if in iri
    isblank isiri isliteral isnumeric isuri lang langmatches lcase limit max md5 min minus minutes month named not now
    offset optional order prefix rand reduced regex replace round sameterm sample seconds select separator service sha1
    sha256 sha384 sha512 silent str strafter strbefore strdt strends strlang strlen strstarts struuid substr sum
    timezone true tz ucase undef union uri uuid values where year""".split()  # noqa: SIM905  (a list of a hundred quoted words reads worse)
)
_PLACE = re.compile(r"error at (\d+):(\d+)")
_SURROGATE = re.compile(r"(?<!\\)(?:\\\\)*(\\u[dD][89a-fA-F][0-9a-fA-F]{2})")
_PAIRS = {")": "(", "}": "{", "]": "["}


def explain(query: str, prefixes: Mapping[str, str], error: Exception) -> QueryError:
    """Turn the engine's refusal of a query into an error with a place and a hint."""
    tokens = list(tokenize(query))
    message = str(error)
    if "Duplicated variable" in message and (twice := _twice(query, tokens)):
        return twice
    for look in (_empty, _unclosed_string, _update, _form, _unknown_prefix, _unknown_word, _brackets, _dangling, _surrogate):
        found = look(query, tokens, prefixes)
        if found:
            return found
    return _engine(query, tokens, message)


def _at(query: str, offset: int, message: str, hint: str = "") -> QueryError:
    return QueryError(f"query:{place(query, offset)}: {message}", hint)


def _empty(_query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    if tokens:
        return None
    return QueryError("the query is empty", "try: claimgraph query 'SELECT ?claim { ?claim a cg:Claim }'")


def _unclosed_string(query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    for token in tokens:
        if token.kind == "sign" and token.text in "\"'":
            return _at(query, token.start, "the string that starts here is not closed", f"add {token.text} at its end")
    return None


def _update(query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    first = _first(tokens)
    if first and first.is_word(*UPDATES):
        return _at(query, first.start, f"{first.text} would change the store; a query only reads",
                   "edit the facts instead; the store follows")  # fmt: skip
    return None


def _first(tokens: list[Token]) -> Token | None:
    number = after_prologue(tokens)
    return None if number is None else tokens[number]


def _form(query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    first = _first(tokens)
    if first is None or first.is_word(*_FORMS):
        return None
    hint = did_you_mean(first.text.upper(), _FORMS) or f"a query starts with {', '.join(_FORMS)}"
    return _at(query, first.start, f"a query cannot start with '{_short(first.text)}'", hint)


def _unknown_prefix(query: str, tokens: list[Token], prefixes: Mapping[str, str]) -> QueryError | None:
    declared = {b.text.rstrip(":") for a, b in itertools.pairwise(tokens) if a.is_word("PREFIX")}
    known = set(prefixes) | declared | {"_"}
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known:
            hint = did_you_mean(prefix, {p for p in known if p != "_"})
            hint = hint.replace("?", ":?") if hint else f"declare it: PREFIX {prefix}: <…>"
            return _at(query, token.start, f"the prefix '{_short(prefix)}:' is not declared", hint)
    return None


def _unknown_word(query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    for token in tokens:
        if token.kind == "word" and token.text.lower() not in _KEYWORDS:
            near = did_you_mean(token.text.upper(), [word.upper() for word in _KEYWORDS])
            return _at(query, token.start, f"'{_short(token.text)}' is no word of SPARQL",
                       near or "variables start with ?, names have a prefix, texts stand in quotes")  # fmt: skip
    return None


def _brackets(query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text in "({[":
            opened.append(token)
        elif token.text in _PAIRS:
            if not opened or opened[-1].text != _PAIRS[token.text]:
                return _at(query, token.start, f"this '{token.text}' closes nothing", "delete it, or open it before")
            opened.pop()
    if opened:
        return _at(query, opened[-1].start, f"this '{opened[-1].text}' is never closed", "close it")
    return None


def _dangling(query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    for token, behind in itertools.pairwise(tokens):
        if token.kind == "sign" and token.text in "=<>!+-/|&," and behind.kind == "sign" and behind.text in _PAIRS:
            return _at(query, token.start, f"nothing follows '{token.text}'", "write what it is compared or combined with")
    return None


def _surrogate(query: str, tokens: list[Token], _: Mapping[str, str]) -> QueryError | None:
    for token in tokens:
        found = _SURROGATE.search(token.text) if token.kind in {"string", "iri"} else None
        if found:
            return _at(query, token.start + found.start(1), f"'{found[1]}' is no character, only half of one",
                       "write the character itself, or \\U with its eight digits")  # fmt: skip
    return None


def _twice(query: str, tokens: list[Token]) -> QueryError | None:
    """Find the variable that a SELECT clause asks for a second time."""
    asked: set[str] = set()
    head, depth = False, 0
    for before, token in itertools.pairwise([Token("sign", "", 0), *tokens]):
        if token.is_word("SELECT"):
            asked, head, depth = set(), True, 0
        head = head and not token.is_word("WHERE") and token.text != "{"
        depth += (token.text == "(") - (token.text == ")") if token.kind == "sign" else 0
        # Within brackets a variable is asked for only behind AS.
        if head and token.kind == "variable" and (not depth or before.is_word("AS")):
            name = token.text[1:]
            if name in asked:
                return _at(query, token.start, f"?{_short(name)} is asked for twice", "leave it out once, or choose another name")
            asked.add(name)
    return None


def _engine(query: str, tokens: list[Token], message: str) -> QueryError:
    """Keep the engine's place; say what stands there instead of all that could."""
    found = _PLACE.search(message)
    if not found:
        return QueryError(f"query: {printable(message, limit=200)}")
    line, col = int(found[1]), int(found[2])
    if "variable that is unbound" in message:
        return QueryError(f"query:{line}:{col}: SELECT asks for a variable that GROUP BY does not keep",
                          "group by it, or aggregate it: (SAMPLE(?x) AS ?y)")  # fmt: skip
    if "overrides an existing variable" in message:
        return QueryError(f"query:{line}:{col}: a variable is given a second value with AS", "choose another name")
    lines = query.split("\n")
    offset = sum(len(text) + 1 for text in lines[: line - 1]) + col - 1
    here = next((token for token in tokens if token.start + len(token.text) > offset), None)
    what = f"'{_short(here.text)}' cannot stand here" if here else "the query ends too early"
    before = next((token for token in reversed(tokens) if token.start < offset), None)
    hint = f"something is missing or too much behind '{_short(before.text)}'" if before else ""
    return QueryError(f"query:{line}:{col}: {what}", hint)


def _short(text: str) -> str:
    return printable(text, limit=40)
