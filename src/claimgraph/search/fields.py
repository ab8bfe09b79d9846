"""What can be found, and by which of its texts: each field with the query that reads it, and the column of the index that it goes into."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BY_NAME", "COLUMNS", "FACTORS", "FIELDS", "KINDS", "WEIGHTS", "Field"]

#: The kinds, in the order in which they come where nothing else decides; each the local name of its class in lower case.
KINDS = ("entity", "source", "claim")
#: How much a kind counts: a headline says less of a matter than a claim that has the word in its label.
FACTORS = {"entity": 1.0, "source": 0.6, "claim": 1.0}
#: The columns of the index, and how much a word counts in each: a claim about Avocado that does not say so is found last.
COLUMNS = ("title", "other", "body", "about", "speaker")
WEIGHTS = (10.0, 6.0, 3.0, 1.0, 0.5)


class Field(NamedTuple):
    """A text of things of some kind: its name, its column, and the query that reads it, or the property that `search/texts` is asked for.

    Of a `linked` field the query gives other things, whose names are the text.
    """

    name: str
    kinds: tuple[str, ...]
    column: int
    query: str = "search/texts"
    property: str = ""
    linked: bool = False


#: In the order in which one is shown where several have the words.
FIELDS = (
    Field("name", ("entity",), 0, property="schema:name"),
    Field("label", ("claim",), 0, property="rdfs:label"),
    Field("headline", ("source",), 0, property="schema:headline"),
    Field("alias", ("entity",), 1, property="schema:alternateName"),
    Field("quote", ("claim",), 1, "search/quotes"),
    Field("description", ("entity",), 2, property="schema:description"),
    Field("note", ("claim", "source"), 2, property="skos:note"),
    Field("stated", ("claim",), 2, "search/statements"),
    Field("about", ("claim",), 3, "search/statements", linked=True),
    Field("unnamed", ("claim",), 4, "search/unnamed"),
    Field("speaker", ("claim",), 4, property="prov:wasAttributedTo", linked=True),
    Field("publisher", ("source",), 4, property="schema:publisher", linked=True),
    Field("author", ("source",), 4, property="schema:author", linked=True),
)
BY_NAME = {field.name: field for field in FIELDS}
