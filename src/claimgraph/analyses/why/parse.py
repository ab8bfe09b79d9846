"""A SELECT in; its triple patterns, each with what it depends on, and the same query with marks in it out.

Only what can be explained is taken: patterns, FILTER, OPTIONAL, UNION, GRAPH, BIND and
VALUES. The engine has read the query before, so there is no mistake in it to be found
here; whatever is not known is refused, and never passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.analyses.why.cursor import Cursor
from claimgraph.analyses.why.pattern import Parsed, Pattern, Term
from claimgraph.analyses.why.refuse import FORMS, LIST, PATH, STAR, SUBSELECT, refuse, refuse_words, unreadable
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.tokens import after_prologue, tokenize
from claimgraph.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["parse_select"]

_TYPE = f"<{RDF}type>"
_MODIFIERS = ("ORDER", "BY", "ASC", "DESC", "LIMIT", "OFFSET")
#: A predicate, and whether it is followed backwards.
Step = tuple[Term, bool]


def parse_select(query: str, prefixes: Mapping[str, str]) -> Parsed:
    """Take a SELECT apart; `prefixes` are those that it may use undeclared.

    Raises:
        QueryError: it is no query, no SELECT, or says what cannot be explained.

    >>> parsed = parse_select("SELECT ?x { ?x :p/^:q [] OPTIONAL { ?x a ?y } }", {"": "http://x/"})
    >>> [str(pattern) for pattern in parsed.patterns]
    ['?x :p []', '[] :q []', '?x a ?y']
    >>> parsed.group.replace(f"<{RDF}type>", "a")
    '{ ?x :p ?why2 . ?why1 :q ?why2 . OPTIONAL { ?x a ?y . BIND(1 AS ?why3) } }'
    """
    tokens = list(tokenize(query))
    first = after_prologue(tokens)
    if first is not None and tokens[first].text.upper() in FORMS and tokens[first].kind == "word":
        word = tokens[first].text.upper()
        raise refuse(query, tokens[first], f"an {word}" if word == "ASK" else f"a {word}", FORMS[word])
    refuse_words(query, [token for token in tokens if token.is_word("SERVICE", "FROM")])  # the engine would follow them
    EmbeddedStore(ox.Store(), prefixes).query(query)
    refuse_words(query, tokens)
    return _Parser(query).select(first or 0)


class _Parser:
    """Reads one query."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._cursor = Cursor(query)
        self._stem = "why"
        while self._stem in query:
            self._stem += "_"
        self._made = 0
        self._blanks: dict[str, Term] = {}
        self._patterns: list[Pattern] = []
        self._marks: list[str] = []
        self._depth = 0
        self._flat = True
        self._sliced = False

    # ------------------------------------------------------------ the whole

    def select(self, first: int) -> Parsed:
        cursor = self._cursor
        for _ in range(first):
            cursor.next()
        start = cursor.next()
        if not start.is_word("SELECT"):
            raise unreadable(self._query, start)
        distinct = cursor.peek().is_word("DISTINCT", "REDUCED")
        if distinct:
            cursor.next()
        expressions, aliases = self._columns()
        if cursor.peek().is_word("WHERE"):
            cursor.next()
        group = self._group(None, ())
        values = self._behind()
        return Parsed(
            self._query[: start.start], distinct, self._sliced, tuple(expressions), tuple(aliases), group, values, tuple(self._patterns),
            tuple(self._marks), self._flat and not self._marks, self._stem,
        )  # fmt: skip

    def _columns(self) -> tuple[list[str], list[str]]:
        """Read the SELECT clause; of the variables the answer tells."""
        expressions, aliases = [], []
        while not (self._cursor.sees("{") or self._cursor.peek().is_word("WHERE")):
            if self._cursor.sees("("):
                expressions.append(self._cursor.brackets(steady=True))
                aliases.append([token for token in tokenize(expressions[-1]) if token.kind == "variable"][-1].text[1:])
            elif self._cursor.peek().kind == "variable" or self._cursor.sees("*"):
                self._cursor.next()
            else:
                raise unreadable(self._query, self._cursor.peek())
        return expressions, aliases

    def _behind(self) -> str:
        """Read what stands behind the WHERE; only VALUES changes what a row is made of."""
        while self._cursor.peek().kind != "end":
            if self._cursor.sees("("):
                self._cursor.brackets()
            elif self._cursor.peek().is_word("VALUES"):
                return self._values()
            elif self._cursor.sees("{", "}"):
                raise unreadable(self._query, self._cursor.peek())
            else:
                self._modifier()
        return ""

    def _modifier(self) -> None:
        """Read a word or a value of ORDER BY, LIMIT and OFFSET; the engine also takes GROUPBY for two words."""
        token = self._cursor.next()
        if token.kind == "word" and not token.is_word(*_MODIFIERS):
            called = self._cursor.sees("(") and not token.text.upper().startswith(("GROUP", "HAVING"))
            if not called:
                raise unreadable(self._query, token)
        self._sliced |= token.is_word("LIMIT", "OFFSET")

    # ------------------------------------------------------------ groups

    def _group(self, graph: Term | None, marks: tuple[str, ...], mark: str = "") -> str:
        """Read a group in braces; return its text, in which a mark, if there is one, is bound."""
        opening = self._cursor.expect("{")
        if self._cursor.peek().is_word("SELECT"):
            raise refuse(self._query, self._cursor.peek(), "a SELECT within the query", SUBSELECT)
        self._depth += 1
        parts = []
        while not self._cursor.takes("}"):
            token = self._cursor.peek()
            if token.kind == "end":
                raise unreadable(self._query, opening)
            if self._cursor.takes("."):
                continue
            if self._cursor.sees("{"):
                parts.append(self._union(graph, marks))
            elif token.kind == "word" and not token.is_word("TRUE", "FALSE"):
                parts.append(self._clause(graph, marks))
            else:
                parts += self._statements(graph, marks)
        self._depth -= 1
        if mark:
            parts.append(f"BIND(1 AS ?{mark})")
        return " ".join(["{", *parts, "}"])

    def _union(self, graph: Term | None, marks: tuple[str, ...]) -> str:
        """Read groups with UNION between them; the mark of one that stands alone does no harm."""
        branches = []
        while True:
            mark = self._mark()
            branches.append(self._group(graph, (*marks, mark), mark))
            if not self._cursor.peek().is_word("UNION"):
                return " UNION ".join(branches)
            self._cursor.next()

    def _clause(self, graph: Term | None, marks: tuple[str, ...]) -> str:
        token = self._cursor.peek()
        self._flat &= self._depth == 1 or token.is_word("GRAPH")
        if token.is_word("VALUES"):
            return self._values()
        self._cursor.next()
        if token.is_word("OPTIONAL"):
            mark = self._mark()
            return f"OPTIONAL {self._group(graph, (*marks, mark), mark)}"
        if token.is_word("GRAPH"):
            name = self._name()
            return f"GRAPH {name.text} {self._group(name, marks)}"
        if token.is_word("FILTER"):
            return f"FILTER {self._constraint()}"
        if token.is_word("BIND"):
            return f"BIND{self._cursor.brackets(steady=True)}"
        raise unreadable(self._query, token)

    def _constraint(self) -> str:
        """Read a condition: an expression in brackets, or a call."""
        token = self._cursor.peek()
        if self._cursor.sees("("):
            return self._cursor.brackets()
        if token.kind not in {"word", "iri", "name"}:
            raise unreadable(self._query, token)
        self._cursor.next()
        return f"{token.text}{self._cursor.brackets()}"

    def _values(self) -> str:
        """Read VALUES with its rows."""
        start = self._cursor.next()
        while not self._cursor.sees("{"):
            token = self._cursor.next()
            if token.kind != "variable" and token.text not in {"(", ")"}:
                raise unreadable(self._query, token)
        head = self._query[start.start : self._cursor.peek().start]
        return head + self._cursor.block()

    # ------------------------------------------------------------ statements

    def _statements(self, graph: Term | None, marks: tuple[str, ...]) -> list[str]:
        """Read statements of one subject; return their text."""
        before = len(self._patterns)
        subject = self._node(graph, marks)
        self._properties(subject, graph, marks)
        return [" ".join([*(term.text for term in pattern.triple), "."]) for pattern in self._patterns[before:]]

    def _properties(self, subject: Term, graph: Term | None, marks: tuple[str, ...]) -> None:
        """Read predicates with their objects, as many as there are."""
        while self._is_verb():
            steps = self._verb()
            while True:
                self._keep(subject, steps, self._node(graph, marks), graph, marks)
                self._refuse_annotation()
                if not self._cursor.takes(","):
                    break
            if not self._cursor.sees(";"):
                return
            while self._cursor.takes(";"):
                pass

    def _refuse_annotation(self) -> None:
        """Refuse what may follow an object and speaks of the whole triple."""
        token, behind = self._cursor.peek(), self._cursor.peek(1)
        if self._cursor.sees("~"):
            raise refuse(self._query, token, "a name for a triple behind ~", STAR)
        if self._cursor.sees("{") and behind.text == "|" and behind.start == token.start + 1:
            raise refuse(self._query, token, "an annotation in {| |}", STAR)

    def _keep(self, subject: Term, steps: list[Step], value: Term, graph: Term | None, marks: tuple[str, ...]) -> None:
        """Keep a pattern for each step from subject to value."""
        here = subject
        for number, (predicate, backwards) in enumerate(steps, 1):
            there = value if number == len(steps) else self._fresh()
            ends = (there, here) if backwards else (here, there)
            self._patterns.append(Pattern(ends[0], predicate, ends[1], graph, marks))
            here = there

    def _is_verb(self) -> bool:
        token = self._cursor.peek()
        return token.kind in {"variable", "iri", "name"} or token.text == "a" or self._cursor.sees("^", "(", "!")

    def _verb(self) -> list[Step]:
        if self._cursor.peek().kind == "variable":
            return [(self._name(), False)]
        return self._path()

    def _path(self) -> list[Step]:
        """Read a path that always has the same steps."""
        steps = self._step()
        while self._cursor.takes("/"):
            steps += self._step()
        if self._cursor.sees("|"):
            raise refuse(self._query, self._cursor.peek(), "a path with |", PATH)
        return steps

    def _step(self) -> list[Step]:
        backwards = self._cursor.takes("^")
        if self._cursor.sees("!"):
            raise refuse(self._query, self._cursor.peek(), "a path with !", PATH)
        if self._cursor.takes("("):
            steps = self._path()
            self._cursor.expect(")")
        else:
            steps = [(self._name(), False)]
        if self._cursor.sees("*", "+", "?") and not (self._cursor.sees("+") and self._cursor.peek(1).kind == "number"):
            raise refuse(self._query, self._cursor.peek(), f"a path with {self._cursor.peek().text}", PATH)
        return [(term, not back) for term, back in reversed(steps)] if backwards else steps

    # ------------------------------------------------------------ terms

    def _name(self) -> Term:
        """Read a variable or a name."""
        token = self._cursor.next()
        if token.kind == "variable":
            text = f"?{token.text[1:]}"
            return Term(text, text)
        if token.kind == "word" and token.text == "a":
            return Term(_TYPE, "a")
        if token.kind == "iri" or (token.kind == "name" and not token.text.startswith("_:")):
            return Term(token.text, token.text)
        raise unreadable(self._query, token)

    def _node(self, graph: Term | None, marks: tuple[str, ...]) -> Term:
        """Read a subject or an object; what is said of a blank node within its brackets becomes patterns."""
        token = self._cursor.peek()
        if token.kind in {"string", "number"} or token.is_word("TRUE", "FALSE") or self._cursor.sees("+", "-", "."):
            return self._literal()
        if self._cursor.takes("["):
            blank = self._fresh()
            self._properties(blank, graph, marks)
            self._cursor.expect("]")
            return blank
        if self._cursor.sees("("):
            raise refuse(self._query, token, "a list in ( )", LIST)
        if self._cursor.sees("<"):
            raise refuse(self._query, token, "a triple within a triple", STAR)
        if token.kind == "name" and token.text.startswith("_:"):
            self._cursor.next()
            return self._blanks.setdefault(token.text, self._fresh(token.text))
        return self._name()

    def _literal(self) -> Term:
        """Read a text with its language or datatype, a number with its sign, or a truth value."""
        start = end = self._cursor.next()
        while end.kind == "sign":  # the parts of a number
            end = self._cursor.next()
        if end.kind not in {"string", "number", "word"}:
            raise unreadable(self._query, end)
        if start.kind == "string" and self._cursor.peek().kind == "language":
            end = self._cursor.next()
        elif start.kind == "string" and self._cursor.takes("^"):
            self._cursor.expect("^")
            end = self._cursor.next()
        text = self._query[start.start : end.start + len(end.text)]
        return Term(text, text)

    def _fresh(self, shown: str = "[]") -> Term:
        """Return a variable that is not in the query, for a blank node."""
        return Term(f"?{self._new()}", shown)

    def _mark(self) -> str:
        """Return a variable that is not in the query, to tell whether a group is part of a row."""
        self._marks.append(self._new())
        return self._marks[-1]

    def _new(self) -> str:
        self._made += 1
        return f"{self._stem}{self._made}"
